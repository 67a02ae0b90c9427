package org.voicemail4j.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every server of every proxy by OPTIONS whether it is there. Any answer but 503 says yes; no answer in time, or a
 * 503, says no.
 */
final class ProxyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ProxyWatch.class);

    private final Outbound outbound;
    private final NotifyRequests requests;
    private final Duration interval;
    private final Duration patience;
    private final ScheduledExecutorService timers;
    private final Set<SipHop> asked = ConcurrentHashMap.newKeySet();

    ProxyWatch(
            Outbound outbound,
            NotifyRequests requests,
            Duration interval,
            Duration patience,
            ScheduledExecutorService timers) {
        this.outbound = outbound;
        this.requests = requests;
        this.interval = interval;
        this.patience = patience;
        this.timers = timers;
    }

    void start() {
        timers.scheduleWithFixedDelay(this::askAll, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void askAll() {
        try {
            outbound.throughProxies().thenAccept(this::askAll);
        } catch (RuntimeException | Error e) {
            LOG.warn("proxies could not be asked; tried again after {}", interval, e);
        }
    }

    private void askAll(List<OutboundWay> ways) {
        for (OutboundWay way : ways) {
            if (asked.add(way.hop())) {
                try {
                    outbound.watching().execute(() -> asking(way));
                } catch (RejectedExecutionException e) {
                    asked.remove(way.hop());
                } catch (Error e) {
                    asked.remove(way.hop());
                    throw e;
                }
            }
        }
    }

    private void asking(OutboundWay way) {
        try {
            ask(way);
        } catch (RuntimeException | Error e) {
            asked.remove(way.hop());
            LOG.warn("{} could not be asked; tried again after {}", way.hop(), interval, e);
        }
    }

    private void ask(OutboundWay way) {
        String proxy = way.proxy().orElseThrow();
        AtomicBoolean done = new AtomicBoolean();
        Answered answered = (status, retryAfter) -> {
            if (done.compareAndSet(false, true)) {
                asked.remove(way.hop());
                if (status == Response.REQUEST_TIMEOUT || status == Response.SERVICE_UNAVAILABLE) {
                    outbound.health().down(proxy, way.hop(), status);
                } else {
                    outbound.health().up(proxy, way.hop());
                }
            }
        };
        NotifyRequests.Addressing addressing = new NotifyRequests.Addressing(
                proxy, proxy, Optional.empty(), Optional.empty(), new NotifySequence(), List.of());
        OutboundWay straight = new OutboundWay(Optional.empty(), Optional.empty(), way.hop());
        if (requests.transmit(straight, Request.OPTIONS, addressing, request -> {}, answered) == null) {
            answered.timedOut();
            return;
        }
        try {
            timers.schedule(answered::timedOut, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("closed while a proxy was asked");
        }
    }
}

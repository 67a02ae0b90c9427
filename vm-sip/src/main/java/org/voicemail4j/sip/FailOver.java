package org.voicemail4j.sip;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sip.ClientTransaction;
import javax.sip.ObjectInUseException;
import javax.sip.address.Hop;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its ways out, tried one after the other: no answer, 503, or a way that cannot be sent on leads to the next
 * (RFC 3263 §4.3). Its waiter is told once, of the answer that counts, whatever is thrown on the way.
 */
final class FailOver {

    private static final Logger LOG = LoggerFactory.getLogger(FailOver.class);

    private final Iterator<OutboundWay> rest;
    private final Sending sending;
    private final Answered answered;
    private final HopHealth health;
    private final Function<Hop, Departures> departures;
    private final Executor threads;

    /** Sends the request on a way, and has the answer told; null if it could not be sent. */
    @FunctionalInterface
    interface Sending {
        @Nullable
        ClientTransaction send(OutboundWay way, Answered answered);
    }

    /**
     * @param departures by which it leaves for a hop
     */
    FailOver(
            List<OutboundWay> ways,
            Sending sending,
            Answered answered,
            Function<Hop, Departures> departures,
            Outbound outbound) {
        this.rest = ways.iterator();
        this.sending = sending;
        this.answered = answered;
        this.health = outbound.health();
        this.departures = departures;
        this.threads = outbound.failingOver();
    }

    /** Sends it on the first way that takes it; if none does it is as if nobody had answered. */
    void start() {
        start(answered::timedOut);
    }

    private void start(Runnable none) {
        if (!rest.hasNext()) {
            none.run();
            return;
        }
        if (!leaves(rest.next(), none)) {
            start(none);
        }
    }

    /** A server that was found to be down while this waited for its turn is not waited for once more. */
    private boolean leaves(OutboundWay way, Runnable none) {
        try {
            boolean served = way.proxy().isPresent() && !health.isDown(way.hop());
            Hop hop = way.hop().hop();
            return departures.apply(hop).send(hop, () -> {
                boolean fell = served && rest.hasNext() && health.isDown(way.hop());
                if (fell || !new Attempt(way).isSent()) {
                    start(none);
                }
            });
        } catch (RuntimeException | Error e) {
            LOG.warn("a request cannot leave for {}", way.hop(), e);
            return false;
        }
    }

    /** In threads of ours: the stack's have other things to do. */
    private void goOn(int status, Optional<Duration> retryAfter) {
        Runnable none = () -> answered.answered(status, retryAfter);
        try {
            threads.execute(() -> start(none));
        } catch (RejectedExecutionException e) {
            none.run();
        } catch (OutOfMemoryError e) { // no thread to be had
            LOG.warn("a request does not go on to its next way", e);
            none.run();
        }
    }

    private final class Attempt implements Answered {

        private final OutboundWay way;
        private final AtomicBoolean done = new AtomicBoolean();
        private final Runnable whenDown = this::timedOut;
        private volatile @Nullable ClientTransaction transaction;

        private Attempt(OutboundWay way) {
            this.way = way;
        }

        private boolean isSent() {
            way.proxy().ifPresent(proxy -> health.waits(way.hop(), whenDown));
            ClientTransaction sent = sent();
            transaction = sent;
            if (sent == null && done.compareAndSet(false, true)) {
                over();
                way.proxy().ifPresent(proxy -> health.down(proxy, way.hop(), Response.REQUEST_TIMEOUT));
                return false;
            }
            return true;
        }

        private @Nullable ClientTransaction sent() {
            try {
                return sending.send(way, this);
            } catch (RuntimeException | Error e) {
                LOG.warn("a request could not be sent to {}", way.hop(), e);
                return null;
            }
        }

        private void over() {
            way.proxy().ifPresent(proxy -> health.waitsNoMore(way.hop(), whenDown));
        }

        @Override
        public void response(Response response) {
            if (response.getStatusCode() < 200 || !done.compareAndSet(false, true)) {
                return;
            }
            over();
            boolean unavailable = response.getStatusCode() == Response.SERVICE_UNAVAILABLE;
            way.proxy().ifPresent(proxy -> {
                if (!unavailable) {
                    health.up(proxy, way.hop());
                }
            });
            if (unavailable && rest.hasNext()) {
                goOn(response.getStatusCode(), Optional.empty());
            } else {
                answered.response(response);
            }
        }

        @Override
        public void answered(int status, Optional<Duration> retryAfter) {
            if (done.compareAndSet(false, true)) {
                over();
                answered.answered(status, retryAfter);
            }
        }

        @Override
        public void timedOut() {
            if (!done.compareAndSet(false, true)) {
                return;
            }
            over();
            stop();
            way.proxy().ifPresent(proxy -> health.down(proxy, way.hop(), Response.REQUEST_TIMEOUT));
            if (rest.hasNext()) {
                goOn(Response.REQUEST_TIMEOUT, Optional.empty());
            } else {
                answered.timedOut();
            }
        }

        /** It need not be repeated any more to somebody who does not answer. */
        private void stop() {
            ClientTransaction open = transaction;
            if (open != null) {
                try {
                    open.terminate();
                } catch (ObjectInUseException e) {
                    return; // it ends by itself
                }
            }
        }
    }
}

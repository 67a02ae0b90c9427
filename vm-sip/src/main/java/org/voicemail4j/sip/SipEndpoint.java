package org.voicemail4j.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.sip.SipListener;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.media.MediaSessionFactory;
import org.voicemail4j.mwi.MwiPublisher;

/**
 * Takes calls by SIP and sends message waiting by NOTIFY. Made, then {@link #start started} once, then {@link #close
 * closed}; {@link #drain} closes it when its calls are over. For many threads.
 *
 * <p>Calls come by UDP and TCP, with or without an offer; holds, session timers (RFC 4028) and lost peers are dealt with
 * inside. Each call is given on by its description; whoever takes it answers or refuses it from a thread of its own.
 */
public final class SipEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);
    /** A peer that cannot be connected to, or does not read, holds one of them for seconds. */
    private static final int CALL_THREADS = 32;

    private static final int DEFAULT_UNACKED_TICKS = 64;
    private static final long LONGEST_GOODBYE_MILLIS = 2_000;

    private final SipConfig config;
    private final MediaSessionFactory media;
    private final int unackedTicks;
    private final CallTable calls;
    private final SipMessages messages;
    private final AtomicLong sessionIds;
    private final SipMwiPublisher mwi;
    private @Nullable Running running;
    private boolean closed;

    private record Running(JainStack stack, ThreadPoolExecutor steps, ScheduledThreadPoolExecutor timers) {}

    /**
     * An endpoint that does not listen yet.
     *
     * @param config where to listen and what to believe
     * @param media opens the sound of its calls; not closed by it
     */
    public SipEndpoint(SipConfig config, MediaSessionFactory media) {
        this(config, media, DEFAULT_UNACKED_TICKS);
    }

    SipEndpoint(SipConfig config, MediaSessionFactory media, int unackedTicks) {
        this.config = Objects.requireNonNull(config, "config");
        this.media = Objects.requireNonNull(media, "media");
        this.unackedTicks = unackedTicks;
        this.calls = new CallTable(config.maxCalls());
        this.messages = new SipMessages(config);
        this.sessionIds = new AtomicLong(config.clock().millis());
        this.mwi = new SipMwiPublisher(config, messages);
    }

    /**
     * Starts to listen.
     *
     * @param taker is given every call, in a thread that serves other calls too: it must not block, and start the call's
     *     flow in another thread or refuse the call. What it throws refuses the call with 500
     * @throws IllegalStateException if it was started before
     * @throws SipTransportException if an address cannot be bound
     */
    public synchronized void start(Consumer<IncomingCall> taker) {
        Objects.requireNonNull(taker, "taker");
        if (running != null || closed) {
            throw new IllegalStateException("started before");
        }
        ThreadPoolExecutor steps = new ThreadPoolExecutor(
                CALL_THREADS, CALL_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), config.threads());
        steps.allowCoreThreadTimeOut(true);
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, config.threads());
        timers.setRemoveOnCancelPolicy(true);
        try {
            CallServices services =
                    new CallServices(config, messages, new CallRouter(config), media, calls, steps, timers, taker);
            String name = "voicemail4j-sip-" + sessionIds.incrementAndGet();
            JainStack stack = JainStack.start(name, config, unackedTicks, made -> wire(made, services));
            running = new Running(stack, steps, timers);
            mwi.start(stack.providers());
        } catch (RuntimeException e) {
            steps.shutdownNow();
            timers.shutdownNow();
            throw e;
        }
    }

    private SipListener wire(SipStackImpl stack, CallServices services) {
        stack.setMessageParserFactory(owner -> new StrictMessageParser());
        stack.sipMessageValves.add(new RequestGate(calls, messages, stack));
        return new StackListener(services, new MergedRequests(config.clock()), sessionIds::incrementAndGet);
    }

    /** Sends message waiting by NOTIFY; what is published before the start is sent then. */
    public MwiPublisher mwi() {
        return mwi;
    }

    /**
     * Where it listens, with the ports that were chosen.
     *
     * @throws IllegalStateException unless it has been started
     */
    public synchronized List<SipConfig.ListenPoint> boundAddresses() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.stack().bound();
    }

    /**
     * Refuses new calls with 503 from now on, waits until those in progress have ended, and closes.
     *
     * @param patience how long to wait; calls that last longer are hung up
     * @return whether all calls had ended by then
     */
    public boolean drain(Duration patience) {
        calls.drain();
        boolean ended = false;
        try {
            ended = calls.awaitEmpty(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
        return ended;
    }

    /** Hangs up, stops to listen and ends every thread it made. Closing twice is harmless. */
    @Override
    public void close() {
        Running open;
        synchronized (this) {
            open = running;
            running = null;
            closed = true;
        }
        calls.drain();
        mwi.close();
        if (open != null) {
            calls.all().forEach(SipCall::shutDown);
            shutDown(open.steps());
            open.timers().shutdownNow();
            open.stack().close();
            LOG.info("SIP stopped");
        }
    }

    private static void shutDown(ExecutorService steps) {
        steps.shutdown();
        try {
            if (!steps.awaitTermination(LONGEST_GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
                steps.shutdownNow();
            }
        } catch (InterruptedException e) {
            steps.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

package org.voicemail4j.sip;

import gov.nist.javax.sip.SipStackImpl;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
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
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaSessionFactory;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.mwi.MwiSource;

/**
 * Takes calls by SIP and sends message waiting by NOTIFY. Made, then {@link #start started} once, then {@link #close
 * closed}; {@link #drain} closes it when its calls are over. For many threads.
 *
 * <p>Calls come by UDP and TCP, with or without an offer; holds, session timers (RFC 4028) and lost peers are dealt with
 * inside. Each call is given on by its description; whoever takes it answers or refuses it from a thread of its own.
 */
public final class SipEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipEndpoint.class);
    /** A peer that does not read holds one of them for seconds. */
    private static final int CALL_THREADS = 32;

    private static final int DEFAULT_UNACKED_TICKS = 64;
    private static final long LONGEST_GOODBYE_MILLIS = 2_000;

    private final SipConfig config;
    private final MediaSessionFactory media;
    private final int unackedTicks;
    private final CallTable calls;
    private final SipMessages messages;
    private final AtomicLong sessionIds;
    private final Outbound outbound;
    private final NotifyRequests requests;
    private final SipMwiPublisher mwi;
    private final Rejections rejections = new Rejections();
    private @Nullable Running running;
    private boolean closed;

    private record Running(
            JainStack stack,
            Connections connections,
            ThreadPoolExecutor steps,
            ScheduledThreadPoolExecutor timers,
            Optional<SubscriptionDesk> desk,
            Optional<Claims> claims,
            LampWork work,
            Optional<MwiAudit> audit) {}

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
        this.media = config.budgeted(Objects.requireNonNull(media, "media"));
        this.unackedTicks = unackedTicks;
        this.calls = new CallTable(
                config.maxCalls(),
                !config.trusted().isEmpty() || !config.trustedDomains().isEmpty());
        this.messages = new SipMessages(config);
        this.sessionIds = new AtomicLong(config.clock().millis());
        this.outbound = new Outbound(config);
        this.requests = new NotifyRequests(messages, outbound);
        this.mwi = new SipMwiPublisher(config, messages, requests);
    }

    /**
     * Starts to listen.
     *
     * @param taker is given every call, mostly in a thread of the stack, of which there are few for all that comes by UDP:
     *     it must not block, and start the call's flow in another thread or refuse the call. What it throws refuses the
     *     call with 500
     * @throws IllegalStateException if it was started before
     * @throws SipTransportException if an address cannot be bound
     */
    public void start(Consumer<IncomingCall> taker) {
        start(taker, null);
    }

    /**
     * Starts to listen, for calls and for phones that subscribe to lamps.
     *
     * @param taker is given every call, as with {@link #start(Consumer)}
     * @param source says what mailboxes hold, for phones that subscribe; null if none may: SUBSCRIBE is refused with 405
     * @throws IllegalStateException if it was started before
     * @throws SipTransportException if an address cannot be bound
     */
    public synchronized void start(Consumer<IncomingCall> taker, @Nullable MwiSource source) {
        Objects.requireNonNull(taker, "taker");
        if (running != null || closed) {
            throw new IllegalStateException("started before");
        }
        ThreadPoolExecutor steps = new ThreadPoolExecutor(
                CALL_THREADS, CALL_THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), config.threads());
        steps.allowCoreThreadTimeOut(true);
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, config.threads());
        timers.setRemoveOnCancelPolicy(true);
        Optional<Claims> claims = config.authentication()
                .map(terms ->
                        new Claims(new Authenticator(terms, messages, rejections, config.clock()), config.threads()));
        LampWork work = new LampWork(config.threads(), steps);
        try {
            CallServices services = new CallServices(
                    config, messages, new CallRouter(config), media, calls, outbound, steps, timers, taker);
            Optional<SubscriptionDesk> desk = Optional.ofNullable(source)
                    .map(known -> new SubscriptionDesk(
                            config, messages, requests, mwi.sender(), mwi.watches(), known, work, mwi::unwatched));
            desk.ifPresent(known -> mwi.ending(known::end));
            RequestRates rates = new RequestRates(config.limits(), StackClock.SYSTEM);
            Connections connections = new Connections(config, rejections, rates, StackClock.SYSTEM);
            String name = "voicemail4j-sip-" + sessionIds.incrementAndGet();
            JainStack stack = JainStack.start(
                    name, config, unackedTicks, made -> wire(made, services, desk, claims, connections, rates));
            StartJitter jitter = new StartJitter(
                    timers, new SplittableRandom(config.proxies().random().nextLong()));
            Optional<MwiAudit> audit =
                    Optional.ofNullable(source).map(known -> new MwiAudit(mwi, known, work, timers, jitter));
            running = new Running(stack, connections, steps, timers, desk, claims, work, audit);
            outbound.start(stack.providers(), connections);
            config.proxies()
                    .keepAlive()
                    .map(every -> new ProxyWatch(
                            outbound, requests, every, config.proxies().patience(), timers))
                    .ifPresent(ProxyWatch::start);
            mwi.start();
            desk.ifPresent(known -> known.resume(jitter::within));
            timers.scheduleWithFixedDelay(() -> sweep(desk, connections), 1, 1, TimeUnit.SECONDS);
            timers.scheduleWithFixedDelay(() -> desk.ifPresent(SubscriptionDesk::askAgain), 5, 5, TimeUnit.SECONDS);
        } catch (RuntimeException e) {
            steps.shutdownNow();
            timers.shutdownNow();
            work.close();
            claims.ifPresent(Claims::close);
            throw e;
        }
    }

    private void sweep(Optional<SubscriptionDesk> desk, Connections connections) {
        try {
            connections.sweep();
            desk.ifPresent(SubscriptionDesk::sweep);
            mwi.sweep();
        } catch (RuntimeException | Error e) {
            LOG.warn("connections and subscriptions could not be looked through; tried again in a second", e);
        }
    }

    /**
     * Tells the lamps of those mailboxes again what is true, whether or not they know, spread evenly over a time: after a
     * start, or when somebody doubts. Returns at once. Mailboxes that nobody is told of cost nothing; the
     * lamps of those that exist no more go out, and subscriptions to them end. It
     * begins within the first quarter of that time, by chance, so that nodes that start together do not ask together.
     *
     * @param mailboxes whose
     * @param over how long it shall take
     * @throws IllegalStateException unless it was started with a source
     */
    public void audit(Collection<MailboxId> mailboxes, Duration over) {
        MwiAudit audit;
        synchronized (this) {
            audit = Optional.ofNullable(running)
                    .flatMap(Running::audit)
                    .orElseThrow(() -> new IllegalStateException("not started with a source of counts"));
        }
        List<MailboxId> all = List.copyOf(mailboxes);
        audit.start(all.iterator(), all.size(), over);
    }

    private SipListener wire(
            SipStackImpl stack,
            CallServices services,
            Optional<SubscriptionDesk> desk,
            Optional<Claims> claims,
            Connections connections,
            RequestRates rates) {
        PeerTrust trust = new PeerTrust(config, connections);
        ((SipNetwork) stack.getNetworkLayer()).watch(connections);
        stack.setAddressResolver(new SenderHosts());
        stack.setMessageParserFactory(owner -> new StrictMessageParser(rejections, connections.parsing()));
        MergedRequests merged = new MergedRequests(config.clock());
        stack.sipMessageValves.add(new RequestGate(calls, messages, stack, trust, rates, rejections, merged));
        return new StackListener(services, desk, merged, sessionIds::incrementAndGet, trust, rejections, claims);
    }

    /**
     * How many messages and connections have been turned away since the start, by reason, such as {@code wrong version}
     * or {@code rate}. For operators' eyes; the names may change.
     */
    public Map<String, Long> rejections() {
        return rejections.all();
    }

    Outbound outbound() {
        return outbound;
    }

    /** How many TCP and TLS connections others have open. */
    public synchronized int connections() {
        return running == null ? 0 : running.connections().accepted();
    }

    /** How many subscriptions of phones to lamps are open. */
    public int subscriptions() {
        return mwi.watches().size();
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
        boolean ended = haveEnded(patience);
        close();
        return ended;
    }

    private boolean haveEnded(Duration patience) {
        try {
            return calls.awaitEmpty(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
        if (open != null) {
            open.desk().ifPresent(SubscriptionDesk::close);
            mwi.awaitGoodbyes();
        }
        mwi.close();
        if (open != null) {
            calls.all().forEach(SipCall::shutDown);
            haveEnded(Duration.ofMillis(LONGEST_GOODBYE_MILLIS)); // a step may be under way in a thread of the stack
            open.claims().ifPresent(Claims::close);
            open.work().close();
            SipThreads.shutDown(open.steps());
        }
        outbound.close(); // by which calls have said BYE
        if (open != null) {
            open.timers().shutdownNow();
            open.stack().close();
            open.connections().close();
            LOG.info("SIP stopped");
        }
    }
}

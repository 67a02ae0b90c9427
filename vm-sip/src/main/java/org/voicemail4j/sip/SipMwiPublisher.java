package org.voicemail4j.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.sip.SipProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;

/**
 * Sends unsolicited NOTIFY (RFC 3842 over RFC 3265 without a subscription) for mailboxes to their address of record, by
 * the outbound proxy, which knows where the phones are. Of what is published for a mailbox only the newest is sent, one
 * at a time per mailbox, so many a second and so many unanswered at once. One that got no answer is repeated after
 * growing pauses.
 */
final class SipMwiPublisher implements MwiPublisher, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SipMwiPublisher.class);
    private static final int MOST_IN_FLIGHT = 200;
    private static final long TICK_MILLIS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final SipConfig config;
    private final ScheduledThreadPoolExecutor sender;
    private final NotifyRequests requests;
    private final Map<MailboxId, MessageSummary> wanted = new ConcurrentHashMap<>();

    // used by the sender's thread alone
    private final Map<MailboxId, Lamp> lamps = new HashMap<>();
    private final Queue<Lamp> ready = new ArrayDeque<>();
    private List<SipProvider> providers = List.of();
    private int inFlight;
    private double allowance;
    private boolean ticking;

    SipMwiPublisher(SipConfig config, SipMessages messages) {
        this.config = config;
        this.requests = new NotifyRequests(config, messages);
        this.sender = new ScheduledThreadPoolExecutor(1, config.threads());
        this.sender.setRemoveOnCancelPolicy(true);
        this.sender.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.allowance = burst();
    }

    /** One mailbox: its place in the queue and the sequence of its NOTIFY. */
    private static final class Lamp {
        private final MailboxId mailbox;
        private final NotifySequence sequence = new NotifySequence();
        private @Nullable MessageSummary next;
        private boolean busy;
        private int attempts;
        private @Nullable ScheduledFuture<?> pause;

        private Lamp(MailboxId mailbox) {
            this.mailbox = mailbox;
        }
    }

    void start(List<SipProvider> through) {
        step(() -> {
            providers = through;
            pump();
        });
    }

    @Override
    public void publish(MailboxId mailbox, MessageSummary summary) {
        if (wanted.put(mailbox, summary) == null) {
            step(() -> take(mailbox));
        }
    }

    private void step(Runnable step) {
        try {
            sender.execute(() -> {
                try {
                    step.run();
                } catch (RejectedExecutionException e) {
                    LOG.debug("message waiting: closed meanwhile");
                } catch (RuntimeException e) {
                    LOG.warn("message waiting: a step failed; a lamp may be stale until its mailbox changes", e);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("message waiting: closed");
        }
    }

    /** Whether nothing is waiting, on its way or to be repeated. */
    boolean isIdle() {
        return wanted.isEmpty() && !isAny(lamp -> lamp.busy);
    }

    /** Whether a lamp waits to be repeated. */
    boolean isPausing() {
        return isAny(lamp -> lamp.pause != null);
    }

    private boolean isAny(Predicate<Lamp> condition) {
        try {
            return sender.submit(() -> lamps.values().stream().anyMatch(condition))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void take(MailboxId mailbox) {
        MessageSummary summary = wanted.remove(mailbox);
        if (summary == null) {
            return;
        }
        Lamp lamp = lamps.computeIfAbsent(mailbox, Lamp::new);
        lamp.next = summary;
        lamp.attempts = 0;
        if (!lamp.busy || isRoused(lamp)) {
            enqueue(lamp);
        }
    }

    /** Whether a lamp that waited to be repeated was called back from that, for there is something new to say. */
    private static boolean isRoused(Lamp lamp) {
        ScheduledFuture<?> pause = lamp.pause;
        lamp.pause = null;
        return pause != null && pause.cancel(false);
    }

    private void enqueue(Lamp lamp) {
        lamp.busy = true;
        ready.add(lamp);
        pump();
    }

    /** Sends what may be sent now; the rest waits for the next tick or an answer. */
    private void pump() {
        while (!providers.isEmpty() && allowance >= 1 && inFlight < MOST_IN_FLIGHT && !ready.isEmpty()) {
            allowance--;
            send(ready.remove());
        }
        if (!ticking && allowance < burst()) {
            ticking = true;
            sender.schedule(() -> step(this::tick), TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tick() {
        ticking = false;
        allowance = Math.min(burst(), allowance + config.notifyRate() * TICK_MILLIS / 1_000.0);
        pump();
    }

    private double burst() {
        return Math.max(1, config.notifyRate() / 4.0);
    }

    private void send(Lamp lamp) {
        MessageSummary summary = lamp.next;
        Optional<String> target = target(lamp.mailbox);
        lamp.next = null;
        if (summary == null || target.isEmpty()) {
            lamp.busy = false;
            return;
        }
        inFlight++;
        lamp.attempts++;
        Answered answered = (status, retryAfter) -> step(() -> {
            inFlight--;
            settle(lamp, summary, status, retryAfter);
            pump();
        });
        if (!requests.send(providers, lamp.mailbox, target.get(), lamp.sequence, summary, answered)) {
            answered.timedOut();
        }
    }

    private Optional<String> target(MailboxId mailbox) {
        try {
            return config.mwiTarget().apply(mailbox);
        } catch (RuntimeException e) {
            LOG.warn("{}: nobody says where its lamp is; it stays as it is", mailbox, e);
            return Optional.empty();
        }
    }

    private void settle(Lamp lamp, MessageSummary sent, int status, Optional<Duration> retryAfter) {
        lamp.busy = false;
        if (lamp.next != null) {
            enqueue(lamp);
        } else if (status >= 300 && isTransient(status)) {
            repeat(lamp, sent, status, retryAfter);
        } else if (status >= 300) {
            LOG.warn("{}: NOTIFY refused with {}; its lamp is stale until the mailbox changes", lamp.mailbox, status);
        }
    }

    private static boolean isTransient(int status) {
        return status == 408 || status == 480 || status == 491 || (status >= 500 && status < 600);
    }

    private void repeat(Lamp lamp, MessageSummary sent, int status, Optional<Duration> retryAfter) {
        if (lamp.attempts >= config.notifyAttempts()) {
            LOG.warn(
                    "{}: no NOTIFY got through in {} attempts (last answer {}); is the proxy up? Its lamp is stale until the mailbox changes",
                    lamp.mailbox,
                    lamp.attempts,
                    status);
            return;
        }
        lamp.busy = true;
        lamp.pause = sender.schedule(
                () -> step(() -> {
                    lamp.pause = null;
                    if (lamp.next == null) {
                        lamp.next = sent;
                    }
                    ready.add(lamp);
                    pump();
                }),
                retryAfter.orElse(pause(lamp)).toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Doubles, with up to a fifth more that differs by mailbox, so that lamps do not come back all at once. */
    private Duration pause(Lamp lamp) {
        Duration pause = config.notifyBackOff().multipliedBy(1L << Math.min(lamp.attempts - 1, 20));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return bounded.plus(bounded.multipliedBy(Math.floorMod(lamp.mailbox.hashCode(), 100))
                .dividedBy(500));
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }

    @Override
    public String toString() {
        return "NOTIFY";
    }
}

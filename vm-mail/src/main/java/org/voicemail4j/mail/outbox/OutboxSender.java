package org.voicemail4j.mail.outbox;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.run.ElapsedClock;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;

/**
 * Sends what an outbox holds: a few threads claim entries that are due, one at a time, and give each to the carrier of
 * its channel. What fails comes back later ({@link BackOff}), what cannot succeed is buried with its reason and dropped after
 * a month. Any number of
 * senders, in any number of processes, may work on one outbox. An outbox that fails is tried again after the pause.
 *
 * <p>For many threads. Close it after its last use: attempts in progress are finished, as far as the patience goes.
 */
public final class OutboxSender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxSender.class);
    private static final Duration UNKNOWN_CHANNEL = Duration.ofMinutes(10);
    private static final Duration TIDYING_PAUSE = Duration.ofHours(1);
    private static final int MOST_TIDIED = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OutboxSenderBuilder settings;
    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final List<Thread> threads = new ArrayList<>();
    private Instant nextTidying = Instant.MIN;
    private final AtomicBoolean failing = new AtomicBoolean();
    private long wakes;
    private boolean closed;

    OutboxSender(OutboxSenderBuilder settings) {
        this.settings = settings;
        this.outbox = settings.outbox;
    }

    /** Starts the settings of a sender for that outbox. */
    public static OutboxSenderBuilder of(Outbox outbox) {
        return new OutboxSenderBuilder(outbox);
    }

    void start() {
        for (int i = 0; i < settings.workers; i++) {
            Thread thread = settings.threads.newThread(this::run);
            threads.add(thread);
            thread.start();
        }
    }

    /** Says that something has been put into the outbox: it is looked into at once. */
    public void wake() {
        lock.lock();
        try {
            wakes++;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long seen = 0;
        while (!isClosed()) {
            boolean found = false;
            try {
                if (isTimeToTidy()) {
                    tidy();
                }
                found = sendOne();
                works();
            } catch (RuntimeException | Error e) {
                failed(e);
            }
            if (!found) {
                seen = awaitWork(seen);
            }
        }
    }

    private void works() {
        if (failing.compareAndSet(true, false)) {
            LOG.info("the outbox can be used again");
        }
    }

    /** Told once, until it works again, by one of the threads. */
    private void failed(Throwable failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("cannot use the outbox; it is tried again every {}", settings.pause, failure);
        } else {
            LOG.debug("still cannot use the outbox", failure);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private long awaitWork(long seen) {
        lock.lock();
        try {
            long left = settings.pause.toNanos();
            while (wakes == seen && !closed && left > 0) {
                left = woken.awaitNanos(left);
            }
            return wakes;
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
            return wakes;
        } finally {
            lock.unlock();
        }
    }

    private boolean isTimeToTidy() {
        Instant now = settings.clock.instant();
        lock.lock();
        try {
            boolean due = !now.isBefore(nextTidying);
            nextTidying = due ? now.plus(TIDYING_PAUSE) : nextTidying;
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what has been dead for so long that nobody will look at it. */
    private void tidy() {
        Instant longAgo = settings.clock.instant().minus(settings.keepDead);
        for (OutboxEntry entry : outbox.list(MOST_TIDIED)) {
            if (entry.state() == OutboxEntry.State.DEAD && entry.due().isBefore(longAgo)) {
                LOG.warn(
                        "{} {} of {} was never sent and is dropped: {}",
                        channel(entry),
                        entry.id(),
                        entry.mailbox(),
                        entry.reason());
                outbox.drop(entry.id());
            }
        }
    }

    private static String channel(OutboxEntry entry) {
        return entry.dispatch().channel();
    }

    /** Claims one entry and sends it; returns whether there was one. */
    private boolean sendOne() {
        List<OutboxEntry> claimed = outbox.claim(1, settings.claim);
        claimed.forEach(this::send);
        return !claimed.isEmpty();
    }

    private void send(OutboxEntry entry) {
        Carrier carrier = settings.carriers.get(entry.dispatch().channel());
        if (carrier == null) {
            unknown(entry);
            return;
        }
        SendResult result = attempt(carrier, entry);
        if (result instanceof SendResult.Later later) {
            later(entry, later);
        } else if (result instanceof SendResult.Never never) {
            bury(entry, never.content(), never.reason());
        } else if (result instanceof SendResult.Onward onward) {
            outbox.postpone(entry, onward.content(), settings.clock.instant(), "");
        } else {
            outbox.sent(entry);
            LOG.debug("sent {} of {}", entry.id(), entry.mailbox());
        }
    }

    /** Another process may send it, for as long as failures are tried again. */
    private void unknown(OutboxEntry entry) {
        String content = entry.dispatch().content();
        if (isTooOld(entry)) {
            bury(entry, content, "given up after " + settings.backOff.giveUp() + ": nobody here sends this channel");
        } else {
            postpone(entry, content, UNKNOWN_CHANNEL, "nobody here sends this channel");
        }
    }

    private boolean isTooOld(OutboxEntry entry) {
        return settings.clock.instant().isAfter(entry.created().plus(settings.backOff.giveUp()));
    }

    private static SendResult attempt(Carrier carrier, OutboxEntry entry) {
        try {
            return carrier.send(entry);
        } catch (VoicemailException e) {
            return new SendResult.Later(entry.dispatch().content(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // an entry that no one answers for would come back for ever
            LOG.warn("{} {} of {} failed", carrier.channel(), entry.id(), entry.mailbox(), e);
            return new SendResult.Later(entry.dispatch().content(), e.toString());
        }
    }

    private void later(OutboxEntry entry, SendResult.Later later) {
        if (isTooOld(entry)) {
            bury(entry, later.content(), "given up after " + settings.backOff.giveUp() + ": " + later.reason());
            return;
        }
        postpone(entry, later.content(), settings.backOff.after(entry.attempts(), settings.random), later.reason());
    }

    private void postpone(OutboxEntry entry, String content, Duration pause, String reason) {
        LOG.info(
                "{} {} of {} not sent, attempt {}: {}; again in {}",
                entry.dispatch().channel(),
                entry.id(),
                entry.mailbox(),
                entry.attempts(),
                OutboxEntry.cut(reason),
                pause);
        outbox.postpone(entry, content, settings.clock.instant().plus(pause), reason);
    }

    private void bury(OutboxEntry entry, String content, String reason) {
        LOG.warn(
                "{} {} of {} will not be sent: {}; it waits for somebody to retry or drop it",
                entry.dispatch().channel(),
                entry.id(),
                entry.mailbox(),
                OutboxEntry.cut(reason));
        if (!content.equals(entry.dispatch().content())) {
            outbox.postpone(entry, content, entry.due(), reason);
        }
        outbox.bury(entry, reason);
    }

    /** Ends it: no further entry is begun. Closing twice is harmless. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
        long end = ElapsedClock.SYSTEM.nanos() + PATIENCE.toNanos();
        for (Thread thread : threads) {
            try {
                thread.join(Math.max(1, NANOSECONDS.toMillis(end - ElapsedClock.SYSTEM.nanos())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

package org.voicemail4j.mail.outbox;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.voicemail4j.mail.run.MailThreads;
import org.voicemail4j.store.Outbox;

/** The settings of an {@link OutboxSender}. */
public final class OutboxSenderBuilder {

    private static final int MOST_THREADS = 64;

    final Outbox outbox;
    final Map<String, Carrier> carriers = new HashMap<>();
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    ThreadFactory threads = new MailThreads("outbox");
    BackOff backOff = BackOff.USUAL;
    Duration claim = Duration.ofMinutes(20);
    Duration pause = Duration.ofSeconds(5);
    Duration keepDead = Duration.ofDays(30);
    int workers = 4;

    OutboxSenderBuilder(Outbox outbox) {
        this.outbox = Objects.requireNonNull(outbox, "outbox");
    }

    /** Adds who sends the entries of a channel. Those of others wait as long as failures are tried again, for other senders. */
    public OutboxSenderBuilder carrier(Carrier carrier) {
        if (carriers.putIfAbsent(carrier.channel(), carrier) != null) {
            throw new IllegalArgumentException("two carriers for " + carrier.channel());
        }
        return this;
    }

    /** Sets how long to wait after failures; {@link BackOff#USUAL} if nothing is said. */
    public OutboxSenderBuilder backOff(BackOff backOff) {
        this.backOff = Objects.requireNonNull(backOff, "backOff");
        return this;
    }

    /**
     * Sets for how long an entry is ours alone, 20 minutes if nothing is said: longer than any attempt takes, since after
     * that somebody else may send it too. What a process that died had claimed waits so long.
     */
    public OutboxSenderBuilder claim(Duration claim) {
        this.claim = positive(claim);
        return this;
    }

    /** Sets how long entries that will not be sent are kept for somebody to look at; 30 days if nothing is said. */
    public OutboxSenderBuilder keepDead(Duration time) {
        this.keepDead = positive(time);
        return this;
    }

    /** Sets how often the outbox is looked into when nobody wakes the sender; every 5 s if nothing is said. */
    public OutboxSenderBuilder pause(Duration pause) {
        this.pause = positive(pause);
        return this;
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("not a time: " + duration);
        }
        return duration;
    }

    /** Sets how many entries are sent at once, 1 to 64; 4 if nothing is said. */
    public OutboxSenderBuilder workers(int workers) {
        if (workers < 1 || workers > MOST_THREADS) {
            throw new IllegalArgumentException("1 to " + MOST_THREADS + " workers, not " + workers);
        }
        this.workers = workers;
        return this;
    }

    /** Sets the clock by which pauses end; the system's if nothing is said. */
    public OutboxSenderBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the chance in the pauses. */
    public OutboxSenderBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /** Sets where the senders' threads come from; daemons if nothing is said. */
    public OutboxSenderBuilder threads(ThreadFactory threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /** Starts sending. */
    public OutboxSender start() {
        OutboxSender sender = new OutboxSender(this);
        sender.start();
        return sender;
    }
}

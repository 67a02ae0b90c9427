package org.voicemail4j.smdi.link;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;

/** Sends what a {@link LampQueue} holds, on one thread, while the line is up. */
final class LampSender {

    private static final Logger log = LoggerFactory.getLogger(LampSender.class);

    private static final Duration LONG_WAIT = Duration.ofMinutes(1);

    private final String name;
    private final SmdiPort port;
    private final Clock clock;
    private final Consumer<LampCommand> sent;
    private final LampQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean up;
    private boolean closed;
    private boolean sending;
    private Instant tellAgain = Instant.MIN;

    LampSender(String name, SmdiPort port, LampPacing pacing, Clock clock, Consumer<LampCommand> sent) {
        this.name = name;
        this.port = port;
        this.clock = clock;
        this.sent = sent;
        this.queue = new LampQueue(pacing);
    }

    void start(ThreadFactory threads) {
        threads.newThread(this::run).start();
    }

    private void run() {
        for (Optional<LampCommand> next = next(); next.isPresent(); next = next()) {
            try {
                send(next.get());
            } catch (RuntimeException | Error e) {
                log.warn("{}: after {} was sent", name, next.get(), e);
            }
        }
    }

    /** Waits for the next command; empty if there is none because this is closed. */
    private Optional<LampCommand> next() {
        lock.lock();
        try {
            while (!closed) {
                tellBacklog();
                Optional<LampCommand> due = up ? queue.poll(clock.instant()) : Optional.empty();
                sending = due.isPresent();
                if (sending) {
                    return due;
                }
                await(up ? queue.untilNext(clock.instant()) : Optional.empty());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Once a minute while lamps wait longer than that. */
    private void tellBacklog() {
        Instant now = clock.instant();
        Duration age = age(now);
        if (age.compareTo(LONG_WAIT) >= 0 && !now.isBefore(tellAgain)) {
            tellAgain = now.plus(LONG_WAIT);
            log.warn(
                    "{}: {} lamps wait to be told, the first for {} s; the line is slow or down",
                    name,
                    queue.backlog(),
                    age.toSeconds());
        }
    }

    private void await(Optional<Duration> time) {
        try {
            if (time.isPresent()) {
                changed.await(Math.max(1, time.get().toMillis()), TimeUnit.MILLISECONDS);
            } else {
                changed.await();
            }
        } catch (InterruptedException e) {
            log.debug("{}: somebody interrupts its thread; it goes on", name);
        }
    }

    private void send(LampCommand command) {
        boolean left = false;
        try {
            left = port.send(ByteBuffer.wrap(command.encode()));
        } catch (RuntimeException | Error e) {
            log.warn("{}: the line does not take {}", name, command, e);
        }
        if (left) {
            sent.accept(command);
        } else {
            locked(() -> queue.notSent(command, clock.instant()));
        }
    }

    boolean want(String station, Lamp lamp) {
        lock.lock();
        try {
            boolean known = queue.want(station, lamp, clock.instant());
            changed.signal();
            return known;
        } finally {
            lock.unlock();
        }
    }

    LampQueue.Fate refused(LampFailure failure) {
        lock.lock();
        try {
            LampQueue.Fate fate = queue.refused(failure, clock.instant());
            changed.signal();
            return fate;
        } finally {
            lock.unlock();
        }
    }

    /** The line is up: nobody knows what the switch heard before. */
    void lineUp() {
        locked(() -> {
            up = true;
            queue.tellAllAgain(clock.instant());
        });
    }

    void lineDown() {
        locked(() -> up = false);
    }

    void tellAllAgain() {
        locked(() -> queue.tellAllAgain(clock.instant()));
    }

    void close() {
        locked(() -> closed = true);
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isUp() {
        lock.lock();
        try {
            return up;
        } finally {
            lock.unlock();
        }
    }

    /** How many lamps wait, the one that is just being told included. */
    int backlog() {
        lock.lock();
        try {
            return queue.backlog() + (sending ? 1 : 0);
        } finally {
            lock.unlock();
        }
    }

    Duration backlogAge() {
        lock.lock();
        try {
            return age(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    private Duration age(Instant now) {
        return queue.waitingSince()
                .map(since -> Duration.between(since, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }
}

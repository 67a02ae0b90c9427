package org.voicemail4j.smdi.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.smdi.codec.CallHistory;

/**
 * Brings calls and what the switch said of them together, whichever comes first: a message waits for its call until it
 * expires, a call waits for its message until its time is out. Each message goes to one call, each call gets one; of
 * several that fit the older one is taken, on both sides. Bounded: the oldest message makes room. For many threads.
 */
final class CallQueue {

    static final int MOST = 1_000;

    private final Clock clock;
    private final Duration expiry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private long expired;

    CallQueue(Clock clock, Duration expiry) {
        this.clock = clock;
        this.expiry = expiry;
    }

    private record Arrival(CallHistory history, Instant at) {}

    /** A call that waits. */
    private static final class Waiter {
        private final SearchKey key;
        private final String value;
        private final Condition served;
        private @Nullable CallHistory got;

        private Waiter(SearchKey key, String value, Condition served) {
            this.key = key;
            this.value = value;
            this.served = served;
        }
    }

    void add(CallHistory history) {
        lock.lock();
        try {
            if (!serve(history)) {
                purge();
                if (arrivals.size() == MOST) {
                    arrivals.removeFirst();
                    expired++;
                }
                arrivals.addLast(new Arrival(history, clock.instant()));
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean serve(CallHistory history) {
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (waiter.key.matches(history, waiter.value)) {
                each.remove();
                waiter.got = history;
                waiter.served.signal();
                return true;
            }
        }
        return false;
    }

    /** The oldest message with that value, which is then gone; waits for one. Empty if none comes in time. */
    Optional<CallHistory> take(SearchKey key, String value, Duration patience) {
        lock.lock();
        try {
            Optional<CallHistory> here = remove(key, value);
            return here.isPresent() ? here : await(new Waiter(key, value, lock.newCondition()), patience);
        } finally {
            lock.unlock();
        }
    }

    private Optional<CallHistory> remove(SearchKey key, String value) {
        purge();
        for (Iterator<Arrival> each = arrivals.iterator(); each.hasNext(); ) {
            CallHistory history = each.next().history();
            if (key.matches(history, value)) {
                each.remove();
                return Optional.of(history);
            }
        }
        return Optional.empty();
    }

    private Optional<CallHistory> await(Waiter waiter, Duration patience) {
        waiters.add(waiter);
        try {
            long left = patience.toNanos();
            while (waiter.got == null && left > 0) {
                left = waiter.served.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiters.remove(waiter);
        }
        return Optional.ofNullable(waiter.got);
    }

    private void purge() {
        Instant oldest = clock.instant().minus(expiry);
        while (!arrivals.isEmpty() && arrivals.getFirst().at().isBefore(oldest)) {
            arrivals.removeFirst();
            expired++;
        }
    }

    /** How many messages wait for their call. */
    int size() {
        lock.lock();
        try {
            purge();
            return arrivals.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages no call came for. */
    long expired() {
        lock.lock();
        try {
            purge();
            return expired;
        } finally {
            lock.unlock();
        }
    }

    /** How many calls wait now. */
    int waiting() {
        lock.lock();
        try {
            return waiters.size();
        } finally {
            lock.unlock();
        }
    }
}

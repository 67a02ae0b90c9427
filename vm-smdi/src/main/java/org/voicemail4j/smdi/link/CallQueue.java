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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.smdi.codec.CallHistory;

/**
 * Brings calls and what the switch said of them together, whichever comes first: a message waits for its call until it
 * expires, a call waits for its message until its time is out. Each message goes to one call, each call gets one.
 *
 * <p>Of several calls the one that waits longest is served. Of several messages for a station or a desk the oldest is
 * taken; of several for a terminal the newest, since a line carries one call at a time: the others' calls ended before
 * they came here, and are dropped. Bounded: the oldest message makes room. For many threads.
 */
final class CallQueue {

    static final int MOST = 1_000;

    private static final Logger log = LoggerFactory.getLogger(CallQueue.class);

    private final String name;
    private final Clock clock;
    private final Duration expiry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Set<Waiter> waiters = new LinkedHashSet<>();
    private long unused;

    /** A queue that logs call by that name. */
    CallQueue(String name, Clock clock, Duration expiry) {
        this.name = name;
        this.clock = clock;
        this.expiry = expiry;
    }

    private record Arrival(CallHistory history, Instant at) {}

    /** A call that waits here. It says of a message whether it takes it: it may wait elsewhere too. */
    static final class Waiter {
        private final SearchKey key;
        private final String value;
        private final Predicate<CallHistory> claim;

        private Waiter(SearchKey key, String value, Predicate<CallHistory> claim) {
            this.key = key;
            this.value = value;
            this.claim = claim;
        }

        private boolean fits(CallHistory history) {
            return key.matches(history, value);
        }
    }

    void add(CallHistory history) {
        lock.lock();
        try {
            purge();
            if (!serve(history)) {
                if (arrivals.size() == MOST) {
                    drop(arrivals.removeFirst(), "too many messages wait");
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
            if (waiter.fits(history)) {
                each.remove();
                if (waiter.claim.test(history)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Lets a call have the message with that value, now if it is here, else when it comes, until {@link #end}.
     *
     * @param claim takes the message, or says by false that the call needs none any more; must not wait
     */
    Waiter begin(SearchKey key, String value, Predicate<CallHistory> claim) {
        Waiter waiter = new Waiter(key, value, claim);
        lock.lock();
        try {
            purge();
            Arrival here = find(waiter);
            if (here == null) {
                waiters.add(waiter);
            } else if (claim.test(here.history())) {
                arrivals.remove(here);
                if (key == SearchKey.TERMINAL) {
                    dropOlder(here.history());
                }
            }
        } finally {
            lock.unlock();
        }
        return waiter;
    }

    private @Nullable Arrival find(Waiter waiter) {
        boolean newest = waiter.key == SearchKey.TERMINAL;
        Iterator<Arrival> each = newest ? arrivals.descendingIterator() : arrivals.iterator();
        while (each.hasNext()) {
            Arrival arrival = each.next();
            if (waiter.fits(arrival.history())) {
                return arrival;
            }
        }
        return null;
    }

    private void dropOlder(CallHistory taken) {
        for (Iterator<Arrival> each = arrivals.iterator(); each.hasNext(); ) {
            Arrival arrival = each.next();
            if (arrival.history().desk() == taken.desk() && arrival.history().terminal() == taken.terminal()) {
                each.remove();
                drop(arrival, "another came for that terminal");
            }
        }
    }

    /** The call waits no longer. */
    void end(Waiter waiter) {
        lock.lock();
        try {
            waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    /** The message with that value, which is then gone; waits for one. Empty if none comes in time. */
    Optional<CallHistory> take(SearchKey key, String value, Duration patience) {
        CompletableFuture<CallHistory> got = new CompletableFuture<>();
        Waiter waiter = begin(key, value, got::complete);
        try {
            return Patience.await(got, patience);
        } finally {
            end(waiter);
        }
    }

    private void purge() {
        Instant oldest = clock.instant().minus(expiry);
        while (!arrivals.isEmpty() && arrivals.getFirst().at().isBefore(oldest)) {
            drop(arrivals.removeFirst(), "it expired; does the gateway name its terminals where calls are looked up?");
        }
    }

    private void drop(Arrival arrival, String why) {
        unused++;
        CallHistory history = arrival.history();
        log.warn(
                "{}: no call took the message for desk {} terminal {}, type {}: {}",
                name,
                history.desk(),
                history.terminal(),
                history.type(),
                why);
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
    long unused() {
        lock.lock();
        try {
            purge();
            return unused;
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

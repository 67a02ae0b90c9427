package org.voicemail4j.sip;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Timers in a ring of slots, a tick each: to start one or to stop it costs the same however many there are, and one that was
 * stopped is gone at once. Ticks are numbered from 0. For many threads.
 */
final class TimerWheel<T> {

    /** Power of two; at 10 ms a tick the ring goes round in 41 s. */
    private static final int SLOTS = 4096;

    static final long NEVER = Long.MAX_VALUE;

    private final List<Timer<T>> slots = new ArrayList<>(SLOTS);
    private final BitSet busy = new BitSet(SLOTS);
    private long done;

    /** One timer, in its slot's chain while it runs; its fields belong to the wheel. */
    static final class Timer<T> {
        private final @Nullable T work;
        private final long period;
        private long due;
        private @Nullable Timer<T> before;
        private @Nullable Timer<T> after;
        private volatile boolean stopped;

        private Timer(@Nullable T work, long due, long period) {
            this.work = work;
            this.due = due;
            this.period = period;
        }

        /** What is to be done, unless it was stopped since. */
        Optional<T> work() {
            return stopped ? Optional.empty() : Optional.ofNullable(work);
        }
    }

    TimerWheel() {
        for (int i = 0; i < SLOTS; i++) {
            Timer<T> head = new Timer<>(null, NEVER, 0);
            head.before = head;
            head.after = head;
            slots.add(head);
        }
    }

    /**
     * Starts a timer.
     *
     * @param due in which tick; the next one if that is over
     * @param period in ticks, how much later it is due again each time; 0 for once
     */
    synchronized Timer<T> start(T work, long due, long period) {
        Timer<T> timer = new Timer<>(work, Math.max(due, done + 1), period);
        link(timer);
        return timer;
    }

    /** Stops a timer; false if it is over or was stopped before. */
    synchronized boolean stop(Timer<T> timer) {
        timer.stopped = true;
        if (timer.after == null) {
            return false;
        }
        unlink(timer);
        return true;
    }

    /** What is due up to that tick, the earliest first. */
    synchronized List<Timer<T>> due(long tick) {
        List<Timer<T>> found = new ArrayList<>();
        if (busy.isEmpty()) {
            done = Math.max(done, tick);
        }
        while (done < tick) {
            done++;
            if (busy.get(slot(done))) {
                take(done, tick, found);
            }
        }
        return found;
    }

    private void take(long number, long tick, List<Timer<T>> into) {
        Timer<T> head = slots.get(slot(number));
        Timer<T> timer = head.after;
        while (timer != null && timer != head) {
            Timer<T> next = timer.after;
            if (timer.due <= number) {
                unlink(timer);
                into.add(timer);
                if (timer.period > 0) {
                    timer.due = tick + timer.period;
                    link(timer);
                }
            }
            timer = next;
        }
    }

    /** The first tick from now on in which something may be due; {@link #NEVER} if nothing runs. */
    synchronized long next() {
        int from = slot(done + 1);
        int found = busy.nextSetBit(from);
        found = found < 0 ? busy.nextSetBit(0) : found;
        return found < 0 ? NEVER : done + 1 + (found - from & SLOTS - 1);
    }

    private static int slot(long tick) {
        return (int) tick & SLOTS - 1;
    }

    private void link(Timer<T> timer) {
        Timer<T> head = slots.get(slot(timer.due));
        Timer<T> last = Objects.requireNonNull(head.before);
        timer.before = last;
        timer.after = head;
        last.after = timer;
        head.before = timer;
        busy.set(slot(timer.due));
    }

    private void unlink(Timer<T> timer) {
        Timer<T> before = Objects.requireNonNull(timer.before);
        Timer<T> after = Objects.requireNonNull(timer.after);
        before.after = after;
        after.before = before;
        if (after == before) { // its slot's head alone
            busy.clear(slot(timer.due));
        }
        timer.before = null;
        timer.after = null;
    }
}

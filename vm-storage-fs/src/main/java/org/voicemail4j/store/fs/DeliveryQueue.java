package org.voicemail4j.store.fs;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Which mailbox is delivered to next. Those whose own store did not answer the last time may take their time again: so many
 * of them have a turn at once and no more. For many threads.
 */
final class DeliveryQueue {

    private final LockWaitClock clock;
    private final int mostFailing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<MailboxId, JournalBox> boxes = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final PriorityQueue<Turn> turnsOfFailing = new PriorityQueue<>();
    private final Set<JournalBox> underWay = new HashSet<>();
    private final Set<JournalBox> failing = new HashSet<>();
    private final Set<JournalBox> waiting = new HashSet<>();
    private long sequence;
    private long pausedAt;
    private long pause;
    private boolean closed;

    /** @param mostFailing so many threads at most have to do with mailboxes whose own store did not answer the last time */
    DeliveryQueue(LockWaitClock clock, int mostFailing) {
        this.clock = clock;
        this.mostFailing = mostFailing;
    }

    private record Turn(long due, long sequence, JournalBox box) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byTime = Long.signum(due - other.due);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    JournalBox box(MailboxId mailbox) {
        lock.lock();
        try {
            return boxes.computeIfAbsent(mailbox, JournalBox::new);
        } finally {
            lock.unlock();
        }
    }

    Collection<JournalBox> boxes() {
        lock.lock();
        try {
            return List.copyOf(boxes.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * A mailbox wants its turn after a while. Nothing changes if it waits for one already, or has it: who serves it looks
     * once more after {@link #end}, and another thread would only wait for him.
     */
    void turn(JournalBox box, long nanos) {
        lock.lock();
        try {
            if (!underWay.contains(box) && waiting.add(box)) {
                Turn turn = new Turn(clock.nanos() + nanos, sequence++, box);
                (box.isFailing() ? turnsOfFailing : turns).add(turn);
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody has a turn for a while. */
    void pause(long nanos) {
        lock.lock();
        try {
            pausedAt = clock.nanos();
            pause = nanos;
        } finally {
            lock.unlock();
        }
    }

    /** The pause is over. */
    void resume() {
        lock.lock();
        try {
            if (pause > 0) {
                pause = 0;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next turn, which is to be {@link #end}ed; empty when the queue is closed. */
    Optional<JournalBox> take() {
        lock.lock();
        try {
            while (!closed) {
                long now = clock.nanos();
                long wait = until(turns, now);
                long waitOfFailing = failing.size() < mostFailing ? until(turnsOfFailing, now) : Long.MAX_VALUE;
                if (Math.min(wait, waitOfFailing) <= 0) {
                    return Optional.of(wait <= waitOfFailing ? take(turns) : takeFailing());
                }
                await(Math.min(wait, waitOfFailing));
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private JournalBox take(PriorityQueue<Turn> from) {
        JournalBox box = from.remove().box();
        waiting.remove(box);
        underWay.add(box);
        return box;
    }

    private JournalBox takeFailing() {
        JournalBox box = take(turnsOfFailing);
        failing.add(box);
        return box;
    }

    /** A mailbox has had its turn. */
    void end(JournalBox box) {
        lock.lock();
        try {
            underWay.remove(box);
            if (failing.remove(box)) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private long until(PriorityQueue<Turn> some, long now) {
        return some.isEmpty() ? Long.MAX_VALUE : Math.max(some.element().due() - now, pause - (now - pausedAt));
    }

    private void await(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            closed = true; // whoever interrupts a thread of ours wants it to end
            changed.signalAll();
        }
    }

    /** Ends the wait of everybody. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

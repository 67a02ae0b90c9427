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

/** Which mailbox is delivered to next. For many threads. */
final class DeliveryQueue {

    private final LockWaitClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<MailboxId, JournalBox> boxes = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>();
    private final Set<JournalBox> waiting = new HashSet<>();
    private long sequence;
    private long pausedAt;
    private long pause;
    private boolean closed;

    DeliveryQueue(LockWaitClock clock) {
        this.clock = clock;
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

    /** A mailbox wants its turn after a while; nothing changes if it waits for one already. */
    void turn(JournalBox box, long nanos) {
        lock.lock();
        try {
            if (waiting.add(box)) {
                turns.add(new Turn(clock.nanos() + nanos, sequence++, box));
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

    /** Waits for the next turn; empty when the queue is closed. */
    Optional<JournalBox> take() {
        lock.lock();
        try {
            while (!closed) {
                long wait = untilNext();
                if (wait <= 0) {
                    JournalBox box = turns.remove().box();
                    waiting.remove(box);
                    return Optional.of(box);
                }
                await(wait);
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private long untilNext() {
        if (turns.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long now = clock.nanos();
        return Math.max(turns.element().due() - now, pause - (now - pausedAt));
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

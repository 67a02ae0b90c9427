package org.voicemail4j.mail.imap;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses between pieces of work, which end at once when the work is to end. For many threads. */
final class Pauses {

    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean over;

    /** Waits that long. @return whether to go on */
    boolean pause(Duration time) {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!over && left > 0) {
                left = wake.awaitNanos(left);
            }
            return !over;
        } catch (InterruptedException e) {
            LOG.debug("asked to stop", e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            over = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

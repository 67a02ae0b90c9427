package org.voicemail4j.store.jdbc;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.store.StoreException;

/**
 * Tells the other nodes, after a commit, that something has changed; however many commits there are meanwhile, one
 * notification tells of all of them. PostgreSQL lets transactions that notify commit only one after the other, each with its
 * wait for the disk, so that none that changes anything notifies itself. A notification that is lost because its node dies
 * is made up for by the next look of each {@link JdbcChangeFeed}. The thread begins with the first change. For many threads.
 */
final class ChangeNotifier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeNotifier.class);
    /** Between two notifications, each of which makes all nodes look. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Runnable notification;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean pending;
    private boolean running;
    private boolean closed;

    /** @param notification sends one; throws {@link StoreException} if that fails, and is then tried again */
    ChangeNotifier(Runnable notification, ThreadFactory threads) {
        this.notification = notification;
        this.threads = threads;
    }

    /** Something was committed; never waits for the database. */
    void changed() {
        lock.lock();
        try {
            pending = true;
            wake.signal();
            if (!running && !closed) {
                threads.newThread(this::run).start();
                running = true;
            }
        } catch (RuntimeException | Error e) { // what was committed has not failed
            LOG.warn("no thread to notify others; they look by themselves", e);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (awaitChange()) {
            boolean sent = send();
            if (!sent) {
                changed();
            }
            pause(sent ? PAUSE_NANOS : PAUSE_AFTER_FAILURE_NANOS);
        }
    }

    private boolean send() {
        try {
            notification.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.debug("cannot notify others now, trying again", e);
            return false;
        }
    }

    /** Waits until there is something to tell; false when this is closed. */
    private boolean awaitChange() {
        lock.lock();
        try {
            while (!pending && !closed) {
                wake.awaitUninterruptibly();
            }
            pending = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && !closed) {
                left = wake.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            closed = true; // whoever interrupts a thread of ours wants it to end
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is told any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

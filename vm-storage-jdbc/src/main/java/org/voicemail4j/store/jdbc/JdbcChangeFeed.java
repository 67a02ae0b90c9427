package org.voicemail4j.store.jdbc;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.ChangeListeners;
import org.voicemail4j.store.StoreException;

/**
 * Notices what any node commits. Looks for changes in turn with a pause; a notification of the database, where it has such,
 * only makes the next look come at once. After a look that took long it rests for ten times as long, so that looking never
 * keeps the database busy. Threads run only while somebody listens.
 */
final class JdbcChangeFeed implements ChangeFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcChangeFeed.class);

    private static final int REST = 10;
    private static final long LONGEST_REST_NANOS = 10_000_000_000L;

    private final Look look;
    private final Duration pause;
    private final ThreadFactory threads;
    private final Optional<PostgresNotifications> notifications;
    private final RestClock clock = RestClock.SYSTEM;
    private final ChangeListeners listeners = new ChangeListeners();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private boolean running;
    private boolean hurry;
    private boolean closed;

    /** Looks for changes; used by one thread at a time. */
    interface Look {

        /** Remembers how everything is; what changes afterwards will be told. */
        void begin();

        /** What has changed since the last look, or could have; all mailboxes if there was none that went well. */
        Set<MailboxId> changed();

        /** Forgets in the database what nobody needs any more; is called after each look that went well. */
        void tidy();
    }

    JdbcChangeFeed(Look look, Duration pause, ThreadFactory threads, Optional<PostgresNotifications> notifications) {
        this.look = look;
        this.pause = pause;
        this.threads = threads;
        this.notifications = notifications;
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store has been closed");
            }
            if (!running) {
                start();
            }
            return listeners.add(changed);
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        try {
            look.begin();
        } catch (StoreException e) {
            LOG.warn("the database is away; once it is back all mailboxes count as changed", e);
        }
        threads.newThread(this::run).start();
        running = true;
        notifications.ifPresent(
                source -> threads.newThread(() -> source.run(this::lookAtOnce)).start());
    }

    private void lookAtOnce() {
        lock.lock();
        try {
            hurry = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long rest = 0;
        while (awaitNextLook(rest)) {
            long start = clock.nanos();
            boolean looked = tried("look for changes", () -> look.changed().forEach(listeners::tell));
            rest = Math.min(REST * (clock.nanos() - start), LONGEST_REST_NANOS);
            if (looked) {
                tried("forget old changes", look::tidy);
            }
        }
    }

    private static boolean tried(String what, Runnable work) {
        try {
            work.run();
            return true;
        } catch (StoreException e) {
            LOG.warn("cannot {}, trying again: {}", what, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.warn("cannot {}, trying again", what, e);
        }
        return false;
    }

    /**
     * @param rest in ns, before which no look is taken whoever is in a hurry
     * @return whether there is a next look
     */
    private boolean awaitNextLook(long rest) {
        lock.lock();
        try {
            long start = clock.nanos();
            long longest = Math.max(pause.toNanos(), rest);
            long waited = 0;
            while (!closed && waited < (hurry ? rest : longest)) {
                wake.awaitNanos((hurry ? rest : longest) - waited);
                waited = clock.nanos() - start;
            }
            hurry = false;
            return !closed;
        } catch (InterruptedException e) {
            LOG.debug("asked to stop", e);
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.clear();
        notifications.ifPresent(PostgresNotifications::close);
    }
}

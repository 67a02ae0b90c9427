package org.voicemail4j.store.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.StoreException;

/**
 * Notices what any node commits by a version of each mailbox, which every change raises in its own transaction: whatever
 * order transactions commit in, and however long the database was away, a mailbox whose version is another one than last
 * time has changed. Looks at them in turn with a pause; a notification of the database, where it has such, only makes the
 * next look come at once. A look reads as many rows as there are mailboxes with messages: after one that took long it
 * rests for ten times as long, so that a million of them do not keep the database busy. Threads run only while somebody
 * listens.
 */
final class JdbcChangeFeed implements ChangeFeed, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcChangeFeed.class);

    private static final int REST = 10;
    private static final long LONGEST_REST_NANOS = 10_000_000_000L;

    private final Versions versions;
    private final Duration pause;
    private final ThreadFactory threads;
    private final Optional<PostgresNotifications> notifications;
    private final RestClock clock = RestClock.SYSTEM;
    private final List<Consumer<MailboxId>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private @Nullable Map<MailboxId, Long> seen;
    private boolean running;
    private boolean hurry;
    private boolean closed;

    /** Tells the versions of all mailboxes. */
    interface Versions {
        Map<MailboxId, Long> now();
    }

    JdbcChangeFeed(
            Versions versions, Duration pause, ThreadFactory threads, Optional<PostgresNotifications> notifications) {
        this.versions = versions;
        this.pause = pause;
        this.threads = threads;
        this.notifications = notifications;
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        Consumer<MailboxId> listener = mailbox -> changed.accept(mailbox); // one of its own: the same may listen twice
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the store has been closed");
            }
            if (!running) {
                start();
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        return () -> unregister(listener);
    }

    private void start() {
        try {
            seen = versions.now();
        } catch (StoreException e) {
            LOG.warn("the database is away; once it is back all mailboxes count as changed", e);
        }
        running = true;
        threads.newThread(this::run).start();
        notifications.ifPresent(
                source -> threads.newThread(() -> source.run(this::lookAtOnce)).start());
    }

    private void unregister(Consumer<MailboxId> listener) {
        lock.lock();
        try {
            listeners.remove(listener);
        } finally {
            lock.unlock();
        }
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
            try {
                look();
            } catch (StoreException e) {
                LOG.warn("cannot look for changes, trying again: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.warn("cannot look for changes, trying again", e);
            }
            rest = Math.min(REST * (clock.nanos() - start), LONGEST_REST_NANOS);
        }
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

    private void look() {
        Map<MailboxId, Long> now = versions.now();
        Map<MailboxId, Long> before = seen == null ? Map.of() : seen;
        seen = now;
        Map<MailboxId, Long> gone = new HashMap<>(before);
        gone.keySet().removeAll(now.keySet());
        now.forEach((mailbox, version) -> {
            if (!version.equals(before.get(mailbox))) {
                tell(mailbox);
            }
        });
        gone.keySet().forEach(this::tell);
    }

    private void tell(MailboxId mailbox) {
        lock.lock();
        try {
            listeners.forEach(listener -> tell(listener, mailbox));
        } finally {
            lock.unlock();
        }
    }

    private static void tell(Consumer<MailboxId> listener, MailboxId mailbox) {
        try {
            listener.accept(mailbox);
        } catch (RuntimeException e) {
            LOG.warn("a listener failed on the change of {}", mailbox, e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            listeners.clear();
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        notifications.ifPresent(PostgresNotifications::close);
    }
}

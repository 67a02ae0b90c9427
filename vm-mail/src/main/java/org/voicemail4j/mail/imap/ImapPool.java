package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mail.run.ElapsedClock;

/**
 * Connections that are kept for the next use: so many for each login, so many in all. After a failure to connect the next
 * try waits, longer each time, and whoever comes before that is told at once. For many threads.
 */
final class ImapPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapPool.class);

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final long TOO_OLD = TimeUnit.MINUTES.toNanos(5);

    private final int mostOfAll;
    private final int mostPerLogin;
    private final ImapMessageStoreBuilder settings;
    private final ScheduledExecutorService watch;
    private final ElapsedClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Map<ImapAccount.Login, Share> shares = new HashMap<>();
    private int open;
    private boolean closed;

    /** Works with a connection; may be done again with another one if it fails. */
    interface Work<T> {
        T with(ImapConnection connection) throws IOException;
    }

    private static final class Share {
        private final Deque<Idle> idle = new ArrayDeque<>();
        private int open;
        private int failures;
        private long notBefore;
    }

    private record Idle(ImapConnection connection, long since) {}

    ImapPool(ImapMessageStoreBuilder settings, ScheduledExecutorService watch) {
        this.mostOfAll = settings.mostConnections;
        this.mostPerLogin = settings.mostPerLogin;
        this.settings = settings;
        this.watch = watch;
        this.clock = settings.elapsed;
    }

    /** Does something that may be done twice: if a connection that was kept turns out to be dead, with a fresh one. */
    <T> T with(ImapAccount.Login login, Work<T> work) throws IOException {
        ImapConnection connection = borrow(login);
        boolean kept = connection.isKept();
        try {
            return run(login, connection, work);
        } catch (ImapRefusedException e) {
            throw e;
        } catch (IOException e) {
            if (!kept || isClosed()) {
                throw e;
            }
            LOG.debug("a connection of {} was dead, trying a fresh one", login, e);
        }
        dropIdle(login);
        return run(login, borrow(login), work);
    }

    /** Does something once, with a connection that answered a moment ago. */
    <T> T once(ImapAccount.Login login, Work<T> work) throws IOException {
        return run(login, answering(login), work);
    }

    /** One that is fresh, or was kept and has just answered. */
    private ImapConnection answering(ImapAccount.Login login) throws IOException {
        while (true) {
            ImapConnection connection = borrow(login);
            if (!connection.isKept()) {
                return connection;
            }
            boolean answered = false;
            try {
                connection.command("NOOP");
                answered = true;
                return connection;
            } catch (ImapRefusedException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("a connection of {} was dead, trying another one", login, e);
            } finally {
                if (!answered) {
                    giveBack(login, connection);
                }
            }
            dropIdle(login);
        }
    }

    private <T> T run(ImapAccount.Login login, ImapConnection connection, Work<T> work) throws IOException {
        try {
            return work.with(connection);
        } finally {
            giveBack(login, connection);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private ImapConnection borrow(ImapAccount.Login login) throws IOException {
        List<ImapConnection> old = new ArrayList<>();
        try {
            @Nullable ImapConnection kept = reserve(login, old);
            if (kept != null) {
                return kept;
            }
        } finally {
            old.forEach(ImapConnection::close);
        }
        return connect(login);
    }

    /** A kept connection, or null for the right to open one. */
    private @Nullable ImapConnection reserve(ImapAccount.Login login, List<ImapConnection> old) throws IOException {
        long patience = settings.timeouts.open().toNanos();
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IOException("the store has been closed");
                }
                Share share = shares.computeIfAbsent(login, key -> new Share());
                Idle idle = share.idle.pollFirst();
                if (idle != null && clock.nanos() - idle.since() < TOO_OLD) {
                    idle.connection().keep();
                    return idle.connection();
                }
                if (idle != null) {
                    old.add(idle.connection());
                    forget(share);
                } else if (share.open < mostPerLogin && makeRoom(old)) {
                    requireNoPause(login, share);
                    share.open++;
                    open++;
                    return null;
                } else if (patience <= 0) {
                    throw new IOException("all connections of " + login + " are busy");
                } else {
                    patience = returned.awaitNanos(patience);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection of " + login, e);
        } finally {
            lock.unlock();
        }
    }

    private void requireNoPause(ImapAccount.Login login, Share share) throws IOException {
        long left = share.notBefore - clock.nanos();
        if (share.failures > 0 && left > 0) {
            throw new IOException(
                    login + " cannot be reached; next try in " + TimeUnit.NANOSECONDS.toMillis(left) + " ms");
        }
    }

    /** Lets a connection of another login go if there are too many in all. */
    private boolean makeRoom(List<ImapConnection> old) {
        if (open < mostOfAll) {
            return true;
        }
        for (Share share : shares.values()) {
            Idle idle = share.idle.pollLast();
            if (idle != null) {
                old.add(idle.connection());
                forget(share);
                return true;
            }
        }
        return false;
    }

    private void forget(Share share) {
        share.open--;
        open--;
        returned.signalAll();
    }

    private ImapConnection connect(ImapAccount.Login login) throws IOException {
        boolean connected = false;
        try {
            ImapConnection connection = new ImapConnection(login, settings, watch);
            connected = true;
            return connection;
        } finally {
            note(login, connected ? 0 : 1);
        }
    }

    private void note(ImapAccount.Login login, int failures) {
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(login, key -> new Share());
            if (failures == 0) {
                share.failures = 0;
                return;
            }
            share.notBefore = clock.nanos() + Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(10, share.failures));
            share.failures++;
            forget(share);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(ImapAccount.Login login, ImapConnection connection) {
        boolean useless = connection.isBroken();
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(login, key -> new Share());
            useless |= closed;
            if (useless) {
                forget(share);
            } else {
                share.idle.addFirst(new Idle(connection, clock.nanos()));
                returned.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (useless) {
            connection.close();
        }
    }

    private void dropIdle(ImapAccount.Login login) {
        List<Idle> dropped = new ArrayList<>();
        lock.lock();
        try {
            Share share = shares.computeIfAbsent(login, key -> new Share());
            dropped.addAll(share.idle);
            share.idle.clear();
            dropped.forEach(idle -> forget(share));
        } finally {
            lock.unlock();
        }
        dropped.forEach(idle -> idle.connection().close());
    }

    /** Says good-bye on all connections at once: a server that does not answer holds this up no longer than one may. */
    @Override
    public void close() {
        List<Idle> all = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            for (Share share : shares.values()) {
                all.addAll(share.idle);
                share.idle.clear();
            }
            returned.signalAll();
        } finally {
            lock.unlock();
        }
        long end = clock.nanos() + settings.timeouts.close().toNanos();
        all.forEach(idle -> idle.connection().beginLogout(left(end)));
        all.forEach(idle -> idle.connection().endLogout(left(end)));
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - clock.nanos()));
    }
}

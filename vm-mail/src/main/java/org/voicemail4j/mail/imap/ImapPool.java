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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mail.run.ElapsedClock;

/**
 * Connections that are kept for the next use: so many for each login, so many to each server, which takes none of another
 * one's. After a failure the next try waits, longer each time, and whoever comes before that is told at once; so is who
 * would wait behind others for a server or an account that does not answer them ({@link Line}). For many threads.
 */
final class ImapPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapPool.class);

    private static final long TOO_OLD = TimeUnit.MINUTES.toNanos(5);
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(50);

    /** So many accounts of a server that failed are tried again at a time. */
    private static final int MOST_FAILING = 4;

    private final int mostPerServer;
    private final int mostPerLogin;
    private final ImapMessageStoreBuilder settings;
    private final ScheduledExecutorService watch;
    private final ElapsedClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Map<ImapServer, Server> servers = new HashMap<>();
    private boolean closed;

    /** Works with a connection; may be done again with another one if it fails. */
    interface Work<T> {
        T with(ImapConnection connection) throws IOException;
    }

    private static final class Server {
        private final Map<ImapAccount.Login, Share> shares = new HashMap<>();
        private final Line line;
        private int open;
        private int tried;

        Server(Line line) {
            this.line = line;
        }
    }

    private static final class Share {
        private final ImapAccount.Login login;
        private final Server server;
        private final Line line;
        private final Deque<Idle> idle = new ArrayDeque<>();
        private int open;
        private boolean tried;

        Share(ImapAccount.Login login, Server server, Line line) {
            this.login = login;
            this.server = server;
            this.line = line;
        }
    }

    private record Idle(ImapConnection connection, long since) {}

    /** A connection in use. @param since when this use began */
    private record Lease(Share share, ImapConnection connection, long since) {}

    ImapPool(ImapMessageStoreBuilder settings, ScheduledExecutorService watch) {
        this.mostPerServer = settings.mostPerServer;
        this.mostPerLogin = settings.mostPerLogin;
        this.settings = settings;
        this.watch = watch;
        this.clock = settings.elapsed;
    }

    /** Does something that may be done twice: if a connection that was kept turns out to be dead, with a fresh one. */
    <T> T with(ImapAccount.Login login, Work<T> work) throws IOException {
        Lease lease = borrow(login);
        boolean kept = lease.connection().isKept();
        try {
            return run(lease, work);
        } catch (ImapRefusedException | ImapSilenceException e) {
            throw e;
        } catch (IOException e) {
            if (!kept || isClosed()) {
                throw e;
            }
            LOG.debug("a connection of {} was dead, trying a fresh one", login, e);
        }
        dropIdle(lease.share());
        return run(borrow(login), work);
    }

    /** Does something once, with a connection that answered a moment ago. */
    <T> T once(ImapAccount.Login login, Work<T> work) throws IOException {
        return run(answering(login), work);
    }

    /** One that is fresh, or was kept and has just answered. */
    private Lease answering(ImapAccount.Login login) throws IOException {
        while (true) {
            Lease lease = borrow(login);
            if (!lease.connection().isKept()) {
                return lease;
            }
            boolean answered = false;
            try {
                lease.connection().command("NOOP");
                answered = true;
                return lease;
            } catch (ImapRefusedException | ImapSilenceException e) {
                throw e;
            } catch (IOException e) {
                LOG.debug("a connection of {} was dead, trying another one", login, e);
            } finally {
                if (!answered) {
                    giveBack(lease);
                }
            }
            dropIdle(lease.share());
        }
    }

    private <T> T run(Lease lease, Work<T> work) throws IOException {
        try {
            return work.with(lease.connection());
        } finally {
            giveBack(lease);
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

    private Lease borrow(ImapAccount.Login login) throws IOException {
        List<ImapConnection> old = new ArrayList<>();
        Share share;
        @Nullable ImapConnection kept;
        try {
            share = share(login);
            kept = reserve(share, old);
        } finally {
            old.forEach(ImapConnection::close);
        }
        long now = clock.nanos();
        return new Lease(share, kept == null ? connect(share, now) : kept, now);
    }

    private Share share(ImapAccount.Login login) {
        lock.lock();
        try {
            Server server = servers.computeIfAbsent(login.server(), key -> new Server(line(key)));
            return server.shares.computeIfAbsent(login, key -> new Share(key, server, line(key)));
        } finally {
            lock.unlock();
        }
    }

    private Line line(Object whose) {
        return new Line(whose, clock, settings.silence);
    }

    /** A kept connection, or null for the right to open one. */
    private @Nullable ImapConnection reserve(Share share, List<ImapConnection> old) throws IOException {
        long patience = settings.timeouts.open().toNanos();
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IOException("the store has been closed");
                }
                boolean answers = isOpen(share);
                Idle idle = answers ? share.idle.pollFirst() : null;
                if (idle != null && clock.nanos() - idle.since() < TOO_OLD) {
                    begin(share);
                    idle.connection().keep();
                    return idle.connection();
                }
                if (idle != null) {
                    old.add(idle.connection());
                    forget(share);
                } else if (answers && share.open < mostPerLogin && makeRoom(share.server, old)) {
                    begin(share);
                    share.open++;
                    share.server.open++;
                    return null;
                } else if (patience <= 0) {
                    throw new IOException("all connections of " + share.login + " are busy");
                } else {
                    long wait = Math.min(patience, LOOK_AGAIN); // nobody wakes us when a server begins to speak
                    patience -= wait - returned.awaitNanos(wait);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a connection of " + share.login, e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isOpen(Share share) throws IOException {
        boolean open = share.server.line.isOpen() && share.line.isOpen();
        if (share.line.isFailing() && share.server.tried >= MOST_FAILING) {
            throw new IOException(share.login + " cannot be reached; others are tried again before it");
        }
        return open;
    }

    private void begin(Share share) {
        if (share.line.isFailing()) {
            share.tried = true;
            share.server.tried++;
        }
        share.line.begin();
        share.server.line.begin();
    }

    private void end(Share share) {
        share.line.end();
        share.server.line.end();
        if (share.tried && share.line.isIdle()) {
            share.tried = false;
            share.server.tried--;
        }
        returned.signalAll();
    }

    /** Lets a connection of another login go if there are too many to the server. */
    private boolean makeRoom(Server server, List<ImapConnection> old) {
        if (server.open < mostPerServer) {
            return true;
        }
        for (Share share : server.shares.values()) {
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
        share.server.open--;
        returned.signalAll();
    }

    /** To let a user in says that the server answers, not that his account does. */
    private ImapConnection connect(Share share, long since) throws IOException {
        AtomicBoolean connected = new AtomicBoolean();
        try {
            ImapConnection connection = new ImapConnection(share.login, settings, watch, () -> {
                share.server.line.heard();
                if (connected.get()) {
                    share.line.heard();
                }
            });
            connected.set(true);
            return connection;
        } finally {
            if (!connected.get()) {
                notConnected(share, since);
            }
        }
    }

    private void notConnected(Share share, long since) {
        lock.lock();
        try {
            share.line.failed(since);
            if (share.server.line.isUnheardSince(since)) {
                share.server.line.failed(since);
            }
            end(share);
            forget(share);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Lease lease) {
        Share share = lease.share();
        boolean useless = lease.connection().isBroken();
        lock.lock();
        try {
            note(share.line, lease, useless);
            note(share.server.line, lease, useless);
            end(share);
            useless |= closed;
            if (useless) {
                forget(share);
            } else {
                share.idle.addFirst(new Idle(lease.connection(), clock.nanos()));
            }
        } finally {
            lock.unlock();
        }
        if (useless) {
            lease.connection().close();
        }
    }

    /** A connection that broke says nothing about those that are heard on others. */
    private static void note(Line line, Lease lease, boolean broken) {
        if (!broken) {
            line.works();
        } else if (line.isUnheardSince(lease.since()) && line.isSilent()) {
            line.failed(lease.since());
        }
    }

    private void dropIdle(Share share) {
        List<Idle> dropped = new ArrayList<>();
        lock.lock();
        try {
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
            for (Server server : servers.values()) {
                for (Share share : server.shares.values()) {
                    all.addAll(share.idle);
                    share.idle.clear();
                }
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

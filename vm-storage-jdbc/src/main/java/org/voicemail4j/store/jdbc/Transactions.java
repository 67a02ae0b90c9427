package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on a connection: reading statement by statement, changing in one transaction. What met a change of others
 * (deadlock, serialisation failure, Galera's certification) was not done and is tried again, a bounded number of times and
 * for a bounded time; nothing else is, since only the caller knows whether it may be done twice. For many threads.
 */
final class Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int MOST_TRIES = 60;
    /** A lock that somebody holds may be waited for much longer than that in each try: MySQL does so for 50 s. */
    private static final long LONGEST_NANOS = 30_000_000_000L;

    private static final String SYNC = "checkpoint sync";
    private static final long LONGEST_PAUSE_NANOS = 100_000_000L;

    private final DataSource source;
    private final Optional<String> preface;
    private final Optional<String> afterword;

    Transactions(DataSource source) {
        this(source, Optional.empty(), Optional.empty());
    }

    private Transactions(DataSource source, Optional<String> preface, Optional<String> afterword) {
        this.source = source;
        this.preface = preface;
        this.afterword = afterword;
    }

    /** On a database that keeps what is committed if the power fails, or is told to: H2 does so only when it is asked. */
    static Transactions durable(DataSource source) {
        Transactions plain = new Transactions(source);
        return plain.read("recognise the database", "this store", Transactions::mustBeAsked)
                ? new Transactions(source, Optional.empty(), Optional.of(SYNC))
                : plain;
    }

    private static boolean mustBeAsked(Connection connection) throws SQLException {
        if (Dialect.of(connection) != Dialect.H2
                || Rows.first(connection, "select coalesce(database_path(), '')", row -> row.getString(1))
                        .filter(path -> !path.isEmpty())
                        .isEmpty()) {
            return false;
        }
        try {
            Rows.run(connection, SYNC);
            return true;
        } catch (SQLException e) {
            LOG.warn("H2 may lose the latest messages if the power fails: it does not let this user say {}", SYNC, e);
            return false;
        }
    }

    /** The same, for work that reads before it locks: what it reads afterwards is what is there then. */
    Transactions readingAnew(Dialect dialect) {
        return dialect == Dialect.MARIADB
                ? new Transactions(
                        source, Optional.of("set transaction isolation level read committed"), Optional.empty())
                : this;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads; each statement sees what was committed before it. */
    <T> T read(String what, Object of, Work<T> work) {
        return changeAtOnce(what, of, work);
    }

    /** Changes: all of it or nothing. */
    <T> T change(String what, Object of, Work<T> work) {
        return persistently(what, of, () -> once(work));
    }

    /** Changes by a single statement, which commits by itself and so costs one journey to the database and back. */
    <T> T changeAtOnce(String what, Object of, Work<T> statement) {
        return persistently(what, of, () -> {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(true);
                return statement.on(connection);
            }
        });
    }

    private interface Try<T> {
        T go() throws SQLException;
    }

    private static <T> T persistently(String what, Object of, Try<T> attempt) {
        long start = RestClock.SYSTEM.nanos();
        for (int tries = 1; ; tries++) {
            try {
                return attempt.go();
            } catch (SQLException e) {
                boolean hasTime = tries < MOST_TRIES && RestClock.SYSTEM.nanos() - start < LONGEST_NANOS;
                if (!hasTime || !SqlFailures.isConflict(e)) {
                    throw SqlFailures.wrap(what, of, e);
                }
                LOG.debug("trying to {} of {} again: {}", what, of, e.toString());
                pause(tries);
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                if (preface.isPresent()) {
                    Rows.run(connection, preface.get());
                }
                T result = work.on(connection);
                connection.commit();
                done = true;
                sync(connection);
                return result;
            } finally {
                end(connection, done);
            }
        }
    }

    /** What is committed is not done again if this fails. */
    private void sync(Connection connection) throws SQLException {
        if (afterword.isPresent()) {
            try {
                Rows.run(connection, afterword.get());
            } catch (SQLException e) {
                throw new SQLException("committed, but perhaps not on disk: " + e.getMessage(), "58030", e);
            }
        }
    }

    private static void end(Connection connection, boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("a connection broke while its transaction ended", e);
        }
    }

    private static void pause(int tries) {
        long most = Math.min(LONGEST_PAUSE_NANOS, 1_000_000L << Math.min(tries, 10));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one connection alone alter the tables of an H2 database, whatever process it comes from. H2 commits at each DDL
 * statement, which lets go of all locks of that connection, and a table that two connections alter at once can be gone
 * afterwards, with what was in it. So the lock, a row of {@code vm_schema}, is held by a connection that alters nothing.
 * Whoever dies lets go of it.
 */
final class H2UpgradeLock {

    private static final Logger LOG = LoggerFactory.getLogger(H2UpgradeLock.class);
    /** Those of this process wait here, where they need no connection for it. */
    private static final ReentrantLock HERE = new ReentrantLock();
    /** Each takes as long as H2 waits for a row, a second or two unless it is told otherwise. */
    private static final int MOST_TRIES = 300;

    private static final long PAUSE_NANOS = 20_000_000L;
    /** H2's CONNECTION_BROKEN_1. */
    private static final int BROKEN = 90067;

    private H2UpgradeLock() {}

    /** What is done with other connections. */
    interface Work {
        void run() throws SQLException;
    }

    /** Does that work while a connection of its own holds the lock. */
    static void hold(DataSource source, Work work) throws SQLException {
        HERE.lock();
        try (Connection connection = taken(source)) {
            try {
                work.run();
            } finally {
                letGo(connection);
            }
        } finally {
            HERE.unlock();
        }
    }

    /** A connection for each try: the one of before may be broken, if the process that had the database open died. */
    private static Connection taken(DataSource source) throws SQLException {
        for (int tries = 1; ; tries++) {
            Connection connection = source.getConnection();
            try {
                take(connection);
                return connection;
            } catch (SQLException e) {
                letGo(connection);
                close(connection);
                if (tries >= MOST_TRIES || !isInTheWay(e)) {
                    throw e;
                }
                LOG.debug("another process upgrades the tables, waiting", e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static void take(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        JdbcSchema.makeVersionTable(connection, Dialect.H2);
        connection.setAutoCommit(false);
        JdbcSchema.lock(connection);
    }

    /** What fails here must hide neither what failed before nor that all went well. */
    private static void letGo(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.debug("the lock goes with its connection", e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection that is not used any more", e);
        }
    }

    private static boolean isInTheWay(SQLException failure) {
        return SqlFailures.isDisturbedUpgrade(Dialect.H2, failure)
                || SqlFailures.isThereAlready(failure)
                || failure.getErrorCode() == BROKEN;
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears PostgreSQL's notifications on a connection of its own: the only class here that needs PostgreSQL's driver. A
 * connection that breaks is made anew; what was missed meanwhile the next look finds.
 */
final class PostgresNotifications implements AutoCloseable {

    private static final String CHANNEL = "vm_change";

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final int LONGEST_WAIT_MILLIS = 500;

    private final DataSource source;
    private final CountDownLatch closed = new CountDownLatch(1);

    PostgresNotifications(DataSource source) {
        this.source = source;
    }

    /** Notifies all that listen. */
    static Connection send(Connection connection) throws SQLException {
        Rows.run(connection, "notify " + CHANNEL);
        return connection;
    }

    /** Runs until it is closed. */
    void run(Runnable notified) {
        while (closed.getCount() > 0) {
            try (Connection connection = source.getConnection()) {
                listen(connection, notified);
            } catch (SQLException e) {
                LOG.debug("no notifications at the moment", e);
                pause();
            }
        }
    }

    private void listen(Connection connection, Runnable notified) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        connection.setAutoCommit(true); // in a transaction nothing would be heard
        Rows.run(connection, "listen " + CHANNEL);
        notified.run();
        while (closed.getCount() > 0) {
            if (postgres.getNotifications(LONGEST_WAIT_MILLIS).length > 0) {
                notified.run();
            }
        }
        Rows.run(connection, "unlisten " + CHANNEL);
    }

    private void pause() {
        try {
            boolean ended = closed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
            LOG.trace("closed: {}", ended);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}

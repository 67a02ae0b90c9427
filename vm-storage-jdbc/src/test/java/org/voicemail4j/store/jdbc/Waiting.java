package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Waits for what happens in PostgreSQL. */
final class Waiting {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private Waiting() {}

    /** Waits until somebody waits for a lock in that database. */
    static void forALock(DataSource source) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = source.getConnection()) {
            String waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database()";
            while (Rows.count(connection, waiting) == 0) {
                assertThat(System.nanoTime() - start).isLessThan(PATIENCE_NANOS);
                Thread.onSpinWait();
            }
        }
    }
}

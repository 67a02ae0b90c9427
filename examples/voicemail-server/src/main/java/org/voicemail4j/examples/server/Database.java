package org.voicemail4j.examples.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.fs.JournaledMessageStore;
import org.voicemail4j.store.jdbc.JdbcMessageStore;
import org.voicemail4j.store.jdbc.JdbcMessageStoreBuilder;

/**
 * Messages, PINs and lists of recipients in a database, behind a pool of connections.
 *
 * @param store the messages, for a server behind a journal
 * @param rows the same without a journal
 * @param owned PINs, lists and the like that owners have set
 * @param source connections to it
 * @param closing what closes them
 */
record Database(MessageStore store, JdbcMessageStore rows, Owned owned, DataSource source, Runnable closing)
        implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 20;
    /** Its lock file was written just now; or is there, and does not say yet where its server is. */
    private static final Set<Integer> H2_IS_BEING_OPENED = Set.of(8000, 90020);

    private static final int MOST_TRIES = 20;
    private static final long PAUSE_NANOS = 500_000_000L;

    /**
     * Opens a database; our own tables in it are made or upgraded, and messages are in them unless {@code name} says
     * that they are in Asterisk's.
     *
     * @param name of a database; with a journal if deposits are to outlive its absence
     * @param format in which new messages are kept
     * @param dispatches what new messages send
     * @throws UsageException if it cannot be reached
     * @throws org.voicemail4j.store.StoreException if it is none that can be used, or its tables cannot
     */
    static Database open(StoreName name, AudioFormat format, DispatchRule dispatches) {
        HikariDataSource pool = pool(name.url().orElseThrow());
        try {
            JdbcMessageStore rows = rows(pool, name.tables(), format, dispatches);
            Owned owned = Owned.in(pool);
            if (name.journal().isEmpty()) {
                return new Database(rows, rows, owned, pool, () -> close(rows, pool));
            }
            JournaledMessageStore journaled =
                    JournaledMessageStore.in(name.journal().get(), rows);
            return new Database(journaled, rows, owned, pool, () -> {
                journaled.close();
                close(rows, pool);
            });
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static void close(JdbcMessageStore rows, HikariDataSource pool) {
        rows.close();
        pool.close();
    }

    private static JdbcMessageStore rows(
            HikariDataSource pool, TableNames tables, AudioFormat format, DispatchRule dispatches) {
        JdbcMessageStoreBuilder rows =
                JdbcMessageStore.builder(pool).format(format).notifications().dispatches(dispatches);
        if (tables.isAsterisks()) {
            rows.asteriskLayout(tables.tableName(), tables.spoolPath());
        }
        return tables.triggers() ? rows.asteriskTriggers().build() : rows.build();
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setPoolName("voicemail");
        for (int tries = 1; ; tries++) {
            try {
                return new HikariDataSource(config);
            } catch (RuntimeException e) {
                if (tries >= MOST_TRIES || !isBeingOpened(e)) {
                    throw new UsageException("--store: " + harmless(e), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** H2 lets nobody open a file that another process opens at that moment. */
    private static boolean isBeingOpened(RuntimeException failure) {
        return failure.getCause() instanceof SQLException cause && H2_IS_BEING_OPENED.contains(cause.getErrorCode());
    }

    /** What went wrong, without the password that an address may hold. */
    private static String harmless(RuntimeException failure) {
        String said = String.valueOf(failure.getMessage());
        return said.replaceAll("(?i)(password|pwd)=[^&;\\s]*", "$1=***");
    }

    @Override
    public void close() {
        closing.run();
    }
}

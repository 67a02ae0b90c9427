package org.voicemail4j.examples.server;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Connections to databases, a pool for each address however many parts use it. Opened and closed by one thread. */
final class Pools implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 20;
    /** Its lock file was written just now; or is there, and does not say yet where its server is. */
    private static final Set<Integer> H2_IS_BEING_OPENED = Set.of(8000, 90020);

    private static final int MOST_TRIES = 20;
    private static final long PAUSE_NANOS = 500_000_000L;

    /** A caller hears nothing yet while a mailbox is looked for. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final Optional<String> store;
    private final Map<String, HikariDataSource> byUrl = new HashMap<>();

    /**
     * @param store the address of the messages' database, if they are in one; whoever waits for a connection to another one
     *     waits for {@link #LONGEST_LOOK} at most
     */
    Pools(Optional<String> store) {
        this.store = store;
    }

    /**
     * Those to a database.
     *
     * @param option that names it, for errors
     * @throws UsageException if no driver takes that address
     * @throws UnavailableException if it cannot be reached; the password is not repeated
     */
    DataSource of(String url, String option) {
        return byUrl.computeIfAbsent(url, address -> {
            requireDriver(address, option);
            StoreName.database(address).databaseFolder().ifPresent(folder -> WritableFolder.require(option, folder));
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl(address);
            if (store.filter(address::equals).isEmpty()) {
                config.setConnectionTimeout(LONGEST_LOOK.toMillis());
            }
            return open(config, option);
        });
    }

    private static void requireDriver(String url, String option) {
        try {
            DriverManager.getDriver(url);
        } catch (SQLException e) {
            throw DatabaseFailure.withoutDriver(option, url, e);
        }
    }

    private static HikariDataSource open(HikariConfig config, String option) {
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setPoolName("voicemail");
        for (int tries = 1; ; tries++) {
            try {
                return new HikariDataSource(config);
            } catch (RuntimeException e) {
                if (tries >= MOST_TRIES || !isBeingOpened(e)) {
                    throw DatabaseFailure.of(option, config.getJdbcUrl(), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** H2 lets nobody open a file that another process opens at that moment. */
    private static boolean isBeingOpened(RuntimeException failure) {
        return failure.getCause() instanceof SQLException cause && H2_IS_BEING_OPENED.contains(cause.getErrorCode());
    }

    @Override
    public void close() {
        byUrl.values().forEach(HikariDataSource::close);
        byUrl.clear();
    }
}

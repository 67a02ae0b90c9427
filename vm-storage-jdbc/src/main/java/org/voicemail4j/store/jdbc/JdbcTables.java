package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Opens the tables that the settings say: ours or Asterisk's. */
final class JdbcTables {

    /** So long may it take until somebody finds that the database was brought back from an older dump. */
    private static final Duration ORPHANED_AFTER = Duration.ofDays(30);

    private final JdbcMessageStoreBuilder settings;

    JdbcTables(JdbcMessageStoreBuilder settings) {
        this.settings = settings;
    }

    /** Makes what else they need, and deletes what nobody needs any more. */
    Layout open(Connection connection) throws SQLException {
        Layout layout = settings.asteriskTable.isEmpty()
                ? ours(connection)
                : asterisks(connection, settings.asteriskTable.get());
        ChangeLog.prune(connection, layout.changes());
        return layout;
    }

    private Layout ours(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        RowIds ids = new RowIds(settings.clock, settings.random);
        Optional<OwnRecordings> elsewhere = settings.recordings.isEmpty()
                ? Optional.empty()
                : Optional.of(OwnRecordings.of(connection, settings.recordings.get(), settings.random));
        NativeSounds sounds = new NativeSounds(dialect, ids, elsewhere);
        sounds.sweep(connection);
        sounds.sweepOrphans(connection, settings.clock.instant().minus(ORPHANED_AFTER));
        return new NativeLayout(dialect, ids, sounds);
    }

    private Layout asterisks(Connection connection, String name) throws SQLException {
        AsteriskTable table = AsteriskTable.read(connection, name);
        DatabaseSettings.requireForAsterisksTable(connection, table.dialect());
        if (table.keeping() == AsteriskTable.Keeping.LARGE_OBJECT) {
            CleanUpTrigger.ensure(connection, table);
        }
        AsteriskDirs dirs = new AsteriskDirs(settings.spool);
        return new AsteriskLayout(table, dirs, new AsteriskSounds(table, settings.format), settings.random);
    }
}

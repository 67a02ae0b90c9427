package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.store.StoreException;

/**
 * Our own tables and their versions. Version n is made from version n-1 by script {@code native-n.sql}; the table {@code
 * vm_schema} has one row per script that ran. Nodes that start at once do not disturb each other.
 */
public final class JdbcSchema {

    /** The version that this library works with. */
    public static final int LATEST = 13;

    private static final Logger LOG = LoggerFactory.getLogger(JdbcSchema.class);
    private static final int MOST_TRIES = 10;
    private static final long PAUSE_NANOS = 20_000_000L;

    private final DataSource source;

    private JdbcSchema(DataSource source) {
        this.source = source;
    }

    /** The schema of a database. */
    public static JdbcSchema of(DataSource source) {
        return new JdbcSchema(source);
    }

    /** The version that is there; 0 if none of our tables is. */
    public int version() {
        try (Connection connection = source.getConnection()) {
            return version(connection);
        } catch (SQLException e) {
            throw SqlFailures.wrap("read the version", "vm_schema", e);
        }
    }

    /**
     * Makes our tables or upgrades them to {@link #LATEST}; does nothing if they are. To make them in H2 takes two
     * connections at once.
     *
     * @throws StoreException if a script fails, if a newer library has been here, or if somebody has altered a table so
     *     that it cannot be used: its message names table and column
     */
    public void upgrade() {
        upgrade(LATEST);
    }

    /** Upgrades to that version. */
    void upgrade(int target) {
        int version = version();
        if (version > LATEST) {
            throw new StoreException("vm_schema is at version " + version + "; this library knows " + LATEST);
        }
        try {
            if (version < target) {
                upgradeAlone(target);
            }
            if (target == LATEST) {
                check();
            }
        } catch (SQLException e) {
            throw SqlFailures.wrap("upgrade the tables", "vm_schema", e);
        }
    }

    /**
     * Replaces the triggers of Asterisk's table in PostgreSQL, such as {@code lo_manage}, by one that removes a large
     * object only when no row refers to it any more.
     *
     * @param table its name, letters, digits and _
     */
    public void replaceCleanUpTrigger(String table) {
        String checked = TableName.checked(table);
        new Transactions(source).change("replace the triggers", checked, connection -> {
            CleanUpTrigger.replace(connection, checked);
            return checked;
        });
    }

    /**
     * Takes the triggers off Asterisk's table that {@link JdbcMessageStoreBuilder#asteriskTriggers} makes, so that nothing of
     * ours runs in Asterisk's statements any more; nodes notice within ten minutes.
     *
     * @param table its name, letters, digits and _
     */
    public void removeChangeTriggers(String table) {
        String checked = TableName.checked(table);
        new Transactions(source).change("remove the triggers", checked, connection -> {
            AsteriskTriggers.remove(connection, Dialect.of(connection), checked);
            return checked;
        });
    }

    /** Makes triggers that tell of changes in Asterisk's table, if this user may. */
    void tryToMakeChangeTriggers(String table) {
        Transactions transactions = new Transactions(source);
        AsteriskTable there = transactions.read("look at", table, connection -> AsteriskTable.read(connection, table));
        try {
            transactions.change("make triggers", table, connection -> AsteriskTriggers.ensure(connection, there));
        } catch (StoreException e) {
            if (!transactions.read("look for triggers", table, c -> AsteriskTriggers.present(c, there))) {
                LOG.warn("changes in table {} are looked for by reading all of it: {}", table, e.getMessage());
            }
        }
    }

    private void upgradeAlone(int target) throws SQLException {
        Dialect dialect = new Transactions(source).read("recognise the database", "our tables", Dialect::of);
        if (dialect == Dialect.H2) {
            H2UpgradeLock.hold(source, () -> upgradeUndisturbed(dialect, target));
        } else {
            upgradeUndisturbed(dialect, target);
        }
    }

    /** Where two connections disturb each other, whoever failed goes on from where the other came. */
    private void upgradeUndisturbed(Dialect dialect, int target) throws SQLException {
        for (int tries = 1; ; tries++) {
            try (Connection connection = source.getConnection()) {
                upgrade(connection, dialect, target);
                return;
            } catch (SQLException e) {
                if (tries >= MOST_TRIES || !SqlFailures.isDisturbedUpgrade(dialect, e)) {
                    throw e;
                }
                LOG.debug("another connection upgrades the tables, trying again", e);
                LockSupport.parkNanos(PAUSE_NANOS * tries);
            }
        }
    }

    private static void upgrade(Connection connection, Dialect dialect, int target) throws SQLException {
        connection.setAutoCommit(true); // whatever a pool says
        if (dialect != Dialect.H2) {
            makeVersionTable(connection, dialect);
        }
        connection.setAutoCommit(false);
        try {
            for (int next = nextVersion(connection, dialect); next <= target; next = nextVersion(connection, dialect)) {
                run(connection, dialect, next);
                writeDown(connection, next);
                connection.commit();
                LOG.info("the tables are at version {}", next);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /**
     * The first row is everybody's lock, and has the number of {@link OwnRecordings}. Who has it looks again: between two scripts, and where a database ends the
     * transaction at the first DDL, another node may have gone on. In H2 another connection has it all the while.
     */
    private static int nextVersion(Connection connection, Dialect dialect) throws SQLException {
        if (dialect != Dialect.H2) {
            lock(connection);
        }
        return version(connection) + 1;
    }

    /** Waits for everybody's lock, which the end of the transaction lets go. */
    static void lock(Connection connection) throws SQLException {
        Rows.update(connection, "update vm_schema set applied = applied where version = 0");
    }

    private void check() throws SQLException {
        try (Connection connection = source.getConnection()) {
            check(connection);
        }
    }

    private static void check(Connection connection) throws SQLException {
        SchemaCheck check = new SchemaCheck();
        for (int version = 1; version <= LATEST; version++) {
            check.expect(script("native-" + version + ".sql"));
        }
        check.check(connection, Dialect.of(connection));
    }

    private static void writeDown(Connection connection, int version) throws SQLException {
        try {
            Rows.update(connection, "insert into vm_schema (version, applied) values (?, 1)", version);
        } catch (SQLException e) {
            if (!SqlFailures.isDuplicate(e)) {
                throw e;
            }
        }
    }

    static void makeVersionTable(Connection connection, Dialect dialect) throws SQLException {
        Rows.run(
                connection,
                dialect.spell("create table if not exists vm_schema (version integer not null primary key,"
                        + " applied integer not null)${options}"));
        writeDown(connection, 0);
    }

    private static void run(Connection connection, Dialect dialect, int version) throws SQLException {
        for (String statement :
                dialect.spell(script("native-" + version + ".sql")).split(";\\s*\n", -1)) {
            if (!statement.isBlank()) {
                runUnlessDone(connection, statement);
            }
        }
        if (dialect == Dialect.POSTGRESQL && (version == 1 || version == 6)) {
            String table = version == 1 ? "vm_chunk" : "vm_recording";
            Rows.run(connection, "alter table " + table + " alter column octets set storage external");
        }
        if (dialect == Dialect.POSTGRESQL && version == 13) { // the primary key has the database's own order
            Rows.run(
                    connection,
                    "create index if not exists vm_subscriber_in_order on vm_subscriber"
                            + " (context collate \"C\", box_number collate \"C\")");
        }
    }

    /** Where each DDL statement commits by itself, another node, or one that died, may have run it before. */
    private static void runUnlessDone(Connection connection, String statement) throws SQLException {
        try {
            Rows.run(connection, statement);
        } catch (SQLException e) {
            if (!SqlFailures.isThereAlready(e)) {
                throw e;
            }
        }
    }

    private static String script(String name) {
        try (InputStream script = JdbcSchema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new StoreException("this library lacks its script " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StoreException("cannot read the script " + name, e);
        }
    }

    private static int version(Connection connection) throws SQLException {
        return exists(connection, "vm_schema") ? Rows.count(connection, "select max(version) from vm_schema") : 0;
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        DatabaseMetaData data = connection.getMetaData();
        String name = Dialect.of(connection).unquoted(table);
        try (ResultSet tables = data.getTables(
                connection.getCatalog(),
                connection.getSchema(),
                name.replace("_", data.getSearchStringEscape() + "_"),
                null)) {
            return tables.next();
        }
    }
}

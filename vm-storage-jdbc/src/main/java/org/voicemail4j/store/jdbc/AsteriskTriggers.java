package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Triggers on Asterisk's table that write into {@code vm_dir_change} which paths a statement touched, whoever sent it. They
 * run with the rights of whoever made them, so that Asterisk's user needs none on our tables. Not in H2.
 */
final class AsteriskTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskTriggers.class);
    private static final List<String> EVENTS = List.of("insert", "update", "delete");
    /** PostgreSQL's names have so many characters at most, MySQL's one more. */
    private static final int LONGEST_NAME = 63;

    private static final String FUNCTION = "vm_dir_changed";

    private AsteriskTriggers() {}

    /** Whether they are all there and write into our table of this database. */
    static boolean present(Connection connection, AsteriskTable table) throws SQLException {
        return switch (table.dialect()) {
            case POSTGRESQL ->
                isWhole(
                        connection,
                        "tgname from pg_trigger where tgenabled in ('O', 'A') and tgrelid = cast(? as regclass)"
                                + " and tgfoid = to_regprocedure(?)",
                        table,
                        table.name(),
                        function(connection) + "()");
            case MARIADB ->
                isWhole(
                        connection,
                        "trigger_name from information_schema.triggers where event_object_schema = coalesce(nullif(?,"
                                + " ''), database()) and event_object_table = ? and instr(action_statement, ?) > 0",
                        table,
                        TableName.of(table.name()).schema().orElse(""),
                        TableName.of(table.name()).bare(),
                        log(connection));
            case H2 -> false;
        };
    }

    private static boolean isWhole(Connection connection, String names, AsteriskTable table, Object... parameters)
            throws SQLException {
        List<String> there = Rows.all(connection, "select " + names, row -> row.getString(1), parameters);
        return EVENTS.stream().allMatch(event -> there.contains(trigger(table.name(), event)));
    }

    /**
     * Makes them if they are not there, in a transaction of its own.
     *
     * @return whether they are there now
     * @throws SQLException if this user may not
     */
    static boolean ensure(Connection connection, AsteriskTable table) throws SQLException {
        if (table.dialect() == Dialect.H2) {
            LOG.warn("there are no triggers in H2: all of table {} is read to find changes", table.name());
            return false;
        }
        if (present(connection, table)) {
            return true;
        }
        boolean isPostgresql = table.dialect() == Dialect.POSTGRESQL;
        Rows.run(connection, isPostgresql ? "set local lock_timeout = '2s'" : "set session lock_wait_timeout = 2");
        try {
            make(connection, table);
        } finally {
            if (!isPostgresql) {
                Rows.run(connection, "set session lock_wait_timeout = default");
            }
        }
        LOG.info("table {} has triggers that tell of changes", table.name());
        return true;
    }

    /**
     * Whoever waits for the table keeps all behind him waiting that Asterisk wants of it, so it is not waited for long. Who
     * may not write a row shall make no triggers that would fail with each statement of Asterisk's.
     */
    private static void make(Connection connection, AsteriskTable table) throws SQLException {
        Rows.update(connection, "insert into " + log(connection) + " (dir) values ('')");
        Rows.update(connection, "delete from " + log(connection) + " where dir = ''");
        remove(connection, table.dialect(), table.name());
        if (table.dialect() == Dialect.POSTGRESQL) {
            makeFunction(connection);
        }
        for (String event : EVENTS) {
            Rows.run(connection, create(connection, table, event));
        }
    }

    /** Takes those away that are there. */
    static void remove(Connection connection, Dialect dialect, String table) throws SQLException {
        for (String event : EVENTS) {
            String name = trigger(table, event);
            if (dialect == Dialect.POSTGRESQL) {
                Rows.run(connection, "drop trigger if exists " + name + " on " + table);
            } else if (dialect == Dialect.MARIADB) {
                Rows.run(
                        connection,
                        "drop trigger if exists " + TableName.of(table).prefix() + name);
            }
        }
    }

    private static String trigger(String table, String event) {
        String name = "vm_dir_" + event + '_' + TableName.of(table).bare().toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String function(Connection connection) throws SQLException {
        return Dialect.POSTGRESQL.quoted(connection.getSchema()) + '.' + FUNCTION;
    }

    /** The table that they write into, with its schema, since Asterisk's may be in another one. */
    private static String log(Connection connection) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        String own = dialect == Dialect.POSTGRESQL ? connection.getSchema() : connection.getCatalog();
        return dialect.quoted(own) + ".vm_dir_change";
    }

    /** For PostgreSQL: one row for each path of a statement, however many rows it touched. */
    private static void makeFunction(Connection connection) throws SQLException {
        String insert = "insert into " + log(connection) + " (dir) select coalesce(dir, '') from ";
        String text = """
                create or replace function FUNCTION() returns trigger language plpgsql
                security definer set search_path = pg_catalog, pg_temp as $vm$
                begin
                    if tg_op = 'INSERT' then
                        WRITE vm_after group by dir;
                    elsif tg_op = 'DELETE' then
                        WRITE vm_before group by dir;
                    else
                        WRITE (select dir from vm_before union select dir from vm_after) vm_both;
                    end if;
                    return null;
                end $vm$""";
        Rows.run(connection, text.replace("FUNCTION", function(connection)).replace("WRITE ", insert));
        Rows.run(connection, "revoke all on function " + function(connection) + "() from public");
    }

    private static String create(Connection connection, AsteriskTable table, String event) throws SQLException {
        String when = " after " + event + " on " + table.name();
        String name = trigger(table.name(), event);
        if (table.dialect() == Dialect.POSTGRESQL) {
            String before = event.equals("insert") ? "" : " old table as vm_before";
            String after = event.equals("delete") ? "" : " new table as vm_after";
            return "create trigger " + name + when + " referencing" + before + after
                    + " for each statement execute function " + function(connection) + "()";
        }
        return "create trigger " + TableName.of(table.name()).prefix() + name + when + " for each row "
                + body(log(connection), event);
    }

    /** For MariaDB, which has triggers for each row alone: who only gets another number leaves no trace of his own. */
    private static String body(String log, String event) {
        String insert = "insert into " + log + " (dir) values (coalesce(";
        return switch (event) {
            case "insert" -> insert + "new.dir, ''))";
            case "delete" -> insert + "old.dir, ''))";
            default ->
                "begin if not (old.dir <=> new.dir) then " + insert + "old.dir, '')); end if;"
                        + " if not (old.dir <=> new.dir) or old.msgnum <=> new.msgnum then " + insert
                        + "new.dir, '')); end if; end";
        };
    }
}

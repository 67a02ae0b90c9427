package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes large objects to which no row of Asterisk's table refers any more. The stock {@code lo_manage} removes what any
 * deleted row referred to: when Asterisk moves a message, by inserting a second row with the same object and deleting the
 * first, it destroys the sound.
 */
final class CleanUpTrigger {

    static final String NAME = "vm_lo_release";

    private static final Logger LOG = LoggerFactory.getLogger(CleanUpTrigger.class);

    private static final String STOCK = "p.proname = 'lo_manage'";

    private CleanUpTrigger() {}

    /** Makes our trigger if the table has none; warns of another one. */
    static void ensure(Connection connection, AsteriskTable table) throws SQLException {
        JdbcSchema.lock(connection);
        if (triggers(connection, table.name()).isEmpty()) {
            create(connection, table.name());
        }
        List<String> there = triggers(connection, table.name(), STOCK);
        if (!there.isEmpty()) {
            LOG.warn(
                    "trigger {} of table {} may destroy recordings that Asterisk moves; JdbcSchema.replaceCleanUpTrigger"
                            + " puts one in its place that counts references",
                    there,
                    table.name());
        }
    }

    /** Puts our trigger in the place of all others that remove large objects. */
    static void replace(Connection connection, String table) throws SQLException {
        JdbcSchema.lock(connection);
        for (String trigger : triggers(connection, table)) {
            Rows.run(connection, "drop trigger " + Dialect.POSTGRESQL.quoted(trigger) + " on " + table);
        }
        create(connection, table);
    }

    /** Those that remove large objects; others are no matter of ours. */
    private static List<String> triggers(Connection connection, String table) throws SQLException {
        return triggers(connection, table, "(" + STOCK + " or p.prosrc like '%lo_unlink%')");
    }

    private static List<String> triggers(Connection connection, String table, String condition) throws SQLException {
        return Rows.all(
                connection,
                "select t.tgname from pg_trigger t join pg_proc p on p.oid = t.tgfoid"
                        + " where t.tgrelid = cast(? as regclass) and not t.tgisinternal and " + condition,
                row -> row.getString(1),
                table);
    }

    private static void create(Connection connection, String table) throws SQLException {
        Rows.run(connection, """
                create or replace function vm_lo_release() returns trigger language plpgsql as $$
                declare
                    used boolean;
                begin
                    if tg_op = 'UPDATE' then
                        if new.recording is not distinct from old.recording then
                            return null;
                        end if;
                    end if;
                    if old.recording is null then
                        return null;
                    end if;
                    execute format('select exists (select 1 from %s where recording::oid = $1)', tg_relid::regclass)
                        into used using old.recording::oid;
                    if not used then
                        begin
                            perform lo_unlink(old.recording::oid);
                        exception when undefined_object then
                            null;
                        end;
                    end if;
                    return null;
                end $$""");
        Rows.run(
                connection,
                "create trigger " + NAME + " after update or delete on " + table
                        + " for each row execute function vm_lo_release()");
        Rows.run(connection, "create index on " + table + " ((recording::oid))");
        LOG.info("table {} has a trigger that removes large objects nobody refers to", table);
    }
}

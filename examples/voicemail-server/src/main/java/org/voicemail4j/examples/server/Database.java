package org.voicemail4j.examples.server;

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

    /**
     * Opens a database; our own tables in it are made or upgraded, and messages are in them unless {@code name} says
     * that they are in Asterisk's.
     *
     * @param name of a database; with a journal if deposits are to outlive its absence
     * @param option that names it, for errors
     * @param format in which new messages are kept
     * @param dispatches what new messages send
     * @throws UsageException if no driver takes its address
     * @throws UnavailableException if it cannot be reached
     * @throws org.voicemail4j.store.StoreException if it is none that can be used, or its tables cannot
     */
    static Database open(StoreName name, String option, AudioFormat format, DispatchRule dispatches) {
        Opened opened = new Opened();
        try {
            Pools pools = opened.add(new Pools(name.url()));
            Database database = opened.add(open(name, option, pools, format, dispatches));
            return new Database(database.store, database.rows, database.owned, database.source, opened::close);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    /** The same over connections that others use, too; they stay open when it is closed. */
    static Database open(StoreName name, String option, Pools pools, AudioFormat format, DispatchRule dispatches) {
        DataSource pool = pools.of(name.url().orElseThrow(), option);
        name.journal().ifPresent(folder -> WritableFolder.require("--journal", folder));
        JdbcMessageStore rows = rows(pool, name.tables(), format, dispatches);
        try {
            Owned owned = Owned.in(pool);
            if (name.journal().isEmpty()) {
                return new Database(rows, rows, owned, pool, rows::close);
            }
            JournaledMessageStore journaled =
                    name.journal(name.journal().get(), rows).build();
            return new Database(journaled, rows, owned, pool, () -> {
                journaled.close();
                rows.close();
            });
        } catch (RuntimeException | Error e) {
            rows.close();
            throw e;
        }
    }

    private static JdbcMessageStore rows(
            DataSource pool, TableNames tables, AudioFormat format, DispatchRule dispatches) {
        JdbcMessageStoreBuilder rows =
                JdbcMessageStore.builder(pool).format(format).notifications().dispatches(dispatches);
        if (tables.isAsterisks()) {
            rows.asteriskLayout(tables.tableName(), tables.spoolPath());
        }
        return tables.triggers() ? rows.asteriskTriggers().build() : rows.build();
    }

    @Override
    public void close() {
        closing.run();
    }
}

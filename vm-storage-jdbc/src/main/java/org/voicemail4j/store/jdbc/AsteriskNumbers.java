package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/**
 * The numbers of messages in Asterisk's table: one after the other in each folder, without gaps. Whoever changes them locks
 * the folder's row of {@code vm_folder} first.
 */
final class AsteriskNumbers {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskNumbers.class);
    /** Far below any number of Asterisk's: where numbers are parked while others change. */
    private static final int PARKED = -1_000_000;

    private final AsteriskTable table;
    private final AsteriskSounds sounds;

    AsteriskNumbers(AsteriskTable table, AsteriskSounds sounds) {
        this.table = table;
        this.sounds = sounds;
    }

    /** Keeps other nodes of ours away from these folders, and tells them that something changes. */
    void lock(Connection connection, MailboxId mailbox, String... paths) throws SQLException {
        for (String dir : new TreeSet<>(List.of(paths))) {
            int locked = Rows.update(
                    connection, "update vm_folder set change_version = change_version + 1 where dir = ?", dir);
            if (locked == 0) {
                throw new Unprepared(mailbox);
            }
            if (table.folding().isPresent()) {
                requireOwn(connection, dir);
            }
        }
    }

    /** Two mailboxes whose names differ by case alone would be numbered, and closed up, as one. */
    private void requireOwn(Connection connection, String dir) throws SQLException {
        Rows.first(
                        connection,
                        "select dir from " + table.name()
                                + " where dir = ? and convert(dir using utf8mb4) collate utf8mb4_bin <> ? limit 1",
                        row -> row.getString(1),
                        dir,
                        dir)
                .ifPresent(other -> {
                    throw new StoreException("column dir of table " + table.name() + " takes " + dir + " for " + other
                            + ", by its collation " + table.folding().orElseThrow()
                            + ": give it one that ends in _bin");
                });
    }

    int next(Connection connection, String dir) throws SQLException {
        return Rows.count(
                connection, "select coalesce(max(msgnum), -1) + 1 from " + table.name() + " where dir = ?", dir);
    }

    /** Moves a row to the end of another folder. */
    void move(Connection connection, AsteriskRow row, AsteriskSounds.Locator locator, String dir) throws SQLException {
        sounds.absorb(connection, row.dir(), row.number());
        renumber(
                connection,
                "update " + table.name() + " set dir = ?, msgnum = ?" + locator.where(),
                locator.with(dir, next(connection, dir)));
        closeGap(connection, row.dir(), row.number());
    }

    /** If an Asterisk has just taken that number, all is tried again. */
    private static int renumber(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try {
            return Rows.update(connection, sql, parameters);
        } catch (SQLException e) {
            throw SqlFailures.isDuplicate(e) ? new SQLException("the number has been taken", "40001", e) : e;
        }
    }

    /**
     * Whether two messages have one number, which two Asterisks that store at once bring about where no key forbids
     * it; without ids they cannot be told apart then.
     */
    static boolean hasTwins(List<AsteriskRow> rows) {
        return rows.stream()
                        .map(row -> row.dir() + ' ' + row.number())
                        .distinct()
                        .count()
                < rows.size();
    }

    /** Gives all but one of such messages numbers of their own, at the end of their folder. */
    void separateTwins(Connection connection, MailboxId mailbox, String dir) throws SQLException {
        String twins = "select numbered, count(*) from (select coalesce(msgnum, 0) as numbered from " + table.name()
                + " where dir = ?) rows_there where numbered >= 0 group by numbered having count(*) > 1";
        if (Rows.all(connection, twins, row -> row.getInt(1), dir).isEmpty()) {
            return;
        }
        lock(connection, mailbox, dir);
        String update =
                "update " + table.name() + " set msgnum = ?" + oneOf(" where dir = ? and coalesce(msgnum, 0) = ?");
        for (int[] found : Rows.all(connection, twins, row -> new int[] {row.getInt(1), row.getInt(2)}, dir)) {
            sounds.absorb(connection, dir, found[0], found[0]);
            for (int n = 1; n < found[1]; n++) {
                renumber(connection, update, next(connection, dir), dir, found[0]);
            }
            LOG.warn("{} messages had the number {} in {} of table {}", found[1], found[0], dir, table.name());
        }
    }

    /** A condition that one row alone of those meets. */
    private String oneOf(String where) {
        return switch (table.dialect()) {
            case POSTGRESQL -> " where ctid = (select ctid from " + table.name() + where + " limit 1)";
            case MARIADB -> where + " limit 1";
            case H2 -> where + " fetch first 1 row only";
        };
    }

    /** Numbers what came behind a row that went, so that Asterisk finds no gap. */
    void closeGap(Connection connection, String dir, int number) throws SQLException {
        String update = "update " + table.name() + " set msgnum = ";
        boolean isStillTaken = Rows.count(
                        connection,
                        "select count(*) from " + table.name() + " where dir = ? and msgnum = ?",
                        dir,
                        number)
                > 0;
        if (isStillTaken) {
            LOG.warn("two messages had the number {} in {} of table {}", number, dir, table.name());
        } else if (table.dialect() == Dialect.MARIADB) {
            renumber(connection, update + "msgnum - 1 where dir = ? and msgnum > ? order by msgnum", dir, number);
        } else if (renumber(connection, update + PARKED + " - msgnum where dir = ? and msgnum > ?", dir, number) > 0) {
            renumber(connection, update + (PARKED - 1) + " - msgnum where dir = ? and msgnum <= ?", dir, PARKED);
        }
    }

    /** Sees to it that these folders can be locked later. */
    void requirePrepared(Connection connection, MailboxId to, List<String> targets) throws SQLException {
        for (String dir : targets) {
            if (Rows.count(connection, "select count(*) from vm_folder where dir = ?", dir) == 0) {
                throw new Unprepared(to);
            }
        }
    }
}

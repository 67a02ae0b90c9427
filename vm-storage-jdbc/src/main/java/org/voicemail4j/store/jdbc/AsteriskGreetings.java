package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Greetings in Asterisk's table: number -1 in a path of their own. The one before lies there under number -2, which
 * Asterisk never asks for. Used in a transaction that has locked the path.
 */
final class AsteriskGreetings {

    static final int PRESENT = -1;
    private static final int FORMER = -2;
    private static final int ASIDE = -3;

    private final AsteriskTable table;
    private final AsteriskSounds sounds;

    AsteriskGreetings(AsteriskTable table, AsteriskSounds sounds) {
        this.table = table;
        this.sounds = sounds;
    }

    Optional<StoredSound> find(Connection connection, String dir) throws SQLException {
        return sounds.read(connection, c -> Optional.of(locator(dir, PRESENT)));
    }

    Optional<StoredSound> findFormer(Connection connection, String dir) throws SQLException {
        return sounds.read(connection, c -> Optional.of(locator(dir, FORMER)));
    }

    private AsteriskSounds.Locator locator(String dir, int number) {
        return AsteriskSounds.Locator.of(table, dir, number, Optional.empty());
    }

    boolean hasFormer(Connection connection, String dir) throws SQLException {
        return isThere(connection, dir, FORMER);
    }

    /** Makes a greeting the former one. Returns whether there was one. */
    boolean delete(Connection connection, String dir) throws SQLException {
        if (!isThere(connection, dir, PRESENT)) {
            return false;
        }
        sounds.absorb(connection, dir, PRESENT);
        deleteFormer(connection, dir);
        renumber(connection, dir, PRESENT, FORMER);
        return true;
    }

    /** Deletes the former one for good. Returns whether there was one. */
    boolean deleteFormer(Connection connection, String dir) throws SQLException {
        String delete = "delete from " + table.name() + " where dir = ? and msgnum = ?";
        return Rows.update(connection, delete, dir, FORMER) > 0;
    }

    /** Swaps a greeting with the former one. Returns whether there was one. */
    boolean restore(Connection connection, String dir) throws SQLException {
        if (!hasFormer(connection, dir)) {
            return false;
        }
        sounds.absorb(connection, dir, PRESENT);
        renumber(connection, dir, FORMER, ASIDE);
        renumber(connection, dir, PRESENT, FORMER);
        renumber(connection, dir, ASIDE, PRESENT);
        return true;
    }

    private boolean isThere(Connection connection, String dir, int number) throws SQLException {
        AsteriskSounds.Locator locator = locator(dir, number);
        return Rows.count(connection, "select count(*) from " + table.name() + locator.where(), locator.with()) > 0;
    }

    private void renumber(Connection connection, String dir, int from, int to) throws SQLException {
        Rows.update(
                connection, "update " + table.name() + " set msgnum = ? where dir = ? and msgnum = ?", to, dir, from);
    }
}

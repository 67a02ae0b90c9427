package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;

/** The greetings of a locked mailbox in our own tables, and the former one of each kind. */
final class NativeGreetings {

    private static final String PRESENT = "vm_greeting";
    private static final String FORMER = "vm_former_greeting";
    private static final String OF_KIND = " where mailbox_id = ? and kind = ?";

    private final Dialect dialect;
    private final NativeSounds sounds;

    NativeGreetings(Dialect dialect, NativeSounds sounds) {
        this.dialect = dialect;
        this.sounds = sounds;
    }

    /** Puts a recording in the place of a greeting, which becomes the former one. */
    void put(Connection connection, long mailbox, GreetingKind kind, SoundBuffer sound) throws SQLException {
        delete(connection, mailbox, kind);
        Batch batch = new Batch(dialect, connection);
        long recording = sounds.write(batch, sound);
        batch.add(insert(PRESENT), mailbox, kind.name(), recording);
        batch.run();
    }

    /** Makes a greeting the former one. Returns whether there was one. */
    boolean delete(Connection connection, long mailbox, GreetingKind kind) throws SQLException {
        Optional<Long> present = take(connection, PRESENT, mailbox, kind);
        if (present.isEmpty()) {
            return false;
        }
        Optional<Long> former = take(connection, FORMER, mailbox, kind);
        Rows.update(connection, insert(FORMER), mailbox, kind.name(), present.get());
        if (former.isPresent()) {
            sounds.delete(connection, former.get());
        }
        return true;
    }

    /** Swaps a greeting with the former one. Returns whether there was one. */
    boolean restore(Connection connection, long mailbox, GreetingKind kind) throws SQLException {
        Optional<Long> former = take(connection, FORMER, mailbox, kind);
        if (former.isEmpty()) {
            return false;
        }
        Optional<Long> present = take(connection, PRESENT, mailbox, kind);
        Rows.update(connection, insert(PRESENT), mailbox, kind.name(), former.get());
        if (present.isPresent()) {
            Rows.update(connection, insert(FORMER), mailbox, kind.name(), present.get());
        }
        return true;
    }

    /** Deletes the former one for good. Returns whether there was one. */
    boolean deleteFormer(Connection connection, long mailbox, GreetingKind kind) throws SQLException {
        Optional<Long> former = take(connection, FORMER, mailbox, kind);
        if (former.isPresent()) {
            sounds.delete(connection, former.get());
        }
        return former.isPresent();
    }

    private static Optional<Long> take(Connection connection, String table, long mailbox, GreetingKind kind)
            throws SQLException {
        Optional<Long> recording = Rows.first(
                connection, "select recording_id from " + table + OF_KIND, row -> row.getLong(1), mailbox, kind.name());
        if (recording.isPresent()) {
            Rows.update(connection, "delete from " + table + OF_KIND, mailbox, kind.name());
        }
        return recording;
    }

    private static String insert(String table) {
        return "insert into " + table + " (mailbox_id, kind, recording_id) values (?, ?, ?)";
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;

/** Locks the folders of Asterisk's table that a change of one message touches. */
final class AsteriskLocks {

    private final AsteriskRows rows;
    private final AsteriskNumbers numbers;

    AsteriskLocks(AsteriskRows rows, AsteriskNumbers numbers) {
        this.rows = rows;
        this.numbers = numbers;
    }

    /** Asterisk takes none of our locks: where a statement did not meet one row, all is tried again. */
    static void requireOne(int rows) throws SQLException {
        if (rows != 1) {
            throw new Moved();
        }
    }

    /** A message's row, its folder and those others locked; empty if it is not, or no longer, in the folder that is said. */
    Optional<AsteriskRow> row(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, List<String> others)
            throws SQLException {
        Optional<AsteriskRow> seen = rows.find(connection, mailbox, id);
        if (seen.isEmpty()) {
            return seen;
        }
        List<String> paths = new ArrayList<>(others);
        paths.add(seen.get().dir());
        numbers.lock(connection, mailbox, paths.stream().distinct().toArray(String[]::new));
        Optional<AsteriskRow> now = rows.find(connection, mailbox, id);
        if (now.isPresent() && !now.get().dir().equals(seen.get().dir())) {
            throw new Moved();
        }
        return now.filter(row -> from.isEmpty() || from.get() == row.folder());
    }

    /** Somebody moved the row between looking and locking: counts as a conflict, so all is tried again. */
    private static final class Moved extends SQLException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("the message was moved meanwhile", "40001");
        }
    }
}

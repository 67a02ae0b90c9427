package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/**
 * The row of a mailbox in our own tables: whoever changes something locks it first, gets a position for what he puts into
 * the mailbox, and so leaves a row in {@code vm_change}, which {@link ChangeLog} reads.
 */
final class NativeLock {

    private static final String UPDATE =
            "update vm_mailbox set change_version = change_version + 1, next_position = next_position + 1"
                    + " where context = ? and box_number = ?";
    private static final String CHANGE = "insert into vm_change (context, box_number)";

    /** Clauses of one statement, in PostgreSQL: {@code b} is the locked row, or none if the mailbox has no row. */
    static final String CLAUSES = "with b as (" + UPDATE + " returning mailbox_id, next_position, context, box_number),"
            + " n as (" + CHANGE + " select context, box_number from b)";

    private final Dialect dialect;

    NativeLock(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A locked mailbox and the position for what is put into it. */
    record Locked(long mailbox, long position) {

        private static Locked of(ResultSet row) throws SQLException {
            return new Locked(row.getLong(1), row.getLong(2));
        }
    }

    /**
     * Locks a mailbox until the transaction ends.
     *
     * @throws Unprepared if it has no row
     */
    Locked take(Connection connection, MailboxId mailbox) throws SQLException {
        Object[] names = {mailbox.context(), mailbox.number()};
        Optional<Locked> locked = switch (dialect) {
            case POSTGRESQL ->
                Rows.first(connection, CLAUSES + " select mailbox_id, next_position from b", Locked::of, names);
            case H2 ->
                Rows.first(
                        connection,
                        "select mailbox_id, next_position from final table (" + UPDATE + ")",
                        Locked::of,
                        names);
            case MARIADB -> {
                Rows.update(connection, UPDATE, names);
                yield Rows.first(
                        connection,
                        "select mailbox_id, next_position from vm_mailbox where context = ? and box_number = ?",
                        Locked::of,
                        names);
            }
        };
        if (dialect != Dialect.POSTGRESQL && locked.isPresent()) {
            Rows.update(connection, CHANGE + " values (?, ?)", names);
        }
        return locked.orElseThrow(() -> new Unprepared(mailbox));
    }
}

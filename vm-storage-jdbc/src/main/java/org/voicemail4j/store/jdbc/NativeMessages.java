package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/** Reads messages of our own tables and counts them. */
final class NativeMessages {

    /** Asked for by itself, so that no plan depends on how the database believes the tables to be filled. */
    static final String MAILBOX = "(select b.mailbox_id from vm_mailbox b where b.context = ? and b.box_number = ?)";

    private static final String OF_MAILBOX = " from vm_message m where m.mailbox_id = " + MAILBOX;
    private static final String MESSAGE = "select m.message_id, m.folder, m.length_ms, " + EnvelopeColumns.NAMES;
    private static final String ONE = " and m.message_id = ?";
    /** Asks for the recording of one message. */
    static final String RECORDING_OF_ONE = NativeSounds.select("(select m.recording_id" + OF_MAILBOX + ONE + ")");

    List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        String order = folder == Folder.INBOX ? " order by m.urgent desc, m.position" : " order by m.position";
        return Rows.all(
                connection,
                MESSAGE + OF_MAILBOX + " and m.folder = ?" + order,
                NativeRows::message,
                mailbox.context(),
                mailbox.number(),
                folder.name());
    }

    Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return Rows.first(
                connection,
                MESSAGE + OF_MAILBOX + ONE,
                NativeRows::message,
                mailbox.context(),
                mailbox.number(),
                id.value());
    }

    MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        int[] counts = new int[4];
        Rows.all(
                connection,
                "select m.folder, count(*), sum(m.urgent)" + OF_MAILBOX + " and m.folder in (?, ?) group by m.folder",
                row -> {
                    int at = NativeRows.folder(row.getString(1)) == Folder.INBOX ? 0 : 2;
                    counts[at] = row.getInt(2);
                    counts[at + 1] = row.getInt(3);
                    return at;
                },
                mailbox.context(),
                mailbox.number(),
                Folder.INBOX.name(),
                Folder.OLD.name());
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return Rows.count(
                connection,
                "select count(*)" + OF_MAILBOX + " and m.folder = ?",
                mailbox.context(),
                mailbox.number(),
                folder.name());
    }

    /** A message to be copied. */
    record Original(Message message, long recording) {}

    /** Locks the message until the transaction ends: nobody deletes it, and its sound with it, while it is copied. */
    Optional<Original> original(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return Rows.first(
                connection,
                MESSAGE + ", m.recording_id" + OF_MAILBOX + ONE + " for update",
                row -> new Original(NativeRows.message(row), row.getLong("recording_id")),
                mailbox.context(),
                mailbox.number(),
                id.value());
    }

    List<MailboxId> mailboxes(Connection connection) throws SQLException {
        return Rows.all(
                        connection,
                        "select context, box_number from vm_mailbox",
                        row -> MailboxId.of(row.getString(1), row.getString(2)))
                .stream()
                .flatMap(Optional::stream) // somebody else may have put another there
                .sorted()
                .toList();
    }
}

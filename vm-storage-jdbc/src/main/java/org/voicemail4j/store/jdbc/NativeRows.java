package org.voicemail4j.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.StoreException;

/** What a row of our own table of messages says; what cannot be is refused by table and column. */
final class NativeRows {

    private NativeRows() {}

    /** A row of id, folder, length and envelope. */
    static Message message(ResultSet row) throws SQLException {
        return new Message(
                id(row.getString(1)),
                folder(row.getString(2)),
                EnvelopeColumns.read(row),
                Duration.ofMillis(row.getLong(3)));
    }

    private static MessageId id(String text) {
        if (!MessageId.isValid(text)) {
            throw new StoreException("column message_id of table vm_message holds '" + text + "', which is none");
        }
        return new MessageId(text);
    }

    static Folder folder(String name) {
        try {
            return Folder.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new StoreException("column folder of table vm_message holds '" + name + "', which is none", e);
        }
    }
}

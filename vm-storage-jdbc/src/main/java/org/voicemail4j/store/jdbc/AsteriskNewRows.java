package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/** The columns of new rows in Asterisk's table. */
final class AsteriskNewRows {

    private final AsteriskTable table;
    private final AsteriskSounds sounds;

    AsteriskNewRows(AsteriskTable table, AsteriskSounds sounds) {
        this.table = table;
        this.sounds = sounds;
    }

    /** A new row's columns: the place, the owner, and no NULL anywhere, which Asterisk could not read. */
    Map<String, Object> values(MailboxId mailbox, String dir, int number) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("dir", table.whole("dir", dir));
        values.put("msgnum", number);
        values.put("callerid", "");
        values.put("origtime", table.number("origtime", 0));
        values.put("duration", table.number("duration", 0));
        values.put("mailboxuser", table.whole("mailboxuser", mailbox.number()));
        values.put("mailboxcontext", table.whole("mailboxcontext", mailbox.context()));
        for (String column : List.of("context", "flag", "category", "msg_id")) {
            put(values, column, "");
        }
        values.putAll(table.emptyColumns());
        return values;
    }

    /** Sets a column if the table has it, as much of the text as fits. */
    void put(Map<String, Object> values, String column, String text) {
        if (table.has(column)) {
            values.put(column, table.fit(column, text));
        }
    }

    /** Copies a row, its recording included, to another place. */
    void copy(
            Connection connection,
            AsteriskRow row,
            AsteriskSounds.Locator locator,
            MailboxId to,
            String dir,
            int number,
            MessageId id)
            throws SQLException {
        sounds.absorb(connection, row.dir(), row.number());
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("dir", table.whole("dir", dir));
        own.put("msgnum", number);
        own.put("mailboxuser", table.whole("mailboxuser", to.number()));
        own.put("mailboxcontext", table.whole("mailboxcontext", to.context()));
        put(own, "msg_id", id.value());
        List<String> others = table.copied();
        List<String> names = new ArrayList<>(own.keySet());
        names.addAll(others);
        String marks =
                own.values().stream().map(value -> table.dialect().mark(value)).collect(Collectors.joining(", "));
        String columns = others.stream().map(table::quoted).collect(Collectors.joining(", "));
        int copied = Rows.update(
                connection,
                "insert into " + table.name() + " ("
                        + names.stream().map(table::quoted).collect(Collectors.joining(", ")) + ", recording) select "
                        + marks + ", " + columns + ", " + sounds.copied() + " from " + table.name() + locator.where(),
                locator.with(own.values().toArray()));
        AsteriskLocks.requireOne(copied);
    }
}

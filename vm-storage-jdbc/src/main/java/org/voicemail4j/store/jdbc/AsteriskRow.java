package org.voicemail4j.store.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.CRC32;
import org.voicemail4j.message.CallerIdText;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Urgency;

/**
 * A message's row in Asterisk's table, without its recording. Where the table has NULL this has an empty text, and 0 for
 * what is no number.
 */
record AsteriskRow(
        String dir,
        int number,
        String id,
        String callerId,
        long origtime,
        long duration,
        String flag,
        String category,
        String context) {

    private static final String URGENT = "Urgent";

    /** The columns that {@link #of} reads, as far as the table has them. */
    static String columns(AsteriskTable table) {
        StringBuilder columns = new StringBuilder("dir, msgnum, callerid, origtime, duration");
        for (String column : new String[] {"msg_id", "flag", "category", "context"}) {
            columns.append(table.has(column) ? ", " + column : ", '' as " + column);
        }
        return columns.toString();
    }

    static AsteriskRow of(ResultSet row) throws SQLException {
        return new AsteriskRow(
                text(row, "dir"),
                row.getInt("msgnum"),
                text(row, "msg_id"),
                text(row, "callerid"),
                number(row, "origtime"),
                number(row, "duration"),
                text(row, "flag"),
                text(row, "category"),
                text(row, "context"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static long number(ResultSet row, String column) throws SQLException {
        String value = text(row, column).strip();
        return value.matches("[0-9]{1,11}") ? Long.parseLong(value) : 0;
    }

    Folder folder() {
        return AsteriskDirs.folder(dir);
    }

    boolean isUrgent() {
        return AsteriskDirs.isUrgent(dir) || flag.equalsIgnoreCase(URGENT);
    }

    Duration length() {
        return Duration.ofSeconds(duration);
    }

    /** An id for a message of a table that has none: the same for as long as its row says the same. */
    String derivedId() {
        CRC32 sum = new CRC32();
        sum.update((callerId + '\n' + duration + '\n' + context).getBytes(StandardCharsets.UTF_8));
        return origtime + String.format(Locale.ROOT, "-%08x", sum.getValue());
    }

    AsteriskRow under(String otherId) {
        return new AsteriskRow(dir, number, otherId, callerId, origtime, duration, flag, category, context);
    }

    Envelope envelope() {
        Envelope.Builder envelope = Envelope.received(Instant.ofEpochSecond(origtime))
                .caller(CallerIdText.decode(callerId))
                .category(category)
                .urgency(isUrgent() ? Urgency.URGENT : Urgency.NORMAL);
        if (!context.isEmpty()) {
            envelope.attribute("context", context);
        }
        if (!flag.isEmpty() && !flag.equalsIgnoreCase(URGENT)) {
            envelope.attribute("flag", flag);
        }
        return envelope.build();
    }

    static String flag(Envelope envelope) {
        return envelope.urgency() == Urgency.URGENT
                ? URGENT
                : envelope.attribute("flag").orElse("");
    }
}

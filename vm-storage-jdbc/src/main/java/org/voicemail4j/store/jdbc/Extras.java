package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;

/**
 * What we know of a message and Asterisk's table cannot say, in a table of our own beside it. A message without such a
 * row is one that Asterisk stored; a row without a message is one that Asterisk deleted, and goes when it is a day old.
 */
final class Extras {

    private static final int MOST_AT_ONCE = 100;
    private static final String OF_MAILBOX = " from vm_extra where context = ? and box_number = ?";

    /** What is known of one message. */
    record Extra(Envelope envelope, Duration length) {

        /** Whether this is of that row and not of another message that once had its id. */
        boolean isOf(AsteriskRow row) {
            long received = envelope.received().getEpochSecond();
            return received == row.origtime() || (row.origtime() == Integer.MAX_VALUE && received > row.origtime());
        }
    }

    private static final String COLUMNS = "select message_id, length_ms, " + EnvelopeColumns.NAMES;

    /** What is known of these; so of as many as are there, however many Asterisk has deleted. */
    Map<String, Extra> of(Connection connection, MailboxId mailbox, List<String> ids) throws SQLException {
        Map<String, Extra> extras = new HashMap<>();
        for (int from = 0; from < ids.size(); from += MOST_AT_ONCE) {
            List<Object> parameters = new ArrayList<>(List.of(mailbox.context(), mailbox.number()));
            List<String> some = ids.subList(from, Math.min(ids.size(), from + MOST_AT_ONCE));
            parameters.addAll(some);
            String marks = String.join(", ", Collections.nCopies(some.size(), "?"));
            Rows.all(
                    connection,
                    COLUMNS + OF_MAILBOX + " and message_id in (" + marks + ")",
                    row -> extras.put(row.getString(1), extra(row)),
                    parameters.toArray());
        }
        return extras;
    }

    private static Extra extra(ResultSet row) throws SQLException {
        return new Extra(EnvelopeColumns.read(row), Duration.ofMillis(row.getLong(2)));
    }

    void put(Connection connection, Dialect dialect, MailboxId mailbox, String id, Extra extra) throws SQLException {
        Batch batch = new Batch(dialect, connection);
        batch.add("delete" + OF_MAILBOX + " and message_id = ?", mailbox.context(), mailbox.number(), id);
        @Nullable Object[] values = EnvelopeColumns.values(extra.envelope());
        @Nullable Object[] all = new @Nullable Object[values.length + 4];
        System.arraycopy(values, 0, all, 0, values.length);
        all[values.length] = mailbox.context();
        all[values.length + 1] = mailbox.number();
        all[values.length + 2] = id;
        all[values.length + 3] = extra.length().toMillis();
        batch.add(
                "insert into vm_extra (" + EnvelopeColumns.NAMES + ", context, box_number, message_id, length_ms)"
                        + " values (" + EnvelopeColumns.MARKS + ", ?, ?, ?, ?)",
                all);
        batch.run();
    }

    /** Of which messages that were left before then something is known. */
    List<String> before(Connection connection, MailboxId mailbox, Instant then) throws SQLException {
        return Rows.all(
                connection,
                "select message_id" + OF_MAILBOX + " and received_ms < ?",
                row -> row.getString(1),
                mailbox.context(),
                mailbox.number(),
                then.toEpochMilli());
    }

    void delete(Connection connection, MailboxId mailbox, String id) throws SQLException {
        Rows.update(connection, "delete" + OF_MAILBOX + " and message_id = ?", mailbox.context(), mailbox.number(), id);
    }
}

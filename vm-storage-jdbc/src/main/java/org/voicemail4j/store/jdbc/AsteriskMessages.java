package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;

/** Reads messages of Asterisk's table, with what our own beside it tells of them, and counts them. */
final class AsteriskMessages {

    private static final int CALLS_TO_FORGET = 16;
    private static final Duration KEPT = Duration.ofDays(1);

    private final AsteriskTable table;
    private final AsteriskDirs dirs;
    private final AsteriskRows rows;
    private final Extras extras;
    private final AtomicLong called = new AtomicLong();

    AsteriskMessages(AsteriskTable table, AsteriskDirs dirs, AsteriskRows rows, Extras extras) {
        this.table = table;
        this.dirs = dirs;
        this.rows = rows;
        this.extras = extras;
    }

    List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        List<AsteriskRow> found = rows.of(connection, mailbox, dirs.of(mailbox, folder));
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, Extras.Extra> known = extras.of(
                connection, mailbox, found.stream().map(AsteriskRow::id).toList());
        List<Message> messages =
                new ArrayList<>(found.stream().map(row -> message(row, known)).toList());
        if (folder == Folder.INBOX) {
            messages.sort(Comparator.comparing(message -> !message.isUrgent()));
        }
        return List.copyOf(messages);
    }

    private static Message message(AsteriskRow row, Map<String, Extras.Extra> known) {
        MessageId id = new MessageId(row.id());
        Extras.Extra extra = known.get(row.id());
        if (extra == null || !extra.isOf(row)) {
            return new Message(id, row.folder(), row.envelope(), row.length());
        }
        Envelope envelope = extra.envelope().toBuilder()
                .urgency(row.isUrgent() ? Urgency.URGENT : Urgency.NORMAL)
                .build();
        return new Message(id, row.folder(), envelope, extra.length());
    }

    Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        Optional<AsteriskRow> row = rows.find(connection, mailbox, id);
        return row.isEmpty() ? Optional.empty() : Optional.of(read(connection, mailbox, row.get()));
    }

    Message read(Connection connection, MailboxId mailbox, AsteriskRow row) throws SQLException {
        return message(row, extras.of(connection, mailbox, List.of(row.id())));
    }

    /** Deletes what is known of messages that Asterisk has deleted: callers' names are not kept for ever. */
    void forgetNowAndThen(Connection connection, MailboxId mailbox, Instant now) throws SQLException {
        if (called.getAndIncrement() % CALLS_TO_FORGET == 0) {
            List<String> known = extras.before(connection, mailbox, now.minus(KEPT));
            if (!known.isEmpty()) { // only then are the rows read: each of these has one, or has lost it
                rows.of(connection, mailbox, dirs.all(mailbox)).forEach(row -> known.remove(row.id()));
            }
            for (String gone : known) {
                extras.delete(connection, mailbox, gone);
            }
        }
    }

    MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        int[] counts = new int[4];
        List<String> paths = new ArrayList<>(dirs.of(mailbox, Folder.INBOX));
        paths.addAll(dirs.of(mailbox, Folder.OLD));
        AsteriskPlace place = AsteriskPlace.of(table, paths);
        String flag = table.has("flag") ? "flag" : "''";
        Rows.all(
                connection,
                "select dir, " + flag + ", count(*) from " + table.name() + " where " + place.sql()
                        + (table.has("flag") ? " group by dir, flag" : " group by dir"),
                row -> {
                    String dir = row.getString(1);
                    int at = AsteriskDirs.folder(dir) == Folder.INBOX ? 0 : 2;
                    boolean urgent = AsteriskDirs.isUrgent(dir) || "Urgent".equalsIgnoreCase(row.getString(2));
                    counts[at] += row.getInt(3);
                    counts[at + 1] += urgent ? row.getInt(3) : 0;
                    return at;
                },
                place.with());
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        AsteriskPlace place = AsteriskPlace.of(table, dirs.of(mailbox, folder));
        return Rows.count(connection, "select count(*) from " + table.name() + " where " + place.sql(), place.with());
    }
}

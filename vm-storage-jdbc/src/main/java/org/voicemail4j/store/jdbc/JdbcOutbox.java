package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/**
 * What must be sent, as rows that are written in the transactions of their messages. A claim is one update that names how
 * often the row had been claimed before: of several nodes it changes the row for one alone.
 */
final class JdbcOutbox implements Outbox {

    private static final String COLUMNS =
            "entry_id, context, box_number, message_id, channel, content, created_ms, due_ms, attempts, dead, reason";
    private static final String WHAT = "the outbox";

    private final Transactions transactions;
    private final Clock clock;
    private final RandomGenerator random;

    JdbcOutbox(Transactions transactions, Clock clock, RandomGenerator random) {
        this.transactions = transactions;
        this.clock = clock;
        this.random = random;
    }

    /** Writes a message's entries within the transaction of the message. */
    void write(Connection connection, MailboxId mailbox, MessageId message, List<Dispatch> dispatches)
            throws SQLException {
        long now = clock.millis();
        for (Dispatch dispatch : dispatches) {
            Rows.update(
                    connection,
                    "insert into vm_outbox (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '')",
                    freshId(),
                    mailbox.context(),
                    mailbox.number(),
                    message.value(),
                    dispatch.channel(),
                    dispatch.content(),
                    now,
                    now);
        }
    }

    private String freshId() {
        byte[] octets = new byte[16];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    @Override
    public void add(MailboxId mailbox, MessageId message, Dispatch dispatch) {
        transactions.change("add to the outbox", mailbox, connection -> {
            write(connection, mailbox, message, List.of(dispatch));
            return message;
        });
    }

    @Override
    public List<OutboxEntry> claim(int most, Duration claim) {
        long now = clock.millis();
        while (true) {
            List<OutboxEntry> due =
                    transactions.read("look what is due", WHAT, connection -> due(connection, most, now));
            List<OutboxEntry> claimed = claimed(due, now, claim);
            if (!claimed.isEmpty() || due.isEmpty()) {
                return claimed;
            } // others were quicker with all of these; what comes behind is still there
        }
    }

    private List<OutboxEntry> claimed(List<OutboxEntry> due, long now, Duration claim) {
        List<OutboxEntry> claimed = new ArrayList<>();
        for (OutboxEntry entry : due) {
            if (isClaimed(entry, now + claim.toMillis())) {
                claimed.add(new OutboxEntry(
                        entry.id(),
                        entry.mailbox(),
                        entry.message(),
                        entry.dispatch(),
                        entry.created(),
                        Instant.ofEpochMilli(now + claim.toMillis()),
                        entry.attempts() + 1,
                        State.WAITING,
                        entry.reason()));
            }
        }
        return List.copyOf(claimed);
    }

    private static List<OutboxEntry> due(Connection connection, int most, long now) throws SQLException {
        return Rows.all(
                connection,
                "select " + COLUMNS
                        + " from vm_outbox where dead = 0 and due_ms <= ? order by due_ms, entry_id limit ?",
                JdbcOutbox::entry,
                now,
                most);
    }

    private boolean isClaimed(OutboxEntry entry, long until) {
        return changed(
                "claim",
                "update vm_outbox set attempts = attempts + 1, due_ms = ? where entry_id = ? and attempts = ? and dead"
                        + " = 0 and due_ms = ?",
                until,
                entry.id(),
                entry.attempts(),
                entry.due().toEpochMilli());
    }

    @Override
    public void sent(OutboxEntry claimed) {
        drop(claimed.id());
    }

    @Override
    public void postpone(OutboxEntry claimed, String content, Instant due, String reason) {
        changed(
                "postpone",
                "update vm_outbox set content = ?, due_ms = ?, reason = ? where entry_id = ? and attempts = ? and dead"
                        + " = 0",
                claimed.dispatch().with(content).content(),
                due.toEpochMilli(),
                kept(reason),
                claimed.id(),
                claimed.attempts());
    }

    @Override
    public void bury(OutboxEntry claimed, String reason) {
        changed(
                "bury",
                "update vm_outbox set dead = 1, reason = ? where entry_id = ? and attempts = ? and dead = 0",
                kept(reason),
                claimed.id(),
                claimed.attempts());
    }

    private static String kept(String reason) {
        String cut = OutboxEntry.cut(reason);
        boolean halved = !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1));
        return halved ? cut.substring(0, cut.length() - 1) : cut;
    }

    @Override
    public List<OutboxEntry> list(int most) {
        return transactions.read(
                "list",
                WHAT,
                connection -> Rows.all(
                        connection,
                        "select " + COLUMNS + " from vm_outbox order by due_ms, entry_id limit ?",
                        JdbcOutbox::entry,
                        most));
    }

    /** As often attempted as before: whoever has claimed it at this moment still decides, and this is then undone. */
    @Override
    public boolean retry(String id) {
        return changed("retry", "update vm_outbox set dead = 0, due_ms = ? where entry_id = ?", clock.millis(), id)
                || isThere(id);
    }

    /** MariaDB counts rows that an update left as they were as not changed. */
    private boolean isThere(String id) {
        return transactions.read(
                "look for " + id,
                WHAT,
                connection -> Rows.count(connection, "select count(*) from vm_outbox where entry_id = ?", id) > 0);
    }

    @Override
    public boolean drop(String id) {
        return changed("drop", "delete from vm_outbox where entry_id = ?", id);
    }

    private boolean changed(String what, String sql, Object... parameters) {
        return transactions.change(what, WHAT, connection -> Rows.update(connection, sql, parameters)) > 0;
    }

    private static OutboxEntry entry(ResultSet row) throws SQLException {
        return new OutboxEntry(
                row.getString(1),
                new MailboxId(row.getString(2), row.getString(3)),
                new MessageId(row.getString(4)),
                new Dispatch(row.getString(5), row.getString(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getInt(9),
                row.getInt(10) == 0 ? State.WAITING : State.DEAD,
                row.getString(11));
    }
}

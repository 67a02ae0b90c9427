package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.LedgeredStore;

/** Which deliveries have arrived: rows written in the transactions of their messages. */
final class Ledger {

    private static final Duration MEMORY = LedgeredStore.LEDGER_MEMORY.multipliedBy(2);

    private final Clock clock;

    Ledger(Clock clock) {
        this.clock = clock;
    }

    boolean has(Connection connection, MailboxId mailbox, DeliveryKey key) throws SQLException {
        return Rows.count(
                        connection,
                        "select count(*) from vm_delivery where context = ? and box_number = ? and delivery_key = ?",
                        mailbox.context(),
                        mailbox.number(),
                        key.value())
                > 0;
    }

    /** Whether that delivery is here, or a message of that id in our own tables; asked in one journey. */
    boolean hasOrIsMessage(Connection connection, MailboxId mailbox, DeliveryKey key, MessageId id)
            throws SQLException {
        return Rows.count(
                        connection,
                        "select (select count(*) from vm_delivery where context = ? and box_number = ? and delivery_key = ?)"
                                + " + (select count(*) from vm_message where message_id = ? and mailbox_id = (select"
                                + " mailbox_id from vm_mailbox where context = ? and box_number = ?))",
                        mailbox.context(),
                        mailbox.number(),
                        key.value(),
                        id.value(),
                        mailbox.context(),
                        mailbox.number())
                > 0;
    }

    /** A delivery as it is written down; fails as a duplicate if it is there. */
    record Entry(MailboxId mailbox, DeliveryKey key, long millis) {

        static final String INSERT = "insert into vm_delivery (context, box_number, delivery_key, delivered_ms)";

        Object[] values() {
            return new Object[] {mailbox.context(), mailbox.number(), key.value(), millis};
        }
    }

    Entry entry(MailboxId mailbox, DeliveryKey key) {
        return new Entry(mailbox, key, clock.millis());
    }

    /** Writes a delivery down; fails as a duplicate if it is there. */
    void write(Connection connection, MailboxId mailbox, DeliveryKey key) throws SQLException {
        Rows.update(
                connection,
                Entry.INSERT + " values (?, ?, ?, ?)",
                entry(mailbox, key).values());
    }

    /** Forgets what nobody may bring again. */
    int prune(Connection connection) throws SQLException {
        return Rows.update(
                connection, "delete from vm_delivery where delivered_ms < ?", clock.millis() - MEMORY.toMillis());
    }
}

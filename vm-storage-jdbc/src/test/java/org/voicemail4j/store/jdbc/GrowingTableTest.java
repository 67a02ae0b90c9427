package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.testkit.Sounds;

/** What is read for one mailbox stays the same however many messages others have; PostgreSQL counts it. */
class GrowingTableTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final String READ = "select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)"
            + " from pg_stat_user_tables where relname in ('vm_message', 'vm_recording', 'vm_chunk')";

    /** One connection: a session tells of what it has read when it is asked to. */
    private final HikariDataSource source = Databases.pool(Databases.POSTGRESQL.url(), 1);

    @Test
    void aMailboxCostsTheSameAmongManyMessagesAsAmongFew() throws SQLException {
        try (source;
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            Message message = leave(store);
            leave(store);
            fill(1, 10);
            Map<String, Long> few = reads(store, message);
            fill(11, 200);
            assertThat(reads(store, message)).isEqualTo(few);
            assertThat(few.get("list")).isEqualTo(2);
        }
    }

    private Map<String, Long> reads(JdbcMessageStore store, Message message) throws SQLException {
        Map<String, Long> reads = new TreeMap<>();
        reads.put("list", reads(() -> store.list(ALICE, Folder.INBOX)));
        reads.put("counts", reads(() -> store.counts(ALICE)));
        reads.put("find", reads(() -> store.find(ALICE, message.id())));
        reads.put(
                "open",
                reads(() -> Sounds.octets(store.open(ALICE, message.id()).orElseThrow())));
        return reads;
    }

    private long reads(Runnable work) throws SQLException {
        long before = read();
        work.run();
        return read() - before;
    }

    private long read() throws SQLException {
        try (Connection connection = source.getConnection()) {
            Rows.all(connection, "select pg_stat_force_next_flush()", row -> "");
            return Rows.first(connection, READ, row -> row.getLong(1)).orElseThrow();
        }
    }

    /** A hundred messages for each of these mailboxes. */
    private void fill(int first, int last) throws SQLException {
        try (Connection connection = source.getConnection()) {
            String mailboxes = "generate_series(" + (1_000_000 + first) + ", " + (1_000_000 + last) + ") n";
            String messages =
                    "generate_series(" + (100_000_000 + first * 100) + ", " + (100_000_099 + last * 100) + ") n";
            Rows.run(connection, "insert into vm_mailbox select n, 'default', 'f' || n, 0, 0 from " + mailboxes);
            Rows.run(connection, "insert into vm_recording select n, 'wav', 16 from " + messages);
            Rows.run(
                    connection,
                    "insert into vm_chunk select n, 0, '\\x00112233445566778899aabbccddeeff' from " + messages);
            Rows.run(
                    connection,
                    "insert into vm_message (mailbox_id, message_id, folder, position, urgent, sensitivity, heard_by,"
                            + " received_ms, length_ms, category, call_id, attributes, version, recording_id)"
                            + " select n / 100, '1-' || n, 'INBOX', n, 0, 'NORMAL', '', 0, 1, '', '', '', 0, n from "
                            + messages);
            Rows.run(connection, "analyze");
        }
    }

    private static Message leave(JdbcMessageStore store) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(100, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(200_000));
            return deposit.commit().orElseThrow();
        }
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** Our tables are made and upgraded, and what somebody else made of them is refused by name. */
class JdbcSchemaTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");

    static Stream<Arguments> earlierVersions() {
        return Stream.of(Databases.values())
                .flatMap(database ->
                        IntStream.range(0, JdbcSchema.LATEST).mapToObj(version -> Arguments.of(database, version)));
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("earlierVersions")
    void everyEarlierVersionIsUpgradedAndKeepsItsMessages(Databases database, int version) throws SQLException {
        try (HikariDataSource source = database.open()) {
            JdbcSchema schema = JdbcSchema.of(source);
            schema.upgrade(version);
            assertThat(schema.version()).isEqualTo(version);
            fill(source, version);
            JdbcMessageStore store = JdbcMessageStore.on(source);
            assertThat(schema.version()).isEqualTo(JdbcSchema.LATEST);
            assertThat(store.list(ALICE, Folder.INBOX))
                    .hasSize(version > 0 ? 1 : 0)
                    .allSatisfy(message -> assertThat(Sounds.octets(
                                    store.open(ALICE, message.id()).orElseThrow()))
                            .containsExactly(1, 2));
            leave(store);
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(version > 0 ? 2 : 1);
            assertKept(source, store, version);
        }
    }

    /** A row in every table that there was. */
    private static void fill(HikariDataSource source, int version) throws SQLException {
        if (version > 0) {
            storeOneMessage(source);
        }
        try (Connection connection = source.getConnection()) {
            if (version >= 2) {
                long now = Instant.now().toEpochMilli();
                Rows.update(connection, "insert into vm_delivery values ('default', '1000', 'key', ?)", now);
                Rows.update(connection, "insert into vm_folder values ('/spool/default/1000/INBOX', 7)");
                Rows.update(
                        connection,
                        "insert into vm_extra (context, box_number, message_id, received_ms, length_ms, category,"
                                + " call_id, attributes, urgent, sensitivity, heard_by) values ('default', '1000',"
                                + " '1-a', 0, 0, '', '', '', 0, 'NORMAL', '')");
            }
            if (version >= 3) {
                Rows.update(
                        connection,
                        "insert into vm_credential (context, box_number, pin, failures) values ('default', '1000', ?,"
                                + " 2)",
                        Pin.hash("4711", new SplittableRandom(1)).encoded());
                Rows.update(
                        connection,
                        "insert into vm_subscriber values ('default', '1000', 'Alice', '', null, '', 0, 'maxmsg=7|')");
            }
            if (version >= 4) {
                Rows.update(connection, "insert into vm_discarded values (99)");
            }
            if (version >= 5) {
                Rows.update(
                        connection,
                        "insert into vm_outbox values ('e', 'default', '1000', '1-a', 'mail', 'x', 0, 0, 0, 0, '')");
            }
            if (version >= 7) {
                Rows.update(connection, "insert into vm_list values ('default', '1000', 5, '1001@default 7@x')");
            }
        }
    }

    private static void assertKept(HikariDataSource source, JdbcMessageStore store, int version) throws SQLException {
        if (version >= 2) {
            Delivery again = new Delivery(new DeliveryKey("key"), new MessageId("2-b"), Folder.INBOX);
            Envelope envelope = Envelope.received(Instant.EPOCH).build();
            assertThat(store.beginDelivery(ALICE, envelope, again)).isEmpty();
        }
        if (version >= 3) {
            JdbcCredentialStore credentials = new JdbcCredentialStore(source, new SecureRandom());
            assertThat(credentials.failures(ALICE).count()).isEqualTo(2);
            assertThat(credentials.pin(ALICE).orElseThrow().matches("4711")).isTrue();
            assertThat(credentials.pinSince(ALICE))
                    .isEqualTo(Optional.of(Instant.EPOCH).filter(old -> version < 8));
            credentials.setPin(ALICE, Pin.hash("0815", new SplittableRandom(1)));
            assertThat(credentials.formerPins(ALICE)).hasSize(1);
            assertThat(JdbcMailboxDirectory.on(source, MailboxPolicy.DEFAULT)
                            .find(ALICE)
                            .orElseThrow()
                            .policy()
                            .maxMessages())
                    .isEqualTo(7);
        }
        assertThat(new JdbcPersonalLists(source).find(ALICE, 5).isPresent()).isEqualTo(version >= 7);
        try (Connection connection = source.getConnection()) {
            assertThat(Rows.count(connection, "select count(*) from vm_discarded"))
                    .isEqualTo(version >= 4 ? 1 : 0);
            assertThat(Rows.count(connection, "select count(*) from vm_outbox where content = 'x'"))
                    .isEqualTo(version >= 5 ? 1 : 0);
            assertThat(Rows.count(connection, "select count(*) from vm_folder")).isEqualTo(version >= 2 ? 1 : 0);
        }
    }

    /** As version 1 had it. */
    private static void storeOneMessage(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Rows.update(connection, "insert into vm_mailbox values (1, 'default', '1000', 1, 1)");
            Rows.update(
                    connection, "insert into vm_recording (recording_id, format, payload_bytes) values (1, 'wav', 3)");
            Rows.update(connection, "insert into vm_chunk (recording_id, chunk, octets) values (1, 0, ?)", (Object)
                    new byte[] {1, 2, 3});
            Rows.update(
                    connection,
                    "insert into vm_message (mailbox_id, message_id, folder, position, urgent, sensitivity, heard_by,"
                            + " received_ms, length_ms, category, call_id, attributes, version, recording_id) values (1,"
                            + " '1-a', 'INBOX', 1, 0, 'NORMAL', '', 0, 0, '', '', '', 0, 1)");
        }
    }

    private static Message leave(JdbcMessageStore store) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(160));
            return deposit.commit().orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nodesThatStartAtOnceUpgradeOnce(Databases database) throws Exception {
        try (HikariDataSource source = database.open()) {
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            List<Future<?>> starting = new ArrayList<>();
            for (int node = 0; node < 4; node++) {
                starting.add(nodes.submit(() -> JdbcSchema.of(source).upgrade()));
            }
            for (Future<?> node : starting) {
                node.get();
            }
            nodes.shutdown();
            assertThat(JdbcSchema.of(source).version()).isEqualTo(JdbcSchema.LATEST);
        }
    }

    @Test
    void aNewerSchemaIsLeftAlone() throws SQLException {
        try (HikariDataSource source = Databases.H2.open()) {
            JdbcSchema.of(source).upgrade();
            try (Connection connection = source.getConnection()) {
                Rows.update(connection, "insert into vm_schema (version, applied) values (99, 1)");
            }
            assertThatThrownBy(() -> JdbcMessageStore.on(source))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("vm_schema")
                    .hasMessageContaining("99");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aColumnThatSomebodyTookAwayIsNamed(Databases database) throws SQLException {
        try (HikariDataSource source = database.open()) {
            JdbcMessageStore store = JdbcMessageStore.on(source);
            leave(store);
            try (Connection connection = source.getConnection()) {
                Rows.run(connection, "alter table vm_message drop column caller_number");
            }
            assertThatThrownBy(() -> store.list(ALICE, Folder.INBOX))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("1000@default")
                    .satisfies(e -> assertThat(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT))
                            .contains("caller_number"));
        }
    }

    /** Two nodes with 64 threads on one mailbox: each message is there, once, at a place of its own. */
    @ParameterizedTest
    @EnumSource
    void twoNodesNumberOneMailboxWithoutDuplicates(Databases database) throws Exception {
        try (HikariDataSource source = database.open()) {
            JdbcMessageStore[] nodes = {JdbcMessageStore.on(source), JdbcMessageStore.on(source)};
            ExecutorService threads = Executors.newFixedThreadPool(64);
            List<Future<?>> leaving = new ArrayList<>();
            for (int thread = 0; thread < 64; thread++) {
                JdbcMessageStore node = nodes[thread % 2];
                leaving.add(threads.submit(() -> leave(node)));
            }
            for (Future<?> one : leaving) {
                one.get();
            }
            threads.shutdown();
            assertThat(nodes[0].list(ALICE, Folder.INBOX))
                    .hasSize(64)
                    .extracting(Message::id)
                    .doesNotHaveDuplicates();
            try (Connection connection = source.getConnection()) {
                assertThat(Rows.count(connection, "select count(distinct position) from vm_message"))
                        .isEqualTo(64);
            }
        }
    }
}

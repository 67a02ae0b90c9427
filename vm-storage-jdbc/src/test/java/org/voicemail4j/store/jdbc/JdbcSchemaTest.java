package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;

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
            if (version > 0) {
                storeOneMessage(source);
            }
            JdbcMessageStore store = JdbcMessageStore.on(source);
            assertThat(schema.version()).isEqualTo(JdbcSchema.LATEST);
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(version > 0 ? 1 : 0);
            leave(store);
            assertThat(store.list(ALICE, Folder.INBOX)).hasSize(version > 0 ? 2 : 1);
        }
    }

    /** As version 1 had it. */
    private static void storeOneMessage(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            Rows.update(connection, "insert into vm_mailbox values (1, 'default', '1000', 1, 1)");
            Rows.update(connection, "insert into vm_recording values (1, 'wav', 3)");
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

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2"})
    void aWrongPasswordIsNotRepeated(Databases database) {
        String url = database == Databases.H2
                ? Databases.H2.url() + ";IFEXISTS=TRUE;PASSWORD=verysecret"
                : Databases.POSTGRESQL.url().replaceAll("user=[^&]*", "user=nobody&password=verysecret");
        JdbcDataSource none = new JdbcDataSource();
        none.setURL(url);
        DataSource source = database == Databases.H2 ? none : postgres(url);
        assertThatThrownBy(() -> JdbcMessageStore.on(source))
                .isInstanceOf(StoreException.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("verysecret"));
    }

    private static DataSource postgres(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        return source;
    }
}

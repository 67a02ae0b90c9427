package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** Asterisk's statements on rows of ours, ours on rows of Asterisk's, and tables as they are met in the field. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class AsteriskTableTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final String INBOX = "/var/spool/asterisk/voicemail/default/1000/INBOX";
    private static final String OLD = "/var/spool/asterisk/voicemail/default/1000/Old";
    private static final DepositTerms ROOMY = new DepositTerms(1000, Duration.ZERO);

    private HikariDataSource source;
    private JdbcMessageStore store;
    private Connection asterisks;
    private AsteriskNode asterisk;

    private void open(Databases database, String... schema) throws SQLException {
        open(database, JdbcMessageStoreBuilder.ASTERISK_SPOOL, AudioFormat.WAV, schema);
    }

    private void open(Databases database, String spool, AudioFormat format, String... schema) throws SQLException {
        String url = database.url();
        Databases.run(url, schema);
        source = Databases.pool(url, 6);
        store = JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", spool)
                .format(format)
                .build();
        asterisks = source.getConnection();
        asterisk = new AsteriskNode(asterisks, database == Databases.POSTGRESQL);
    }

    @AfterEach
    void close() throws SQLException {
        if (source != null) {
            asterisks.close();
            source.close();
        }
    }

    private Message leave(Envelope envelope, int seconds) {
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, ROOMY)).deposit()) {
            AudioFormat format = deposit.renditions().get(0).format();
            deposit.renditions()
                    .get(0)
                    .append(ByteBuffer.wrap(Sounds.octets(Sounds.noise(format, Duration.ofSeconds(seconds), 1))));
            return deposit.commit().orElseThrow();
        }
    }

    private static Envelope envelope() {
        return Envelope.received(Instant.ofEpochSecond(1_795_374_126L))
                .caller(Party.of("Caller One", "5551001"))
                .attribute("context", "from-sipp")
                .build();
    }

    private static Map<String, String> texts(String id) {
        return Map.of(
                "context", "from-sipp",
                "callerid", "\"Caller One\" <5551001>",
                "origtime", "1795374126",
                "duration", "2",
                "msg_id", id);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void asterisksStatementsReadWhatWeWrite(Databases database) throws SQLException {
        open(database, schema(database));
        leave(envelope(), 2);
        leave(envelope().toBuilder().urgency(Urgency.URGENT).build(), 3);
        try (GreetingRecording greeting = store.beginGreeting(ALICE, GreetingKind.UNAVAILABLE)) {
            greeting.renditions().get(0).append(ByteBuffer.allocate(1600));
            greeting.commit();
        }
        assertThat(asterisk.count(INBOX)).isEqualTo(1);
        assertThat(asterisk.lastIndex(INBOX)).isZero();
        assertThat(asterisk.exists(INBOX, 0)).isTrue();
        Map<String, byte[]> row = asterisk.retrieve(INBOX, 0);
        assertThat(text(row, "callerid")).isEqualTo("\"Caller One\" <5551001>");
        assertThat(text(row, "origtime")).isEqualTo("1795374126");
        assertThat(text(row, "duration")).isEqualTo("2");
        assertThat(text(row, "context")).isEqualTo("from-sipp");
        assertThat(text(row, "mailboxuser")).isEqualTo("1000");
        assertThat(text(row, "mailboxcontext")).isEqualTo("default");
        byte[] file = row.get("recording");
        assertThat(file).hasSize(44 + 32_000).startsWith("RIFF".getBytes(StandardCharsets.US_ASCII));
        assertThat(text(asterisk.retrieve(INBOX.replace("INBOX", "Urgent"), 0), "flag"))
                .isEqualTo("Urgent");
        Map<String, byte[]> greeting = asterisk.retrieve(INBOX.replace("INBOX", "unavail"), -1);
        assertThat(greeting.get("recording")).hasSize(44 + 1600);
        assertThat(text(greeting, "origtime")).isEqualTo("0");
    }

    private static String schema(Databases database) {
        return database == Databases.MARIADB ? AsteriskSchemas.LONGBLOB : AsteriskSchemas.BYTEA;
    }

    private static String text(Map<String, byte[]> row, String column) {
        return new String(row.getOrDefault(column, new byte[0]), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void weReadMoveAndDeleteWhatAsteriskWrites(Databases database) throws SQLException {
        open(database, schema(database));
        for (int i = 0; i < 4; i++) {
            asterisk.store(INBOX, "1000", "default", texts("1795374126-0000000" + i), AsteriskNode.wav(1600 * (i + 1)));
        }
        asterisk.store(INBOX.replace("INBOX", "unavail"), -1, "1000", "default", Map.of(), AsteriskNode.wav(800));
        assertThat(store.list(ALICE, Folder.INBOX)).hasSize(4).allSatisfy(message -> {
            assertThat(message.envelope().caller()).isEqualTo(Party.of("Caller One", "5551001"));
            assertThat(message.envelope().attribute("context")).contains("from-sipp");
            assertThat(message.length()).isEqualTo(Duration.ofSeconds(2));
        });
        Message second = store.list(ALICE, Folder.INBOX).get(1);
        assertThat(Sounds.octets(store.open(ALICE, second.id()).orElseThrow())).hasSize(3200);
        assertThat(Sounds.octets(store.greeting(ALICE, GreetingKind.UNAVAILABLE).orElseThrow()))
                .hasSize(800);
        store.move(ALICE, second.id(), Folder.OLD, 99);
        store.delete(ALICE, store.list(ALICE, Folder.INBOX).get(0).id());
        assertThat(asterisk.count(INBOX)).isEqualTo(2);
        assertThat(asterisk.lastIndex(INBOX)).isEqualTo(1);
        assertThat(asterisk.retrieve(INBOX, 0).get("recording")).hasSize(44 + 4800);
        assertThat(asterisk.retrieve(OLD, 0).get("recording")).hasSize(44 + 3200);
        leave(envelope(), 1);
        assertThat(asterisk.lastIndex(INBOX)).isEqualTo(2);
    }

    /** Asterisk moves by inserting a second row of the same large object and deleting the first. */
    @Test
    void whatAsteriskMovesKeepsItsLargeObject() throws SQLException {
        open(Databases.POSTGRESQL, "create extension lo", AsteriskSchemas.LARGE_OBJECT);
        Message message = leave(envelope(), 2);
        byte[] sound = Sounds.octets(store.open(ALICE, message.id()).orElseThrow());
        asterisk.copy(INBOX, 0, OLD, 0, "1000", "default");
        asterisk.delete(INBOX, 0);
        assertThat(store.list(ALICE, Folder.OLD)).extracting(Message::id).containsExactly(message.id());
        assertThat(Sounds.octets(store.open(ALICE, message.id()).orElseThrow())).isEqualTo(sound);
        asterisk.delete(OLD, 0);
        assertThat(Rows.count(asterisks, "select count(*) from pg_largeobject_metadata"))
                .isZero();
    }

    @Test
    void aTableWithTheStockTriggerIsWarnedOfAndCanBeMended() throws SQLException {
        open(
                Databases.POSTGRESQL,
                "create extension lo",
                AsteriskSchemas.LARGE_OBJECT,
                "create trigger t_vm_lo before update or delete on voicemessages for each row execute function"
                        + " lo_manage(recording)");
        assertThat(Rows.count(asterisks, "select count(*) from pg_trigger where tgname = 'vm_lo_release'"))
                .isZero();
        JdbcSchema.of(source).replaceCleanUpTrigger("voicemessages");
        Message message = leave(envelope(), 2);
        asterisk.copy(INBOX, 0, OLD, 0, "1000", "default");
        asterisk.delete(INBOX, 0);
        assertThat(Sounds.octets(store.open(ALICE, message.id()).orElseThrow())).hasSize(32_000);
    }

    @Test
    void nullsDuplicatesAndMissingIdsHideNothing() throws SQLException {
        open(
                Databases.MARIADB,
                "create table voicemessages (id int auto_increment primary key, msgnum int, dir varchar(80), context"
                        + " varchar(80), macrocontext varchar(80), callerid varchar(40), origtime varchar(40), duration"
                        + " varchar(20), flag varchar(8), mailboxuser varchar(80), mailboxcontext varchar(80), msg_id"
                        + " varchar(40), recording longblob, key (dir)) default character set latin1");
        for (int i = 0; i < 3; i++) {
            Rows.update(
                    asterisks,
                    "insert into voicemessages (dir, msgnum, origtime, recording) values (?, ?, '1795374126', ?)",
                    INBOX,
                    i / 2,
                    AsteriskNode.wav(1600));
        }
        List<Message> messages = store.list(ALICE, Folder.INBOX);
        assertThat(messages).hasSize(3).extracting(Message::id).doesNotHaveDuplicates();
        store.move(ALICE, messages.get(0).id(), Folder.OLD, 9);
        store.delete(ALICE, messages.get(1).id());
        assertThat(store.list(ALICE, Folder.INBOX))
                .extracting(Message::id)
                .containsExactly(messages.get(2).id());
        assertThat(store.list(ALICE, Folder.OLD))
                .extracting(Message::id)
                .containsExactly(messages.get(0).id());
        Party emoji = Party.of("\u4e2d\uD83D\uDE00", "5551001");
        Message ours = leave(envelope().toBuilder().caller(emoji).build(), 1);
        assertThat(store.find(ALICE, ours.id()).orElseThrow().envelope().caller())
                .isEqualTo(emoji);
        assertThat(Rows.first(
                        asterisks,
                        "select callerid from voicemessages where msg_id = ?",
                        row -> row.getString(1),
                        ours.id().value()))
                .contains("\"??\" <5551001>");
    }

    @Test
    void soundThatIsMissingOrCutIsShortAndNeverFatal() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        byte[] whole = AsteriskNode.wav(3200);
        asterisk.store(INBOX, "1000", "default", texts("1-a"), new byte[0]);
        asterisk.store(INBOX, "1000", "default", texts("1-b"), Arrays.copyOf(whole, 1000));
        asterisk.store(INBOX, "1000", "default", texts("1-c"), Arrays.copyOf(whole, 20));
        Rows.update(asterisks, "update voicemessages set recording = null where msg_id = '1-c'");
        List<Message> messages = store.list(ALICE, Folder.INBOX);
        assertThat(messages).hasSize(3);
        assertThat(store.open(ALICE, messages.get(0).id()).orElseThrow().payloadBytes())
                .isZero();
        assertThat(Sounds.octets(store.open(ALICE, messages.get(1).id()).orElseThrow()))
                .hasSize(956);
        assertThat(store.open(ALICE, messages.get(2).id()).orElseThrow().payloadBytes())
                .isZero();
        assertThat(store.delete(ALICE, messages.get(0).id())).isTrue();
    }

    @Test
    void soundOnDiskIsHeardAndGoesIntoTheRowBeforeItsNumberChanges(@TempDir Path spool) throws Exception {
        open(Databases.POSTGRESQL, spool.toString(), AudioFormat.WAV, AsteriskSchemas.BYTEA);
        Path inbox = Files.createDirectories(spool.resolve("default/1000/INBOX"));
        byte[] magic = "AUDMAGIC".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 2; i++) {
            asterisk.store(inbox.toString(), "1000", "default", texts("1-" + i), magic);
            Files.write(inbox.resolve("msg000" + i + ".wav"), AsteriskNode.wav(1600 + i));
        }
        List<Message> messages = store.list(ALICE, Folder.INBOX);
        assertThat(Sounds.octets(store.open(ALICE, messages.get(0).id()).orElseThrow()))
                .hasSize(1600);
        store.move(ALICE, messages.get(0).id(), Folder.OLD, 9);
        assertThat(Sounds.octets(store.open(ALICE, messages.get(0).id()).orElseThrow()))
                .hasSize(1600);
        assertThat(Sounds.octets(store.open(ALICE, messages.get(1).id()).orElseThrow()))
                .hasSize(1600);
    }

    @Test
    void anotherTableThanAsterisksIsRefusedByName() throws SQLException {
        HikariDataSource pool = Databases.H2.open();
        try {
            assertThatThrownBy(() -> JdbcMessageStore.builder(pool)
                            .asteriskLayout("voicemessages", "/spool")
                            .build())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("voicemessages");
            try (Connection connection = pool.getConnection()) {
                Rows.run(connection, "create table voicemessages (dir varchar(80), msgnum int)");
            }
            assertThatThrownBy(() -> JdbcMessageStore.builder(pool)
                            .asteriskLayout("voicemessages", "/spool")
                            .build())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("voicemessages")
                    .hasMessageContaining("callerid");
            assertThatThrownBy(() -> JdbcMessageStore.builder(pool).asteriskLayout("x; drop table y", "/spool"))
                    .isInstanceOf(IllegalArgumentException.class);
        } finally {
            pool.close();
        }
    }

    @Test
    void aMailboxThatDoesNotFitItsColumnIsRefusedAndNeverCut() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        MailboxId wide = new MailboxId("default", "7".repeat(64));
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(wide, envelope(), ROOMY)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(1600));
            assertThatThrownBy(deposit::commit)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("mailboxuser")
                    .hasMessageContaining("voicemessages");
        }
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** What is met where Asterisk and years have been at work on a table. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class AsteriskTablesInTheFieldTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final String INBOX = "/var/spool/asterisk/voicemail/default/1000/INBOX";
    private static final String OLD = "/var/spool/asterisk/voicemail/default/1000/Old";
    private static final String NO_IDS =
            "create table voicemessages (msgnum int, dir varchar(80), context varchar(80), callerid varchar(80),"
                    + " origtime varchar(40), duration varchar(20), mailboxuser varchar(80), mailboxcontext varchar(80),"
                    + " recording ";

    private HikariDataSource source;
    private JdbcMessageStore store;
    private Connection asterisks;
    private AsteriskNode asterisk;

    private void openAt(Databases database, String spool, String table, String... schema) throws SQLException {
        String url = database.url();
        Databases.run(url, schema);
        source = Databases.pool(url, 6);
        store = JdbcMessageStore.builder(source).asteriskLayout(table, spool).build();
        asterisks = source.getConnection();
        asterisk = new AsteriskNode(asterisks, database == Databases.POSTGRESQL);
    }

    private void open(Databases database, String... schema) throws SQLException {
        openAt(database, JdbcMessageStoreBuilder.ASTERISK_SPOOL, "voicemessages", schema);
    }

    @AfterEach
    void close() throws SQLException {
        if (source != null) {
            asterisks.close();
            store.close();
            source.close();
        }
    }

    private Message leave(String name) {
        return leave(ALICE, name);
    }

    private Message leave(MailboxId mailbox, String name) {
        try (Deposit deposit = begin(mailbox, name)) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(1600));
            return deposit.commit().orElseThrow();
        }
    }

    private Deposit begin(MailboxId mailbox, String name) {
        Envelope envelope = Envelope.received(Instant.ofEpochSecond(1_795_374_126L))
                .caller(Party.of(name, "5551001"))
                .build();
        return ((DepositStart.Opened) store.beginDeposit(mailbox, envelope, new DepositTerms(100, Duration.ZERO)))
                .deposit();
    }

    private static Map<String, String> texts(String id) {
        return Map.of("msg_id", id, "origtime", "1795374126", "callerid", "\"Caller One\" <5551001>");
    }

    /** Asterisk fails on NULL; MariaDB says NULL where a column has no default. */
    @Test
    void columnsThatNobodyFillsAreEmptyAndNotNull() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LEFT_OVERS);
        Message message = leave("Caller One");
        assertThat(asterisk.retrieve(INBOX, 0)).containsKeys("macrocontext", "label", "read");
        Rows.update(asterisks, "update voicemessages set macrocontext = 'inner'");
        store.copy(ALICE, message.id(), new MailboxId("default", "1001"), Folder.INBOX, 9);
        assertThat(asterisk.retrieve(INBOX.replace("1000", "1001"), 0).get("macrocontext"))
                .isEqualTo("inner".getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoMessagesWithOneNumberAndNoIdsEachCanBeHeardMovedAndDeleted(Databases database) throws SQLException {
        String octets = database == Databases.MARIADB ? "longblob" : database == Databases.H2 ? "blob" : "bytea";
        open(database, NO_IDS + octets + ")");
        for (int i = 0; i < 4; i++) {
            Rows.update(
                    asterisks,
                    "insert into voicemessages (dir, msgnum, callerid, origtime, duration, recording)"
                            + " values (?, ?, ?, '1795374126', '1', ?)",
                    INBOX,
                    i / 3,
                    "<" + i + ">",
                    AsteriskNode.wav(1600 + 16 * i));
        }
        List<Message> messages = store.list(ALICE, Folder.INBOX);
        assertThat(messages).hasSize(4).extracting(Message::id).doesNotHaveDuplicates();
        for (Message message : messages) {
            int caller = Integer.parseInt(message.envelope().caller().number().orElseThrow());
            assertThat(Sounds.octets(store.open(ALICE, message.id()).orElseThrow()))
                    .hasSize(1600 + 16 * caller);
        }
        assertThat(store.delete(ALICE, messages.get(0).id())).isTrue();
        assertThat(store.move(ALICE, messages.get(1).id(), Folder.OLD, 9)).isEqualTo(MoveResult.DONE);
        assertThat(store.list(ALICE, Folder.INBOX))
                .extracting(Message::id)
                .containsExactlyInAnyOrder(messages.get(2).id(), messages.get(3).id());
        assertThat(Rows.all(asterisks, "select msgnum from voicemessages where dir = ?", row -> row.getInt(1), INBOX))
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aMessageWhoseSoundIsOnAnotherHostsDiskKeepsItsNumber(@TempDir Path spool) throws SQLException {
        openAt(Databases.POSTGRESQL, spool.toString(), "voicemessages", AsteriskSchemas.BYTEA);
        String inbox = spool.resolve("default/1000/INBOX").toString();
        asterisk.store(inbox, "1000", "default", texts("1-a"), AsteriskNode.wav(1600));
        asterisk.store(inbox, "1000", "default", texts("1-b"), "AUDMAGIC".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> store.delete(ALICE, new MessageId("1-a")))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("voicemessages", inbox, "message 1", "not on this host's");
        assertThat(asterisk.lastIndex(inbox)).isEqualTo(1);
        assertThat(store.delete(ALICE, new MessageId("1-b"))).isTrue();
        assertThat(store.delete(ALICE, new MessageId("1-a"))).isTrue();
    }

    @Test
    void aTableInAnotherDatabaseOfTheServerIsFound() throws SQLException {
        String other = Databases.MARIADB.url().replaceAll(".*/(\\w+)\\?.*", "$1");
        String table = other + ".voicemessages";
        openAt(
                Databases.MARIADB,
                JdbcMessageStoreBuilder.ASTERISK_SPOOL,
                table,
                AsteriskSchemas.LONGBLOB.replace("voicemessages (", table + " ("),
                "create table voicemessages (dir varchar(9))");
        JdbcSchema.of(source).tryToMakeChangeTriggers(table);
        leave("Caller One");
        assertThat(Rows.count(asterisks, "select count(*) from " + table)).isOne();
        assertThat(Rows.count(asterisks, "select count(*) from vm_dir_change")).isOne();
        JdbcSchema.of(source).removeChangeTriggers(table);
    }

    @Test
    void charactersAreKeptAsFarAsTheColumnTakesThem() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LONGBLOB + " default character set utf8mb3");
        leave("M\u00fcller \u4e2d \uD83D\uDE00");
        assertThat(Rows.first(asterisks, "select callerid from voicemessages", row -> row.getString(1)))
                .contains("\"M\u00fcller \u4e2d ?\" <5551001>");
    }

    /** As MariaDB's tables are unless somebody says otherwise. */
    @Test
    void mailboxesThatTheTableTakesForOneAreRefused() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LONGBLOB + " default character set utf8mb4 collate utf8mb4_general_ci");
        MailboxId anna = new MailboxId("default", "Anna");
        MailboxId small = new MailboxId("default", "anna");
        leave(anna, "Caller One");
        assertThatThrownBy(() -> leave(small, "Caller Two"))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("column dir of table voicemessages", "/anna/", "/Anna/", "utf8mb4_general_ci");
        assertThat(store.list(small, Folder.INBOX)).isEmpty();
        assertThat(store.list(anna, Folder.INBOX)).hasSize(1);
        Rows.update(asterisks, "alter table voicemessages convert to character set utf8mb4 collate utf8mb4_bin");
        leave(small, "Caller Two");
        assertThat(asterisk.lastIndex(INBOX.replace("1000", "anna"))).isZero();
    }

    /** As a table without a key may have them. */
    @ParameterizedTest
    @ValueSource(strings = {", msg_id varchar(40)", ""})
    void mailboxesThatTheTableTakesForOneAreReadApart(String ids) throws SQLException {
        open(Databases.MARIADB, NO_IDS + "longblob" + ids + ") default character set utf8mb4 collate utf8mb4_bin");
        MailboxId anna = new MailboxId("default", "Anna");
        MailboxId small = new MailboxId("default", "anna");
        Message one = leave(anna, "Caller One");
        leave(small, "Caller Two");
        leave(small, "Caller Three");
        try (GreetingRecording greeting = store.beginGreeting(small, GreetingKind.UNAVAILABLE)) {
            greeting.renditions().get(0).append(ByteBuffer.allocate(1600));
            greeting.commit();
        }
        Rows.update(asterisks, "alter table voicemessages convert to character set utf8mb4 collate utf8mb4_general_ci");
        store.close();
        store = JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                .build();

        assertThat(store.counts(anna).newMessages()).isEqualTo(1);
        assertThat(store.counts(small).newMessages()).isEqualTo(2);
        assertThat(store.list(anna, Folder.INBOX)).containsExactly(one);
        assertThat(store.find(small, one.id())).isEmpty();
        assertThat(store.open(anna, one.id())).isPresent();
        assertThat(store.greeting(anna, GreetingKind.UNAVAILABLE)).isEmpty();
        assertThat(store.greeting(small, GreetingKind.UNAVAILABLE)).isPresent();
        assertThatThrownBy(() -> leave(anna, "Caller Four")).isInstanceOf(StoreException.class);
    }

    /** Ten minutes of silence: the driver writes each of its zeros as two octets, and a statement may have 16 MiB. */
    @Test
    void aLongRecordingFitsWhateverItSoundsLike() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LONGBLOB);
        int octets = 600 * 16_000;
        try (Deposit deposit = begin(ALICE, "Caller One")) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(octets));
            assertThat(deposit.commit()).isPresent();
        }
        byte[] header = RiffHeader.encode(AudioEncoding.LINEAR_8K, octets);
        assertThat(asterisk.retrieve(INBOX, 0).get("recording"))
                .isEqualTo(
                        ByteBuffer.allocate(header.length + octets).put(header).array());
    }

    /** How it ends a visit: what was heard goes to Old, and the others get new numbers; all within milliseconds. */
    @Test
    void whatAsteriskMovesBetweenTwoLooksIsSeen() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        for (String id : List.of("1-100", "1-200")) {
            asterisk.store(INBOX, "1000", "default", texts(id), AsteriskNode.wav(1600));
        }
        for (String id : List.of("1-050", "1-150")) {
            asterisk.store(OLD, "1000", "default", texts(id), AsteriskNode.wav(1600));
        }
        AsteriskFolders folders = new AsteriskFolders(
                AsteriskTable.read(asterisks, "voicemessages"),
                new AsteriskDirs(JdbcMessageStoreBuilder.ASTERISK_SPOOL));
        Map<MailboxId, VersionLook.Version> before = folders.versions(asterisks, false);
        asterisk.copy(INBOX, 0, OLD, 2, "1000", "default");
        asterisk.delete(INBOX, 0);
        asterisk.rename(INBOX, 1, "1000", "default", INBOX, 0);
        assertThat(folders.versions(asterisks, false)).isNotEqualTo(before).containsOnlyKeys(ALICE);
    }

    @Test
    void whoMeetsAnAsteriskThatStoresTakesTheNextNumber() throws Exception {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        Message message = leave("Caller One");
        asterisks.setAutoCommit(false);
        asterisk.store(OLD, "1000", "default", texts("1-a"), AsteriskNode.wav(1600));
        CompletableFuture<MoveResult> moved =
                CompletableFuture.supplyAsync(() -> store.move(ALICE, message.id(), Folder.OLD, 9));
        Waiting.forALock(source);
        asterisks.commit();
        asterisks.setAutoCommit(true);
        assertThat(moved.get(60, TimeUnit.SECONDS)).isEqualTo(MoveResult.DONE);
        assertThat(store.list(ALICE, Folder.OLD))
                .extracting(Message::id)
                .containsExactly(new MessageId("1-a"), message.id());
    }

    /** An auditor's trigger has nothing to do with large objects. */
    @Test
    void triggersOfOthersAreLeftAlone() throws SQLException {
        open(
                Databases.POSTGRESQL,
                "create extension lo",
                AsteriskSchemas.LARGE_OBJECT,
                "create function audit() returns trigger language plpgsql as $$ begin return null; end $$",
                "create trigger audit after delete on voicemessages for each row execute function audit()");
        String names = "select tgname from pg_trigger where not tgisinternal and tgrelid = 'voicemessages'::regclass";
        assertThat(Rows.all(asterisks, names, row -> row.getString(1)))
                .containsExactlyInAnyOrder("audit", CleanUpTrigger.NAME);
        JdbcSchema.of(source).replaceCleanUpTrigger("voicemessages");
        assertThat(Rows.all(asterisks, names, row -> row.getString(1)))
                .containsExactlyInAnyOrder("audit", CleanUpTrigger.NAME);
        store.delete(ALICE, leave("Caller One").id());
        assertThat(Rows.count(asterisks, "select count(*) from pg_largeobject_metadata"))
                .isZero();
    }

    /** Whatever Asterisk deleted, a list asks for what is there. */
    @Test
    void whatIsKnownOfDeletedMessagesIsNotRead() throws SQLException {
        open(Databases.H2, AsteriskSchemas.BYTEA);
        Message message = leave("Caller One");
        asterisk.delete(INBOX, 0);
        Message other = leave("Caller Two");
        Extras extras = new Extras();
        assertThat(extras.of(asterisks, ALICE, List.of(other.id().value())))
                .containsOnlyKeys(other.id().value());
        assertThat(extras.of(asterisks, ALICE, List.of(message.id().value()))).hasSize(1);
        assertThat(extras.of(asterisks, ALICE, List.of())).isEmpty();
        assertThat(store.list(ALICE, Folder.INBOX)).containsExactly(other);
    }

    /** Callers' names of messages that Asterisk deleted are not kept for ever; those of messages that are there are. */
    @Test
    void whatIsKnownOfDeletedMessagesGoesAfterADay() throws SQLException {
        open(Databases.H2, AsteriskSchemas.BYTEA);
        Message deleted = leave("Caller One");
        Message kept = leave("Caller Two");
        asterisk.delete(INBOX, 0);
        Rows.update(asterisks, "update vm_extra set received_ms = received_ms - 2 * 86400000");
        store.close();
        store = JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                .build();
        leave("Caller Three");
        assertThat(Rows.all(asterisks, "select message_id from vm_extra", row -> row.getString(1)))
                .hasSize(2)
                .contains(kept.id().value())
                .doesNotContain(deleted.id().value());
    }
}

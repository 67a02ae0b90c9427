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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** Asterisk's rarer statements on rows of ours and ours on what they leave; many nodes on its table; what its table cannot take. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class AsteriskStatementsTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final int THREADS = 64;

    private HikariDataSource source;
    private JdbcMessageStore store;
    private Connection asterisks;
    private AsteriskNode asterisk;

    @TempDir
    private Path spool;

    private void open(Databases database, String... schema) throws SQLException {
        String url = database.url();
        Databases.run(url, schema);
        source = Databases.pool(url, 12);
        store = node();
        asterisks = source.getConnection();
        asterisk = new AsteriskNode(asterisks, database == Databases.POSTGRESQL);
    }

    private JdbcMessageStore node() {
        return JdbcMessageStore.builder(source)
                .asteriskLayout("voicemessages", spool.toString())
                .build();
    }

    private static String schema(Databases database) {
        return database == Databases.MARIADB ? AsteriskSchemas.LONGBLOB : AsteriskSchemas.BYTEA;
    }

    @AfterEach
    void close() throws SQLException {
        if (source != null) {
            asterisks.close();
            store.close();
            source.close();
        }
    }

    private String dir(String folder) {
        return spool.resolve("default/1000").resolve(folder).toString();
    }

    private static Envelope envelope() {
        return Envelope.received(Instant.ofEpochSecond(1_795_374_126L))
                .caller(Party.of("Caller One", "5551001"))
                .build();
    }

    private static Message leave(JdbcMessageStore node, Envelope envelope, int octets) {
        DepositTerms terms = new DepositTerms(1000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) node.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(octets));
            return deposit.commit().orElseThrow();
        }
    }

    private static Map<String, String> texts(String id) {
        return Map.of("msg_id", id, "origtime", "1795374126", "callerid", "\"Caller One\" <5551001>");
    }

    private List<MessageId> ids(Folder folder) {
        return store.list(ALICE, folder).stream().map(Message::id).toList();
    }

    private int octets(MessageId id) {
        return Sounds.octets(store.open(ALICE, id).orElseThrow()).length;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatAsteriskDoesToRowsOfOursIsWhatWeFind(Databases database) throws Exception {
        open(database, schema(database));
        MessageId first = leave(store, envelope().toBuilder().category("sales").build(), 1600)
                .id();
        MessageId second = leave(store, envelope(), 3200).id();
        MessageId urgent = leave(
                        store, envelope().toBuilder().urgency(Urgency.URGENT).build(), 4800)
                .id();
        assertThat(asterisk.waiting(spool.resolve("default/1000").toString())).isEqualTo(3);
        assertThat(asterisk.retrieve(dir("INBOX"), 0)).containsEntry("category", octetsOf("sales"));

        asterisk.copy(dir("INBOX"), 0, dir("Old"), 0, "1000", "default");
        asterisk.delete(dir("INBOX"), 0);
        asterisk.rename(dir("INBOX"), 1, "1000", "default", dir("INBOX"), 0);
        assertThat(ids(Folder.OLD)).containsExactly(first);
        assertThat(ids(Folder.INBOX)).containsExactly(urgent, second);
        assertThat(octets(first)).isEqualTo(1600);
        assertThat(octets(second)).isEqualTo(3200);
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(2, 1, 1, 0));

        MessageId other = new MessageId("1795374126-0000000f");
        asterisk.setId(dir("INBOX"), 0, other.value());
        assertThat(ids(Folder.INBOX)).containsExactly(urgent, other);
        assertThat(octets(other)).isEqualTo(3200);

        Files.createDirectories(spool.resolve("default/1000/INBOX"));
        Files.write(spool.resolve("default/1000/INBOX/msg0000.wav"), AsteriskNode.wav(3232));
        asterisk.leaveSoundOnDisk(dir("INBOX"), 0);
        assertThat(octets(other)).isEqualTo(3232);
    }

    private static byte[] octetsOf(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatAsteriskStoresNamesAndRenumbersIsListedMovedAndDeleted(Databases database) throws Exception {
        open(database, schema(database));
        Map<String, String> sales = new HashMap<>(texts(""));
        sales.put("category", "sales");
        asterisk.store(dir("INBOX"), "1000", "default", sales, AsteriskNode.wav(1600));
        asterisk.store(dir("INBOX"), "1000", "default", texts("1-b"), AsteriskNode.wav(3200));
        asterisk.store(dir("Urgent"), "1000", "default", urgent(), AsteriskNode.wav(4800));
        asterisk.setId(dir("INBOX"), 0, "1-a");
        assertThat(ids(Folder.INBOX)).containsExactly(new MessageId("1-u"), new MessageId("1-a"), new MessageId("1-b"));
        assertThat(store.find(ALICE, new MessageId("1-a"))
                        .orElseThrow()
                        .envelope()
                        .category())
                .isEqualTo("sales");
        assertThat(store.find(ALICE, new MessageId("1-u")).orElseThrow().isUrgent())
                .isTrue();

        store.move(ALICE, new MessageId("1-a"), Folder.OLD, 9);
        assertThat(store.delete(ALICE, new MessageId("1-u"))).isTrue();
        assertThat(asterisk.waiting(spool.resolve("default/1000").toString())).isEqualTo(1);
        assertThat(asterisk.retrieve(dir("INBOX"), 0)).containsEntry("msg_id", octetsOf("1-b"));
        assertThat(asterisk.retrieve(dir("Old"), 0))
                .containsEntry("msg_id", octetsOf("1-a"))
                .containsEntry("category", octetsOf("sales"))
                .containsEntry("recording", AsteriskNode.wav(1600));
    }

    private static Map<String, String> urgent() {
        Map<String, String> texts = new HashMap<>(texts("1-u"));
        texts.put("flag", "Urgent");
        return texts;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void manyThreadsOfTwoNodesNumberOneMailboxWithoutAGapOrADuplicate(Databases database) throws Exception {
        open(database, schema(database));
        try (JdbcMessageStore other = node()) {
            JdbcMessageStore[] nodes = {store, other};
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Message>> leaving = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    JdbcMessageStore node = nodes[thread % 2];
                    leaving.add(threads.submit(() -> leave(node, envelope(), 1600)));
                }
                List<MessageId> left = new ArrayList<>();
                for (Future<Message> one : leaving) {
                    left.add(one.get().id());
                }
                assertThat(ids(Folder.INBOX)).containsExactlyInAnyOrderElementsOf(left);
            } finally {
                threads.shutdown();
            }
        }
        assertThat(Rows.all(asterisks, "select msgnum from voicemessages order by msgnum", row -> row.getInt(1)))
                .containsExactlyElementsOf(IntStream.range(0, THREADS).boxed().toList());
    }

    /** As Asterisk's own scripts made it until somebody heard the first four seconds of a message. */
    @Test
    void aRecordingThatABlobOf64KiBCannotTakeIsRefusedAndNeverCut() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LONGBLOB.replace("longblob", "blob"));
        Message fits = leave(store, envelope(), 65_535 - 45);
        assertThat(octets(fits.id())).isEqualTo(65_490);
        assertThatThrownBy(() -> leave(store, envelope(), 65_536))
                .isInstanceOf(StoreException.class)
                .hasMessageContainingAll("column recording of table voicemessages", "65535", "65580");
        assertThat(ids(Folder.INBOX)).containsExactly(fits.id());
        assertThat(leave(store, envelope(), 1600).id())
                .isEqualTo(ids(Folder.INBOX).get(1));
    }

    /** The type, functions and trigger that a well-known book has its readers make by hand. */
    @Test
    void theBooksHandMadeLargeObjectsAreReadAndWrittenAndItsTriggerCleansUp() throws SQLException {
        open(
                Databases.POSTGRESQL,
                "create function loin (cstring) returns lo as 'oidin' language internal immutable strict",
                "create function loout (lo) returns cstring as 'oidout' language internal immutable strict",
                "create function lorecv (internal) returns lo as 'oidrecv' language internal immutable strict",
                "create function losend (lo) returns bytea as 'oidrecv' language internal immutable strict",
                "create type lo (input = loin, output = loout, receive = lorecv, send = losend,"
                        + " internallength = 4, passedbyvalue)",
                "create cast (lo as oid) without function as implicit",
                "create cast (oid as lo) without function as implicit",
                "create table voicemessages (uniqueid serial primary key, msgnum int4, dir varchar(255), context"
                        + " varchar(80), macrocontext varchar(80), callerid varchar(40), origtime varchar(40), duration"
                        + " varchar(20), mailboxuser varchar(80), mailboxcontext varchar(80), recording lo, label"
                        + " varchar(30), \"read\" bool default false, flag varchar(10))",
                "create function vm_lo_cleanup() returns trigger as $$ declare msgcount integer; begin"
                        + " if (tg_op = 'UPDATE') then if ((old.recording = new.recording) or (old.recording is null))"
                        + " then return new; end if; end if; select into msgcount count(*) as count from voicemessages"
                        + " where recording = old.recording; if (msgcount = 0) then perform"
                        + " lo_unlink(old.recording); end if; return old; end; $$ language plpgsql",
                "create trigger vm_lo_cleanup after delete or update on voicemessages for each row execute procedure"
                        + " vm_lo_cleanup()");
        assertThat(Rows.all(
                        asterisks,
                        "select tgname from pg_trigger where not tgisinternal and tgrelid = 'voicemessages'::regclass"
                                + " and tgname not like 'vm_dir%'",
                        row -> row.getString(1)))
                .containsExactly("vm_lo_cleanup");
        String odd = "c".repeat(60);
        Message message = leave(
                store, envelope().toBuilder().caller(Party.of(odd, "5551001")).build(), 32_000);
        assertThat(message.id().value()).matches("1795374126-[0-9a-f]{8}");
        assertThat(message.envelope().caller()).isEqualTo(Party.of(odd, "5551001"));
        assertThat(Rows.first(
                        asterisks,
                        "select callerid || macrocontext || label from voicemessages",
                        row -> row.getString(1).length()))
                .contains(40);
        store.move(ALICE, message.id(), Folder.OLD, 9);
        assertThat(ids(Folder.OLD)).containsExactly(message.id());
        assertThat(octets(message.id())).isEqualTo(32_000);
        store.copy(ALICE, message.id(), ALICE, Folder.WORK, 9);
        assertThat(largeObjects()).isEqualTo(2);
        assertThat(store.delete(ALICE, message.id())).isTrue();
        assertThat(largeObjects()).isOne();
        assertThat(store.list(ALICE, Folder.WORK)).hasSize(1).allSatisfy(copy -> {
            assertThat(octets(copy.id())).isEqualTo(32_000);
            assertThat(store.delete(ALICE, copy.id())).isTrue();
        });
        assertThat(largeObjects()).isZero();
    }

    private int largeObjects() throws SQLException {
        return Rows.count(asterisks, "select count(*) from pg_largeobject_metadata");
    }
}

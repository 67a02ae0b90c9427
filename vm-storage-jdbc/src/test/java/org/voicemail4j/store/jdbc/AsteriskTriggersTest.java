package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;

/** What anybody's statements change in Asterisk's table is found by what triggers write down, and without them. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class AsteriskTriggersTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "1001");
    private static final String SPOOL = "/var/spool/asterisk/voicemail/default/";
    private static final String INBOX = SPOOL + "1000/INBOX";
    private static final String OLD = SPOOL + "1000/Old";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private String url;
    private HikariDataSource source;
    private JdbcMessageStore store;
    private Connection asterisks;
    private AsteriskNode asterisk;

    private static String schema(Databases database) {
        return database == Databases.MARIADB ? AsteriskSchemas.LONGBLOB : AsteriskSchemas.BYTEA;
    }

    private void open(Databases database, String... schema) throws SQLException {
        url = database.url();
        Databases.run(url, schema);
        source = Databases.pool(url, 6);
        store = builder(source).asteriskTriggers().build();
        asterisks = source.getConnection();
        asterisk = new AsteriskNode(asterisks, database == Databases.POSTGRESQL);
    }

    private static JdbcMessageStoreBuilder builder(HikariDataSource source) {
        return JdbcMessageStore.builder(source).asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL);
    }

    @AfterEach
    void close() throws SQLException {
        if (source != null) {
            asterisks.close();
            store.close();
            source.close();
        }
    }

    private AsteriskLook look() throws SQLException {
        return look(source);
    }

    private AsteriskLook look(HikariDataSource source) throws SQLException {
        Transactions transactions = new Transactions(source);
        AsteriskDirs dirs = new AsteriskDirs(JdbcMessageStoreBuilder.ASTERISK_SPOOL);
        try (Connection connection = source.getConnection()) {
            AsteriskTable table = AsteriskTable.read(connection, "voicemessages");
            AsteriskFolders folders = new AsteriskFolders(table, dirs);
            Layout layout = new JdbcTables(builder(source)).open(connection);
            AsteriskLook look = new AsteriskLook(
                    new ChangeLog(ChangeTable.asterisks(dirs), transactions, layout, nanos::get),
                    new VersionLook(all -> transactions.read("read", "all", c -> folders.versions(c, all)), nanos::get),
                    () -> transactions.read("look", "triggers", c -> AsteriskTriggers.present(c, table)),
                    nanos::get);
            look.begin();
            return look;
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private MessageId leave(MailboxId mailbox) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(100, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(160));
            return deposit.commit().orElseThrow().id();
        }
    }

    private static Map<String, String> texts(String id) {
        return Map.of("msg_id", id, "origtime", "1795374126");
    }

    private int logged() throws SQLException {
        return Rows.count(asterisks, "select count(*) from vm_dir_change");
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void eachOfAsterisksStatementsIsSeenOnce(Databases database) throws SQLException {
        open(database, schema(database));
        AsteriskLook look = look();
        for (int n = 0; n < 3; n++) {
            asterisk.store(INBOX, "1000", "default", texts("1-" + n), new byte[10]);
            assertThat(look.changed()).containsExactly(ALICE);
        }
        assertThat(look.changed()).isEmpty();
        asterisk.copy(INBOX, 0, OLD, 0, "1000", "default");
        assertThat(look.changed()).containsExactly(ALICE);
        asterisk.delete(INBOX, 0);
        assertThat(look.changed()).containsExactly(ALICE);
        asterisk.rename(INBOX, 1, "1000", "default", SPOOL + "1001/INBOX", 0);
        assertThat(look.changed()).containsExactlyInAnyOrder(ALICE, BOB);
        asterisk.store(SPOOL + "1001/unavail", -1, "1001", "default", texts(""), new byte[10]);
        assertThat(look.changed()).containsExactly(BOB);
        Rows.update(asterisks, "update voicemessages set flag = 'Urgent' where dir = ?", INBOX);
        assertThat(look.changed()).containsExactly(ALICE);
        Rows.update(asterisks, "insert into voicemessages (dir, msgnum) values ('', 1)");
        assertThat(look.changed()).as("nobody's").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void ourOwnChangesAreSeenOnce(Databases database) throws SQLException {
        open(
                database,
                schema(database),
                "alter table voicemessages drop column flag",
                "alter table voicemessages drop column category");
        AsteriskLook look = look();
        MessageId id = leave(ALICE);
        assertThat(look.changed()).containsExactly(ALICE);
        store.move(ALICE, id, Folder.OLD, 100);
        assertThat(look.changed()).containsExactly(ALICE);
        store.copy(ALICE, id, BOB, Folder.INBOX, 100);
        assertThat(look.changed()).contains(BOB);
        store.change(
                ALICE,
                id,
                envelope ->
                        envelope.toBuilder().sensitivity(Sensitivity.PRIVATE).build());
        assertThat(look.changed()).as("in no column of this table").containsExactly(ALICE);
        store.delete(ALICE, id);
        assertThat(look.changed()).containsExactly(ALICE);
        try (GreetingRecording greeting = store.beginGreeting(BOB, GreetingKind.BUSY)) {
            greeting.renditions().get(0).append(ByteBuffer.allocate(160));
            greeting.commit();
        }
        assertThat(look.changed()).containsExactly(BOB);
        assertThat(look.changed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatWasSeenIsForgottenAndWhoClosesManyGapsWritesLittle(Databases database) throws SQLException {
        open(database, schema(database));
        for (int n = 0; n < 20; n++) {
            asterisk.store(INBOX, "1000", "default", texts("1-" + n), new byte[10]);
        }
        AsteriskLook look = look();
        int before = logged();
        store.delete(ALICE, new MessageId("1-0"));
        assertThat(logged() - before).isBetween(1, 4);
        assertThat(look.changed()).containsExactly(ALICE);
        look.tidy();
        pass(Duration.ofMinutes(11));
        look.tidy();
        assertThat(logged()).isZero();
        assertThat(look.changed()).contains(ALICE);
        assertThat(look.changed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoseTriggersGoFindsOutWithinTenMinutesAndMissesNothing(Databases database) throws SQLException {
        open(database, schema(database));
        AsteriskLook look = look();
        JdbcSchema.of(source).removeChangeTriggers("voicemessages");
        asterisk.store(INBOX, "1000", "default", texts("1-1"), new byte[10]);
        assertThat(look.changed()).isEmpty();
        pass(Duration.ofMinutes(10));
        assertThat(look.changed()).containsExactly(ALICE);
        asterisk.store(INBOX, "1000", "default", texts("1-2"), new byte[10]);
        assertThat(look.changed()).as("by reading all").containsExactly(ALICE);
        JdbcSchema.of(source).tryToMakeChangeTriggers("voicemessages");
        pass(Duration.ofMinutes(10));
        assertThat(look.changed())
                .as("with what the looks in between did not read")
                .containsExactly(ALICE);
        asterisk.delete(INBOX, 1);
        assertThat(look.changed()).containsExactly(ALICE);
        assertThat(logged()).isOne();
    }

    @Test
    void whatTriggersDoNotSeeIsFoundWithinTenMinutes() throws SQLException {
        open(Databases.MARIADB, AsteriskSchemas.LONGBLOB);
        asterisk.store(INBOX, "1000", "default", texts("1-1"), new byte[10]);
        AsteriskLook look = look();
        Rows.run(asterisks, "truncate table voicemessages");
        assertThat(look.changed()).isEmpty();
        pass(Duration.ofMinutes(10));
        assertThat(look.changed()).containsExactly(ALICE);
    }

    /** No lamp shows it, so that it is looked for more rarely. */
    @Test
    void withoutTriggersAMessageInTheNumberOfAnotherIsFoundTenSecondsLater() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        JdbcSchema.of(source).removeChangeTriggers("voicemessages");
        asterisk.store(INBOX, "1000", "default", texts("1-1"), new byte[10]);
        AsteriskLook look = look();
        asterisk.store(INBOX, 0, "1000", "default", texts("2-1"), new byte[10]);
        assertThat(look.changed()).isEmpty();
        pass(Duration.ofSeconds(10));
        assertThat(look.changed()).containsExactly(ALICE);
        assertThat(look.changed()).isEmpty();
    }

    @Test
    void asterisksUserNeedsNoRightsOnOurTables() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        AsteriskLook look = look();
        Databases.run(url, "create role asterisk_alone", "grant all on voicemessages to asterisk_alone");
        Rows.run(asterisks, "set role asterisk_alone");
        asterisk.store(INBOX, "1000", "default", texts("1-1"), new byte[10]);
        Rows.run(asterisks, "reset role");
        assertThat(look.changed()).containsExactly(ALICE);
        Databases.run(url, "drop owned by asterisk_alone", "drop role asterisk_alone");
    }

    @Test
    void whoMayMakeNoTriggersReadsTheTable() throws SQLException {
        open(Databases.POSTGRESQL, AsteriskSchemas.BYTEA);
        JdbcSchema.of(source).removeChangeTriggers("voicemessages");
        Databases.run(
                url,
                "create role vm_alone login",
                "grant all on all tables in schema public to vm_alone",
                "revoke trigger on voicemessages from vm_alone");
        seesByReadingAll(url.replace("user=postgres", "user=vm_alone"));
        Databases.run(url, "drop owned by vm_alone", "drop role vm_alone");
    }

    private void seesByReadingAll(String url) throws SQLException {
        try (HikariDataSource mine = Databases.pool(url, 6);
                JdbcMessageStore limited = builder(mine).asteriskTriggers().build()) {
            AsteriskLook look = look(mine);
            asterisk.store(INBOX, "1000", "default", texts("1-1"), new byte[10]);
            assertThat(look.changed()).containsExactly(ALICE);
            assertThat(limited.list(ALICE, Folder.INBOX)).hasSize(1);
            assertThat(logged()).isZero();
        }
    }

    @Test
    void h2HasNoneAndIsReadWhole() throws SQLException {
        open(Databases.H2, AsteriskSchemas.BYTEA);
        AsteriskLook look = look();
        leave(ALICE);
        assertThat(look.changed()).containsExactly(ALICE);
        assertThat(logged()).isZero();
        JdbcSchema.of(source).removeChangeTriggers("voicemessages");
    }

    /** A trigger that lets large objects go is made, and is replaced, without touching these. */
    @Test
    void theTriggerThatLetsLargeObjectsGoIsAnotherMatter() throws SQLException {
        open(Databases.POSTGRESQL, "create extension lo", AsteriskSchemas.LARGE_OBJECT);
        String names = "select tgname from pg_trigger where not tgisinternal and tgrelid = 'voicemessages'::regclass";
        Rows.run(asterisks, "drop trigger " + CleanUpTrigger.NAME + " on voicemessages");
        builder(source).build().close();
        JdbcSchema.of(source).replaceCleanUpTrigger("voicemessages");
        List<String> there = Rows.all(asterisks, names, row -> row.getString(1));
        assertThat(there)
                .containsExactlyInAnyOrder(
                        CleanUpTrigger.NAME,
                        "vm_dir_insert_voicemessages",
                        "vm_dir_update_voicemessages",
                        "vm_dir_delete_voicemessages");
    }
}

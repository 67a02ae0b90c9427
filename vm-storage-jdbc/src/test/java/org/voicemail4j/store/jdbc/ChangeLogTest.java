package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;

/** What has changed in our own tables is found by what changed, in whatever order it was committed, and none is missed. */
class ChangeLogTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "1001");

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - 1); // as little as its zero may its sign mean something

    private ChangeLog log(HikariDataSource source) throws SQLException {
        return new ChangeLog(ChangeTable.OURS, new Transactions(source), layout(source), nanos::get);
    }

    private static Layout layout(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new JdbcTables(JdbcMessageStore.builder(source)).open(connection);
        }
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static MessageId leave(JdbcMessageStore store, MailboxId mailbox) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(mailbox, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(160));
            return deposit.commit().orElseThrow().id();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachKindOfChangeIsFoundOnce(Databases database) throws SQLException {
        try (HikariDataSource source = database.open();
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            ChangeLog log = log(source);
            log.begin();
            MessageId id = leave(store, ALICE);
            assertThat(log.changed()).containsExactly(ALICE);
            assertThat(log.changed()).isEmpty();
            store.move(ALICE, id, Folder.OLD, 100);
            assertThat(log.changed()).containsExactly(ALICE);
            store.copy(ALICE, id, BOB, Folder.INBOX, 100);
            assertThat(log.changed()).containsExactly(BOB);
            store.change(
                    ALICE,
                    id,
                    envelope -> envelope.toBuilder().urgency(Urgency.URGENT).build());
            assertThat(log.changed()).containsExactly(ALICE);
            store.delete(ALICE, id);
            assertThat(log.changed()).containsExactly(ALICE);
            try (GreetingRecording greeting = store.beginGreeting(BOB, GreetingKind.BUSY)) {
                greeting.renditions().get(0).append(ByteBuffer.allocate(160));
                greeting.commit();
            }
            assertThat(log.changed()).containsExactly(BOB);
            assertThat(log.changed()).isEmpty();
        }
    }

    /** Numbers are given before commit: whoever only looks for higher ones than he has seen misses this. */
    @ParameterizedTest
    @EnumSource
    void whatIsCommittedLateIsFoundAlthoughOthersHaveHigherNumbers(Databases database) throws SQLException {
        try (HikariDataSource source = database.open();
                JdbcMessageStore store = JdbcMessageStore.on(source);
                Connection slow = source.getConnection()) {
            leave(store, ALICE);
            ChangeLog log = log(source);
            log.begin();
            slow.setAutoCommit(false);
            new NativeLock(Dialect.of(slow)).take(slow, ALICE);
            leave(store, BOB);
            assertThat(log.changed()).containsExactly(BOB);
            leave(store, BOB);
            assertThat(log.changed()).containsExactly(BOB);
            slow.commit();
            assertThat(log.changed()).containsExactly(ALICE);
            assertThat(log.changed()).isEmpty();
            slow.setAutoCommit(true);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCommittedAfterMoreOthersThanALookGoesBackIsFoundTenSecondsLater(Databases database) throws SQLException {
        try (HikariDataSource source = database.open();
                JdbcMessageStore store = JdbcMessageStore.on(source);
                Connection slow = source.getConnection()) {
            leave(store, ALICE);
            ChangeLog log = log(source);
            log.begin();
            slow.setAutoCommit(false);
            new NativeLock(Dialect.of(slow)).take(slow, ALICE);
            changes(source, BOB, ChangeLog.OVERLAP + 10);
            assertThat(log.changed()).containsExactly(BOB);
            slow.commit();
            pass(Duration.ofSeconds(9));
            assertThat(log.changed()).isEmpty();
            pass(Duration.ofSeconds(1));
            assertThat(log.changed()).containsExactly(ALICE);
            slow.setAutoCommit(true);
        }
    }

    @Test
    void whereNobodyLooksRowsDoNotPileUp() throws SQLException {
        try (HikariDataSource source = Databases.H2.open();
                JdbcMessageStore store = JdbcMessageStore.on(source);
                Connection connection = source.getConnection()) {
            for (int i = 0; i < 255; i++) {
                leave(store, ALICE);
            }
            Rows.run(connection, "insert into vm_change (change_id, context, box_number) values (200000, 'a', 'b')");
            leave(store, ALICE);
            assertThat(Rows.count(connection, "select count(*) from vm_change")).isEqualTo(2);
            assertThat(Rows.count(connection, "select max(rows_deleted) from vm_change_swept"))
                    .isEqualTo(255);
        }
    }

    private static void changes(HikariDataSource source, MailboxId mailbox, int count) throws SQLException {
        String row = "('" + mailbox.context() + "', '" + mailbox.number() + "')";
        String rows =
                String.join(", ", IntStream.range(0, count).mapToObj(n -> row).toList());
        try (Connection connection = source.getConnection()) {
            Rows.run(connection, "insert into vm_change (context, box_number) values " + rows);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatWereSeenLongAgoAreDeletedAndNobodyWhoLookedInTimeMindsIt(Databases database) throws SQLException {
        try (HikariDataSource source = database.open();
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            ChangeLog tidying = log(source);
            ChangeLog looking = log(source);
            ChangeLog away = log(source);
            tidying.begin();
            looking.begin();
            away.begin();
            leave(store, ALICE);
            leave(store, BOB);
            assertThat(tidying.changed()).containsExactlyInAnyOrder(ALICE, BOB);
            assertThat(looking.changed()).containsExactlyInAnyOrder(ALICE, BOB);
            tidying.tidy();
            pass(Duration.ofMinutes(9));
            tidying.tidy();
            assertThat(rows(source)).isEqualTo(2);
            leave(store, BOB);
            pass(Duration.ofMinutes(1));
            tidying.tidy();
            assertThat(rows(source)).isOne();
            assertThat(tidying.changed()).containsExactly(BOB);
            assertThat(looking.changed()).containsExactly(BOB);
            assertThat(away.changed()).as("all there are").isEqualTo(Set.of(ALICE, BOB));
            pass(Duration.ofMinutes(1));
            assertThat(away.changed()).isEmpty();
        }
    }

    private static int rows(HikariDataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Rows.count(connection, "select count(*) from vm_change");
        }
    }

    @Test
    void whoCouldNotBeginTakesAllForChangedOnce() throws SQLException {
        try (HikariDataSource source = Databases.H2.open();
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            leave(store, ALICE);
            ChangeLog log = log(source);
            assertThat(log.changed()).containsExactly(ALICE);
            assertThat(log.changed()).isEmpty();
        }
    }

    /** Programs that only deposit look for no changes, and so delete none. */
    @Test
    void whatPiledUpIsDeletedAtTheNextStart() throws SQLException {
        try (HikariDataSource source = Databases.H2.open();
                JdbcMessageStore store = JdbcMessageStore.on(source)) {
            leave(store, ALICE);
            ChangeLog away = log(source);
            away.begin();
            try (Connection connection = source.getConnection()) {
                Rows.run(
                        connection,
                        "insert into vm_change (context, box_number) select 'default', '1001' from"
                                + " system_range(1, 100500)");
            }
            JdbcMessageStore.on(source).close();
            assertThat(rows(source)).isEqualTo(100_000);
            pass(Duration.ofMinutes(1));
            assertThat(away.changed()).containsExactlyInAnyOrder(ALICE, BOB);
        }
    }
}

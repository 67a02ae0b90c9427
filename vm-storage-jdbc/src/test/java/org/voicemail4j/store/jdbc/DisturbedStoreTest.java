package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.ManualClock;

/** A store of which something goes wrong around it. */
class DisturbedStoreTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");

    private static MessageId leave(JdbcMessageStore store, int octets) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(octets));
            return deposit.commit().orElseThrow().id();
        }
    }

    /** Usual where the pool serves Hibernate or Spring, too. */
    @Test
    void poolsThatDoNotCommitByThemselvesWillDo() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Databases.POSTGRESQL.url());
        config.setMaximumPoolSize(6);
        config.setMinimumIdle(0);
        config.setAutoCommit(false);
        try (HikariDataSource source = new HikariDataSource(config)) {
            JdbcSchema.of(source).upgrade(JdbcSchema.LATEST - 1);
            try (JdbcMessageStore store = JdbcMessageStore.builder(source)
                    .changePause(Duration.ofMinutes(10))
                    .notifications()
                    .build()) {
                BlockingQueue<MailboxId> told = new LinkedBlockingQueue<>();
                store.changes().listen(told::add);
                MessageId id = leave(store, 1600);
                assertThat(told.poll(60, TimeUnit.SECONDS)).isEqualTo(ALICE);
                assertThat(store.move(ALICE, id, Folder.OLD, 9)).isEqualTo(MoveResult.DONE);
                assertThat(store.counts(ALICE).oldMessages()).isOne();
            }
        }
    }

    @Test
    void readsThatMeetAConflictAreTriedAgainAndOthersAreNot() {
        try (HikariDataSource source = Databases.H2.open()) {
            Transactions transactions = new Transactions(source);
            AtomicInteger tries = new AtomicInteger();
            assertThat(transactions.<Integer>read("read", "it", connection -> {
                        if (tries.incrementAndGet() < 3) {
                            throw new SQLException("serialisation failure", "40001");
                        }
                        return tries.get();
                    }))
                    .isEqualTo(3);
            assertThatThrownBy(() -> transactions.read("read", "it", connection -> {
                        throw new SQLException("gone", "08006");
                    }))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(SqlFailures.isConflict(new SQLException("rolled back by a plug-in", "40000", 3101)))
                .isTrue();
        assertThat(SqlFailures.isConflict(new SQLException("perhaps committed", "40003")))
                .isFalse();
    }

    @Test
    void whoFoundNoThreadToLookListensAgain() throws InterruptedException {
        AtomicInteger threads = new AtomicInteger();
        BlockingQueue<Boolean> looks = new LinkedBlockingQueue<>();
        JdbcChangeFeed.Look look = new JdbcChangeFeed.Look() {
            @Override
            public void begin() {
                // nothing is there
            }

            @Override
            public Set<MailboxId> changed() {
                looks.add(true);
                return Set.of();
            }

            @Override
            public void tidy() {
                // nothing is there
            }
        };
        try (JdbcChangeFeed feed = new JdbcChangeFeed(
                look,
                Duration.ofMillis(1),
                work -> {
                    if (threads.getAndIncrement() == 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(work);
                },
                Optional.empty())) {
            assertThatThrownBy(() -> feed.listen(mailbox -> {})).isInstanceOf(OutOfMemoryError.class);
            feed.listen(mailbox -> {});
            assertThat(looks.poll(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void deliveriesOfLongAgoAreForgottenWithoutARestart() throws SQLException {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        try (HikariDataSource source = Databases.H2.open();
                JdbcMessageStore store =
                        JdbcMessageStore.builder(source).clock(clock).build()) {
            for (int n = 0; n < 257; n++) {
                Delivery delivery = new Delivery(new DeliveryKey("key" + n), new MessageId("1-" + n), Folder.INBOX);
                try (Deposit deposit = store.beginDelivery(
                                ALICE, Envelope.received(Instant.EPOCH).build(), delivery)
                        .orElseThrow()) {
                    deposit.renditions().get(0).append(ByteBuffer.allocate(160));
                    if (n == 250) {
                        clock.advance(Duration.ofDays(100));
                    }
                    deposit.commit();
                }
            }
            try (Connection connection = source.getConnection()) {
                assertThat(Rows.count(connection, "select count(*) from vm_delivery"))
                        .isEqualTo(7);
            }
        }
    }
}

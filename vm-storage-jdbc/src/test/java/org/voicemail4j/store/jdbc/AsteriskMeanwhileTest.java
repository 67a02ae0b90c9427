package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MoveResult;

/** What Asterisk, which takes none of our locks, does to a row between our look at it and our statement. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class AsteriskMeanwhileTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "1001");

    private HikariDataSource pool;
    private WatchedSource watched;
    private JdbcMessageStore store;

    private void open(Databases database) throws SQLException {
        String url = database.url();
        Databases.run(url, database == Databases.MARIADB ? AsteriskSchemas.LONGBLOB : AsteriskSchemas.BYTEA);
        pool = Databases.pool(url, 4);
        watched = new WatchedSource(pool);
        store = JdbcMessageStore.builder(watched.source())
                .asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                .build();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void run(String... statements) {
        try (Connection connection = pool.getConnection()) {
            for (String sql : statements) {
                Rows.update(connection, sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Message leave() {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(99, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(1600));
            return deposit.commit().orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whatIsDeletedWhileItIsCopiedIsNotSaidToBeCopied(Databases database) throws SQLException {
        open(database);
        Message message = leave();
        watched.before("insert into voicemessages", () -> run("delete from voicemessages"));
        assertThat(store.copy(ALICE, message.id(), BOB, Folder.INBOX, 9)).isEqualTo(MoveResult.NOT_FOUND);
        assertThat(store.list(BOB, Folder.INBOX)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void whoseGapIsClosedAlreadyClosesItNoSecondTime(Databases database) throws SQLException {
        open(database);
        Message first = leave();
        Message second = leave();
        watched.before(
                "delete from voicemessages",
                () -> run(
                        "delete from voicemessages where msgnum = 0",
                        "update voicemessages set msgnum = 0 where msgnum = 1"));
        assertThat(store.delete(ALICE, first.id())).isFalse();
        assertThat(store.list(ALICE, Folder.INBOX)).extracting(Message::id).containsExactly(second.id());
        try (Connection connection = pool.getConnection()) {
            assertThat(Rows.count(connection, "select count(*) from voicemessages where msgnum = 0"))
                    .isOne();
        }
    }
}

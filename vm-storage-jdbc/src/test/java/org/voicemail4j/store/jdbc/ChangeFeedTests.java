package org.voicemail4j.store.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.testkit.ChangeFeedContract;

/** Two nodes on one database: what one deposits, the other learns. */
abstract class ChangeFeedTests implements ChangeFeedContract {

    private final HikariDataSource pool;
    private final SwitchableSource source;
    private final JdbcMessageStore here;
    private final JdbcMessageStore there;

    ChangeFeedTests(Databases database, String... schema) {
        String url = database.url();
        try {
            Databases.run(url, schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        pool = Databases.pool(url, 6);
        source = new SwitchableSource(pool);
        here = configure(JdbcMessageStore.builder(source)).build();
        there = configure(JdbcMessageStore.builder(pool)).build();
    }

    JdbcMessageStoreBuilder configure(JdbcMessageStoreBuilder builder) {
        return builder.changePause(Duration.ofMillis(50));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
        pool.close();
    }

    @Override
    public ChangeFeed feed() {
        return here.changes();
    }

    @Override
    public void change(MailboxId mailbox) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(100, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) there.beginDeposit(mailbox, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(1600));
            deposit.commit();
        }
    }

    @Override
    public void interrupt() {
        source.away(true);
    }

    @Override
    public void restore() {
        source.away(false);
    }
}

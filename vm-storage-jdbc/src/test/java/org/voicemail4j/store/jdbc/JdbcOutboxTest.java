package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.OutboxContract;

/** What must be sent, in every database, beside our own tables and beside Asterisk's. */
class JdbcOutboxTest {

    @Nested
    class InH2 extends InRows {
        InH2() {
            super(Databases.H2, List.of());
        }
    }

    @Nested
    class InPostgresql extends InRows {
        InPostgresql() {
            super(Databases.POSTGRESQL, List.of());
        }
    }

    @Nested
    class InMariadb extends InRows {
        InMariadb() {
            super(Databases.MARIADB, List.of());
        }
    }

    @Nested
    class BesideAsterisksTable extends InRows {
        BesideAsterisksTable() {
            super(Databases.MARIADB, List.of(AsteriskSchemas.LONGBLOB));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class InRows implements OutboxContract {

        private final HikariDataSource source;
        private final boolean asterisk;
        private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45.678Z");
        private MessageStore store;

        InRows(Databases database, List<String> schema) {
            String url = database.url();
            try {
                Databases.run(url, schema.toArray(String[]::new));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            source = Databases.pool(url, 12);
            asterisk = !schema.isEmpty();
            store = open();
        }

        private MessageStore open() {
            JdbcMessageStoreBuilder builder =
                    JdbcMessageStore.builder(source).clock(clock).dispatches(RULE);
            return asterisk
                    ? builder.asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL)
                            .build()
                    : builder.build();
        }

        @BeforeEach
        void empty() throws SQLException {
            List<String> tables = asterisk
                    ? List.of("voicemessages", "vm_folder", "vm_extra", "vm_outbox")
                    : List.of("vm_message", "vm_recording", "vm_mailbox", "vm_outbox");
            try (Connection connection = source.getConnection()) {
                for (String table : tables) {
                    Rows.update(connection, "delete from " + table);
                }
            }
            store = open();
        }

        @AfterAll
        void close() {
            source.close();
        }

        @Override
        public MessageStore store() {
            return store;
        }

        @Override
        public ManualClock clock() {
            return clock;
        }

        @Test
        void severalNodesSendEachEntryOnce() throws Exception {
            IntStream.range(0, 60)
                    .forEach(i -> outbox().add(
                                    ALICE,
                                    new MessageId("1795551825-" + (10000000 + i)),
                                    new Dispatch("mail", "" + i)));
            Set<String> claimed = ConcurrentHashMap.newKeySet();
            CountDownLatch ready = new CountDownLatch(4);
            ExecutorService nodes = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> running = IntStream.range(0, 4)
                        .<Future<?>>mapToObj(i -> nodes.submit(() -> {
                            Outbox outbox = open().outbox().orElseThrow();
                            ready.countDown();
                            ready.await();
                            while (!outbox.list(1).isEmpty()) {
                                for (OutboxEntry entry : outbox.claim(5, CLAIM)) {
                                    assertThat(claimed.add(entry.id())).isTrue();
                                    outbox.sent(entry);
                                }
                            }
                            return i;
                        }))
                        .toList();
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                nodes.shutdownNow();
            }
            assertThat(claimed).hasSize(60);
        }
    }
}

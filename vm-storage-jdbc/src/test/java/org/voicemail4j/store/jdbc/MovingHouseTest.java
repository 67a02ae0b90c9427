package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.CopyListener;
import org.voicemail4j.store.CopyOutcome;
import org.voicemail4j.store.CopyReport;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreCopy;
import org.voicemail4j.testkit.Envelopes;
import org.voicemail4j.testkit.StoreUnderTest;

/** Mailboxes are copied from one layout into another, of whatever database. */
class MovingHouseTest implements StoreUnderTest {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    @SuppressWarnings("NullAway.Init") // each test makes its own
    private JdbcMessageStore source;

    /** The kinds of store, and what is run in a fresh database for each. */
    enum Kind {
        NATIVE_POSTGRESQL(Databases.POSTGRESQL),
        NATIVE_MARIADB(Databases.MARIADB),
        NATIVE_H2(Databases.H2),
        BYTEA(Databases.POSTGRESQL, AsteriskSchemas.BYTEA),
        LARGE_OBJECT(Databases.POSTGRESQL, "create extension lo", AsteriskSchemas.LARGE_OBJECT),
        LONGBLOB(Databases.MARIADB, AsteriskSchemas.LONGBLOB),
        WITHOUT_IDS(Databases.POSTGRESQL, AsteriskSchemas.BYTEA, "alter table voicemessages drop column msg_id");

        private final Databases database;
        private final String[] schema;

        Kind(Databases database, String... schema) {
            this.database = database;
            this.schema = schema;
        }
    }

    private JdbcMessageStore open(Kind kind) throws SQLException {
        String url = kind.database.url();
        Databases.run(url, kind.schema);
        HikariDataSource pool = Databases.pool(url, 4);
        opened.push(pool);
        JdbcMessageStoreBuilder builder = JdbcMessageStore.builder(pool);
        return (kind.schema.length == 0
                        ? builder
                        : builder.asteriskLayout("voicemessages", JdbcMessageStoreBuilder.ASTERISK_SPOOL))
                .build();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Override
    public MessageStore store() {
        return source;
    }

    /** A ring: each kind once as source and once as target. */
    static Stream<List<Kind>> pairs() {
        Kind[] kinds = Kind.values();
        return Stream.iterate(0, i -> i < kinds.length, i -> i + 1)
                .map(i -> List.of(kinds[i], kinds[(i + 3) % kinds.length]));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void allIsCopiedOnceAndSoundsAlike(List<Kind> pair) throws SQLException {
        source = open(pair.get(0));
        JdbcMessageStore target = open(pair.get(1));
        for (int i = 0; i < 3; i++) {
            leave(ALICE, envelope().toBuilder().callId("call " + i).build(), Duration.ofSeconds(2 + i));
        }
        leaveUrgent(ALICE);
        Message old = leave(ALICE, Envelopes.random(7), Duration.ofSeconds(1));
        source.move(ALICE, old.id(), Folder.OLD, 99);
        try (GreetingRecording greeting = source.beginGreeting(ALICE, GreetingKind.UNAVAILABLE)) {
            record(greeting, Duration.ofSeconds(1), 5);
            greeting.commit();
        }
        StoreCopy copy = new StoreCopy(source, target, AudioTranscoder.COPYING, CopyListener.NOBODY);
        CopyReport copied = copy.copy(ALICE);
        assertThat(copied.messages().outcomes()).isEqualTo(Map.of(CopyOutcome.COPIED, 5L));
        assertThat(copied.greetings().outcomes()).isEqualTo(Map.of(CopyOutcome.COPIED, 1L));
        CopyReport again = copy.copy(ALICE);
        assertThat(again.messages().outcomes()).isEqualTo(Map.of(CopyOutcome.THERE, 5L));
        assertThat(again.greetings().outcomes()).isEqualTo(Map.of(CopyOutcome.THERE, 1L));
        CopyReport compared = copy.verify(ALICE);
        assertThat(compared.messages().outcomes()).isEqualTo(Map.of(CopyOutcome.SAME, 5L));
        assertThat(compared.greetings().outcomes()).isEqualTo(Map.of(CopyOutcome.SAME, 1L));
        assertThat(target.mailboxes()).containsExactly(ALICE);
        assertThat(target.counts(ALICE)).isEqualTo(source.counts(ALICE));
        assertThat(target.list(ALICE, Folder.INBOX))
                .extracting(Message::envelope)
                .isEqualTo(source.list(ALICE, Folder.INBOX).stream()
                        .map(Message::envelope)
                        .toList());
    }
}

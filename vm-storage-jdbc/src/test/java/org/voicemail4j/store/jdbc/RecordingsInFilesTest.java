package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.MessageStoreContract;
import org.voicemail4j.testkit.Sounds;

/** Rows in the database, sound in files: the contract, and after each test as many files as rows name. */
@SuppressWarnings("NullAway.Init") // each test opens its own
class RecordingsInFilesTest implements MessageStoreContract, FormerGreetingContract, LedgerContract {

    @TempDir
    Path folder;

    private HikariDataSource source;
    private JdbcMessageStore store;

    @BeforeEach
    void open() {
        source = Databases.H2.open();
        store = JdbcMessageStore.builder(source)
                .recordings(new FileRecordingStore(folder))
                .build();
    }

    @AfterEach
    void everyFileIsNamedByARow() throws SQLException, IOException {
        try (Connection connection = source.getConnection();
                Stream<Path> files = Files.walk(folder)) {
            assertThat(Rows.count(connection, "select count(*) from vm_chunk")).isZero();
            int discarded = Rows.count(connection, "select count(*) from vm_discarded");
            assertThat(files.filter(Files::isRegularFile).count() - discarded)
                    .isEqualTo(Rows.count(connection, "select count(*) from vm_recording"));
        }
        source.close();
    }

    @Override
    public LedgeredStore store() {
        return store;
    }

    @Test
    void whatWasInRowsBeforeIsStillHeardAndDeleted() {
        store = JdbcMessageStore.on(source);
        MessageId id = leave(ALICE).id();
        byte[] sound = heard(ALICE, id);
        store = JdbcMessageStore.builder(source)
                .recordings(new FileRecordingStore(folder))
                .build();
        assertThat(heard(ALICE, id)).isEqualTo(sound);
        assertThat(store.delete(ALICE, id)).isTrue();
    }

    private JdbcMessageStore openAfter(HikariDataSource database, int days) {
        return JdbcMessageStore.builder(database)
                .recordings(new FileRecordingStore(folder))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(days)))
                .build();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        new FileRecordingStore(folder).forEachBefore(Instant.MAX, names::add);
        return names;
    }

    @Test
    void whatNoRowNamesIsDeletedAfterThirtyDays() {
        MessageId id = leave(ALICE).id();
        byte[] sound = heard(ALICE, id);
        String named = names().get(0);
        String orphan = named.substring(0, named.length() - 4) + "0000";
        new FileRecordingStore(folder).write(orphan, Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(1), 1));
        openAfter(source, 29).close();
        assertThat(names()).containsExactlyInAnyOrder(named, orphan);
        openAfter(source, 31).close();
        assertThat(names()).containsExactly(named);
        assertThat(heard(ALICE, id)).isEqualTo(sound);
    }

    @Test
    void anotherDatabaseWithTheSameFolderDeletesNothing() {
        MessageId id = leave(ALICE).id();
        byte[] sound = heard(ALICE, id);
        try (HikariDataSource another = Databases.H2.open()) {
            openAfter(another, 31).close();
        }
        assertThat(heard(ALICE, id)).isEqualTo(sound);
    }

    @Test
    void aFileThatCannotBeDeletedKeepsNeitherOthersNorTheStoreFromOpening() {
        MessageId first = leave(ALICE).id();
        String stuck = names().get(0);
        MessageId second = leave(ALICE).id();
        RecordingStore files = new FileRecordingStore(folder);
        store = JdbcMessageStore.builder(source)
                .recordings(new Undeletable(files, stuck))
                .build();
        assertThat(store.delete(ALICE, first)).isTrue();
        assertThat(store.delete(ALICE, second)).isTrue();
        assertThat(names()).containsExactly(stuck);
        store = JdbcMessageStore.builder(source)
                .recordings(new Undeletable(files, stuck))
                .build();
        openAfter(source, 0).close();
        assertThat(names()).isEmpty();
    }

    /** Files, one of which the operating system does not let go. */
    private record Undeletable(RecordingStore files, String stuck) implements RecordingStore {

        @Override
        public void write(String name, AudioContent sound) {
            files.write(name, sound);
        }

        @Override
        public Optional<AudioContent> find(String name, AudioFormat format) {
            return files.find(name, format);
        }

        @Override
        public boolean delete(String name) {
            if (name.equals(stuck)) {
                throw new StoreException("operation not permitted: " + name);
            }
            return files.delete(name);
        }

        @Override
        public void forEachBefore(Instant instant, Consumer<String> name) {
            files.forEachBefore(instant, name);
        }
    }
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.testkit.FormerGreetingContract;
import org.voicemail4j.testkit.LedgerContract;
import org.voicemail4j.testkit.MessageStoreContract;

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
}

package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** A message is copied whole or not at all, whoever deletes the original meanwhile. */
class CopyAndDeleteTest {

    private static final MailboxId ALICE = new MailboxId("default", "1000");
    private static final MailboxId BOB = new MailboxId("default", "1001");

    private static Message leave(JdbcMessageStore store, byte[] sound) {
        Envelope envelope = Envelope.received(Instant.EPOCH).build();
        DepositTerms terms = new DepositTerms(10_000, Duration.ZERO);
        try (Deposit deposit = ((DepositStart.Opened) store.beginDeposit(ALICE, envelope, terms)).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.wrap(sound));
            return deposit.commit().orElseThrow();
        }
    }

    private static byte[] noise() {
        return Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(20), 1));
    }

    @ParameterizedTest
    @CsvSource({
        "H2, insert into vm_recording", "POSTGRESQL, insert into vm_recording", "MARIADB, insert into vm_recording",
        "H2, insert into vm_chunk", "POSTGRESQL, insert into vm_chunk", "MARIADB, insert into vm_chunk"
    })
    void aCopyIsWholeThoughItsOriginalIsDeletedMeanwhile(Databases database, String statement) {
        try (HikariDataSource pool = database.open()) {
            WatchedSource watched = new WatchedSource(pool);
            JdbcMessageStore store = JdbcMessageStore.on(watched.source());
            byte[] sound = noise();
            Message message = leave(store, sound);
            CompletableFuture<Boolean> deleted = new CompletableFuture<>();
            watched.before(
                    statement,
                    () -> { // the copy goes on when that is done, or when that waits for it
                        CompletableFuture<Boolean> other =
                                CompletableFuture.supplyAsync(() -> store.delete(ALICE, message.id()));
                        other.whenComplete((result, failure) -> deleted.complete(failure == null && result));
                        other.copy()
                                .completeOnTimeout(false, 500, TimeUnit.MILLISECONDS)
                                .join();
                    });
            assertThat(store.copy(ALICE, message.id(), BOB, Folder.INBOX, 9)).isEqualTo(MoveResult.DONE);
            assertThat(deleted.join()).isTrue();
            assertThat(store.find(ALICE, message.id())).isEmpty();
            Message copy = store.list(BOB, Folder.INBOX).get(0);
            assertThat(Sounds.octets(store.open(BOB, copy.id()).orElseThrow())).isEqualTo(sound);
        }
    }

    @Test
    void aMessageWhoseFileIsNotThereIsNotCopiedWithoutIt(@TempDir Path folder) {
        try (HikariDataSource pool = Databases.H2.open()) {
            FileRecordingStore files = new FileRecordingStore(folder);
            JdbcMessageStore store =
                    JdbcMessageStore.builder(pool).recordings(files).build();
            Message message = leave(store, noise());
            files.forEachBefore(Instant.MAX, files::delete);
            assertThatThrownBy(() -> store.copy(ALICE, message.id(), BOB, Folder.INBOX, 9))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is not where recordings are kept");
            assertThat(store.list(BOB, Folder.INBOX)).isEmpty();
        }
    }
}

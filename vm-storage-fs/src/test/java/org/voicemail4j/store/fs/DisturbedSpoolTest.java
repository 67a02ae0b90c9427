package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.testkit.StoreUnderTest;

/** A spool in which others are at work, or in which something is broken. */
class DisturbedSpoolTest implements StoreUnderTest {

    @TempDir
    Path root;

    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicBoolean asteriskComes = new AtomicBoolean();
    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.builder(root).random(this::nextLong).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MessageStore store() {
        return store;
    }

    /** Asked for the name of a lock, after the message was found and before its folder is locked. */
    private long nextLong() {
        if (asteriskComes.compareAndSet(true, false)) {
            try {
                Files.writeString(root.resolve("default/1000/INBOX/msg0001.txt"), "[message]\norigtime=1795465425\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return random.nextLong();
    }

    @Test
    void aMessageWithoutAnIdThatComesBeforeTheLockDoesNotKeepAnotherFromMoving() {
        MessageId id = leave(ALICE).id();
        asteriskComes.set(true);
        assertThat(store.move(ALICE, id, Folder.OLD, 100)).isEqualTo(MoveResult.DONE);
        assertThat(asteriskComes).isFalse();
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(id);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1).doesNotContain(id);
    }

    @Test
    void aMailboxThatCannotBeReadDoesNotKeepTheOthersFromRecovery() throws IOException {
        try (FileMessageStore dead =
                FileMessageStore.builder(root).process("1-1").build()) {
            Deposit deposit = ((DepositStart.Opened) dead.beginDeposit(ALICE, envelope(), ROOMY)).deposit();
            deposit.recordingBegins();
            record(deposit, Duration.ofSeconds(2), 1);
        }
        for (String broken : new String[] {"default/0001", "default/9999", "other/1"}) {
            Path tmp = Files.createDirectories(root.resolve(broken)).resolve("tmp");
            Files.createSymbolicLink(tmp, tmp);
        }
        assertThat(store.recover()).hasSize(1);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1);
    }
}

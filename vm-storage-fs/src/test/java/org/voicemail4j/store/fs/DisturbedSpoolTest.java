package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.StoreUnderTest;

/** A spool in which others are at work, or in which something is broken. */
class DisturbedSpoolTest implements StoreUnderTest {

    @TempDir
    Path root;

    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicBoolean asteriskComes = new AtomicBoolean();
    private String comes = "INBOX/msg0001.txt";
    private boolean isOldLocked;
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
                given(comes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        isOldLocked = Files.exists(root.resolve("default/1000/Old/.lock"));
        return random.nextLong();
    }

    /** A message without an id. */
    private void given(String text) throws IOException {
        Path file = root.resolve("default/1000").resolve(text);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "[message]\norigtime=1795465425\n");
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

    @Test
    void aFolderToWhichAnotherMessageWithoutAnIdComesMeanwhileIsLockedBeforeThatGetsOne() throws IOException {
        given("INBOX/msg0000.txt");
        comes = "Old/msg0000.txt";
        asteriskComes.set(true);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1);
        assertThat(asteriskComes).isFalse();
        assertThat(isOldLocked).as("locked when its message got an id").isTrue();
        assertThat(Files.readString(root.resolve("default/1000/Old/msg0000.txt")))
                .contains("msg_id=" + ids(ALICE, Folder.OLD).get(0));
    }

    /** Asterisk copies by hard links where it can. */
    @Test
    void aMessageThatHasTwoNamesIsThereUnderOne() throws IOException {
        MessageId id = leave(ALICE).id();
        Path old = Files.createDirectories(root.resolve("default/1000/Old"));
        for (String name : new String[] {"msg0000.txt", "msg0000.wav"}) {
            Files.createLink(
                    old.resolve(name), root.resolve("default/1000/INBOX").resolve(name));
        }
        assertThat(store.counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(id);
        assertThat(ids(ALICE, Folder.OLD)).isEmpty();
        assertThat(store.delete(ALICE, id)).isTrue();
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(id);
        assertThat(heard(ALICE, id)).hasSize(32000);
    }

    @Test
    void aLockOfTheFutureIsBrokenToo() throws IOException {
        leave(ALICE);
        Path lock = Files.createFile(root.resolve("default/1000/INBOX/.lock"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plus(Duration.ofHours(1))));
        leave(ALICE);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(2);
    }

    @Test
    void whatIsBeingRecordedWhenAStoreIsClosedIsDeliveredByTheNextOneOfTheSameProcess() {
        Deposit deposit = begin(ALICE, envelope());
        deposit.recordingBegins();
        record(deposit, Duration.ofSeconds(2), 1);
        assertThat(store.recover()).isEmpty();
        store.close();
        open();
        assertThat(store.recover()).hasSize(1);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1);
    }

    @Test
    void aGreetingThatFailedDoesNotComeBackAfterAStart() throws IOException {
        greet(ALICE, GreetingKind.BUSY, 1);
        Path inTheWay = Files.createFile(root.resolve("default/1000/former~"));
        assertThatThrownBy(() -> greet(ALICE, GreetingKind.BUSY, 2)).isInstanceOf(StoreException.class);
        Files.delete(inTheWay);
        byte[] said = greet(ALICE, GreetingKind.BUSY, 3);
        store.close();
        try (FileMessageStore next =
                FileMessageStore.builder(root).process("1-1").build()) {
            next.recover();
            assertSounds(next.greeting(ALICE, GreetingKind.BUSY).orElseThrow(), said);
            assertThat(DurableFiles.names(root.resolve("default/1000/tmp"))).isEmpty();
        }
    }
}

package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.StoreUnderTest;

/** A message that could not be put into its folder when its caller hung up, and could be later. */
class FailedCommitsTest implements StoreUnderTest {

    private static final long PATIENCE = Duration.ofMinutes(3).toNanos();
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    @TempDir
    Path root;

    private final AtomicBoolean broken = new AtomicBoolean(true);
    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.builder(root)
                .changePause(Duration.ofMillis(5))
                .observer(this::fail)
                .build();
    }

    private void fail(CommitStep step) {
        if (step == CommitStep.SOUND_LINKED && broken.compareAndSet(true, false)) {
            throw new IllegalStateException("planted");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public MessageStore store() {
        return store;
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - start).isLessThan(PATIENCE);
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Test
    void itComesWhenItsFolderIsUnlocked() throws IOException {
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        Path lock = Files.createFile(root.resolve("default/1000/INBOX/.lock"));
        assertThat(store.list(ALICE, Folder.INBOX)).isEmpty();
        assertThat(store.counts(ALICE)).isEqualTo(MessageCounts.NONE);
        Files.delete(lock);
        await(() -> store.counts(ALICE).newMessages() == 1);
        assertThat(heard(ALICE, ids(ALICE, Folder.INBOX).get(0))).hasSize(32000);
        assertThat(DurableFiles.names(root.resolve("default/1000/tmp"))).isEmpty();
        leave(ALICE);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void itComesAlsoIfNobodyLooks() {
        store.changes().listen(changed -> {});
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        try (FileMessageStore other =
                FileMessageStore.builder(root).process("1-1").build()) {
            await(() -> other.counts(ALICE).newMessages() == 1);
        }
    }

    @Test
    void aLockedFolderKeepsNothingFromAnother() throws IOException {
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        Path lock = Files.createFile(root.resolve("default/1000/INBOX/.lock"));
        broken.set(true);
        assertThatThrownBy(() -> leaveUrgent(ALICE)).hasMessage("planted");
        await(() -> store.counts(ALICE).newUrgent() == 1);
        assertThat(store.counts(ALICE).newMessages()).isEqualTo(1);
        Files.delete(lock);
        await(() -> store.counts(ALICE).newMessages() == 2);
    }

    @Test
    void oneThatLostItsSoundKeepsNothingFromItsFolder() throws IOException {
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        Path tmp = root.resolve("default/1000/tmp");
        for (String name : DurableFiles.names(tmp)) {
            if (name.endsWith(".wav")) {
                Files.delete(tmp.resolve(name));
            }
        }
        broken.set(true);
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        await(() -> store.counts(ALICE).newMessages() == 1);
    }

    @Test
    void aDeliveryComesWithItsEntryThoughThatCouldNotBeWritten() throws IOException {
        broken.set(false);
        Path tmp = Files.createDirectories(root.resolve("default/1000/tmp"));
        Path ledger = Files.createFile(tmp.resolve("delivered"));
        MessageId id = MessageId.create(RECEIVED, new Random(1));
        Delivery delivery = new Delivery(new DeliveryKey("journal.1"), id, Folder.INBOX);
        try (Deposit deposit = store.beginDelivery(ALICE, envelope(), delivery).orElseThrow()) {
            record(deposit, Duration.ofSeconds(2), 1);
            assertThatThrownBy(deposit::commit).isInstanceOf(StoreException.class);
        }
        Files.delete(ledger);
        await(() -> store.counts(ALICE).newMessages() == 1);
        assertThat(store.delete(ALICE, id)).isTrue();
        assertThat(store.beginDelivery(ALICE, envelope(), delivery)).isEmpty();
    }

    @Test
    void theNextStartBringsItIfItsTimeDoesNotCome() {
        assertThatThrownBy(() -> leave(ALICE)).hasMessage("planted");
        store.close();
        open();
        assertThat(store.recover()).hasSize(1);
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1);
    }
}

package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.StoreUnderTest;

/** What the spool keeps of a ledger, and deliveries that fail or whose process dies on the way. */
class FileLedgerTest implements StoreUnderTest {

    private static final Delivery DELIVERY =
            new Delivery(new DeliveryKey("journal.1"), new MessageId("1795551825-00000001"), Folder.OLD);

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at("2020-11-24T20:23:45Z");
    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.builder(root).clock(clock).build();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public LedgeredStore store() {
        return store;
    }

    private void bring(FileMessageStore to) {
        try (Deposit deposit = to.beginDelivery(ALICE, envelope(), DELIVERY).orElseThrow()) {
            record(deposit, Duration.ofSeconds(2), 1);
            deposit.commit();
        }
    }

    @Test
    void entriesAreForgottenAfterTheirTime() {
        bring(store);
        store.delete(ALICE, DELIVERY.id());
        Path entry = root.resolve("default/1000/tmp/delivered/journal.1");
        clock.advance(LedgeredStore.LEDGER_MEMORY);
        store.recover();
        assertThat(entry).exists();
        clock.advance(Duration.ofDays(2));
        store.recover();
        assertThat(entry).doesNotExist();
    }

    @Test
    void aDeliveryThatFailsLeavesNoEntryAndMayBeBroughtAgain() throws IOException {
        Path lock = root.resolve("default/1000/Old/.lock");
        Files.createDirectories(lock.resolveSibling("."));
        Files.writeString(lock, "");
        Files.setLastModifiedTime(lock, FileTime.from(clock.instant()));
        assertThatThrownBy(() -> bring(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("locked by another program");
        assertThat(root.resolve("default/1000/tmp/delivered")).isEmptyDirectory();
        Files.delete(lock);
        assertThat(store.recover()).isEmpty();
        bring(store);
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(DELIVERY.id());
    }

    /** The journal comes again before anybody has called recovery. */
    @Test
    void whatADeadProcessHadBegunToCommitIsFinishedAndRecognised() {
        for (CommitStep step :
                new CommitStep[] {CommitStep.COMMITTING, CommitStep.SOUND_LINKED, CommitStep.PUBLISHED}) {
            FileMessageStore dying = FileMessageStore.builder(root)
                    .process("1-1")
                    .observer(at -> {
                        if (at == step) {
                            throw new Death();
                        }
                    })
                    .build();
            assertThatThrownBy(() -> bring(dying)).isInstanceOf(Death.class);
            dying.close();
            assertThat(store.beginDelivery(ALICE, envelope(), DELIVERY))
                    .as("at %s", step)
                    .isEmpty();
            assertThat(ids(ALICE, Folder.OLD)).containsExactly(DELIVERY.id());
            assertThat(store.recover()).isEmpty();
            store.delete(ALICE, DELIVERY.id());
            root.resolve("default/1000/tmp/delivered/journal.1").toFile().delete();
        }
    }

    /** No handler of ours stops it: the nearest thing to dying. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void whatALivingProcessIsAboutToCommitIsNotTakenFromItsHands() throws IOException {
        FileMessageStore[] other = new FileMessageStore[1];
        other[0] = FileMessageStore.builder(root)
                .process("1-1")
                .observer(at -> {
                    if (at == CommitStep.COMMITTING) {
                        assertThatThrownBy(() -> store.beginDelivery(ALICE, envelope(), DELIVERY))
                                .isInstanceOf(StoreException.class)
                                .hasMessageContaining("about to deliver");
                    }
                })
                .build();
        bring(other[0]);
        other[0].close();
        assertThat(store.beginDelivery(ALICE, envelope(), DELIVERY)).isEmpty();
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(DELIVERY.id());
    }
}

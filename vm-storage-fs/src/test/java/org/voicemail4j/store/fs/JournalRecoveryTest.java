package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.StoreUnderTest;

/** What a journal finds of deliveries whose ends an earlier process did not see. */
class JournalRecoveryTest implements StoreUnderTest {

    @TempDir
    Path root;

    private final LedgeredStore memory = new InMemoryMessageStore();
    private MessageStore store = memory;

    @Override
    public MessageStore store() {
        return store;
    }

    /** Seed 150 of the kill test's long form once hit that instant. */
    @Test
    void aDeliveryWhoseSoundAndTextAreRemovedAndWhoseJournalIsNotIsRemoved() throws Exception {
        CountDownLatch removing = new CountDownLatch(1);
        CommitStep.Observer death = step -> {
            if (step == CommitStep.TEXT_REMOVED) {
                removing.countDown();
                throw new IllegalStateException("the process dies here");
            }
        };
        try (JournaledMessageStore first =
                JournaledMessageStore.builder(root, memory).observer(death).build()) {
            store = first;
            leave(ALICE);
            assertThat(removing.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(names()).singleElement().asString().endsWith(".committing");
        try (JournaledMessageStore second = JournaledMessageStore.in(root, memory)) {
            assertThat(second.recover()).isEmpty();
            assertThat(second.pending().isEmpty()).isTrue();
        }
        assertThat(names()).isEmpty();
        assertThat(DurableFiles.children(root.resolve(".owners~"))).isEmpty();
        assertThat(memory.list(ALICE, Folder.INBOX)).hasSize(1);
    }

    /** Such as a folder that the disk does not want to flush. */
    private JournaledMessageStore unsure() {
        return JournaledMessageStore.builder(root, memory)
                .observer(step -> {
                    if (step == CommitStep.COMMITTING) {
                        throw new IllegalStateException("planted");
                    }
                })
                .build();
    }

    @Test
    void aGreetingWhoseCommitFailedDoesNotComeLater() throws Exception {
        try (JournaledMessageStore first = unsure()) {
            store = first;
            assertThatThrownBy(() -> greet(ALICE, GreetingKind.BUSY, 1)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(names()).isEmpty();
        try (JournaledMessageStore second = JournaledMessageStore.in(root, memory)) {
            assertThat(second.recover()).isEmpty();
            assertThat(second.pending().isEmpty()).isTrue();
            assertThat(second.greeting(ALICE, GreetingKind.BUSY)).isEmpty();
        }
    }

    @Test
    void aMessageThatMayNotBeDurableIsDeliveredAllTheSame() {
        try (JournaledMessageStore first = unsure()) {
            store = first;
            assertThatThrownBy(() -> leave(ALICE)).isInstanceOf(IllegalStateException.class);
            assertThat(first.list(ALICE, Folder.INBOX)).hasSize(1);
            assertThat(memory.list(ALICE, Folder.INBOX)).hasSize(1);
        }
    }

    @Test
    void aMailboxThatCannotBeReadDoesNotKeepTheOthersFromTheirs() throws Exception {
        FickleStore fickle = new FickleStore(memory);
        fickle.goesDown();
        try (JournaledMessageStore first = JournaledMessageStore.in(root, fickle.store())) {
            store = first;
            leave(ALICE);
        }
        for (String broken : new String[] {"default/0001", "default/9999"}) {
            Path tmp = Files.createDirectories(root.resolve(broken)).resolve("tmp");
            Files.createSymbolicLink(tmp, tmp);
        }
        try (JournaledMessageStore second = JournaledMessageStore.in(root, memory)) {
            second.recover();
            assertThat(second.list(ALICE, Folder.INBOX)).hasSize(1);
            assertThat(second.retryParked()).isZero();
        }
    }

    private Iterable<String> names() throws IOException {
        return KilledProcess.names(root.resolve(ALICE.context() + '/' + ALICE.number() + "/tmp"));
    }
}

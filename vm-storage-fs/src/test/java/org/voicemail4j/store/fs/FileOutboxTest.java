package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.OutboxContract;

class FileOutboxTest implements OutboxContract {

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45.678Z");
    private FileMessageStore store;

    @BeforeEach
    void open() {
        store = FileMessageStore.builder(root)
                .formats(List.of(AudioFormat.WAV, AudioFormat.GSM))
                .dispatches(RULE)
                .clock(clock)
                .build();
    }

    @AfterEach
    void close() {
        store.close();
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
    void anotherProcessFindsWhatIsThereAndShares() throws InterruptedException, ExecutionException {
        for (int i = 0; i < 20; i++) {
            leave(ALICE);
        }
        Outbox other = new FileOutbox(root.resolve(".outbox~"), clock, new SplittableRandom(1));
        Set<String> claimed = new HashSet<>();
        for (Outbox outbox : List.of(other, outbox(), other, outbox())) {
            outbox.claim(5, CLAIM)
                    .forEach(entry -> assertThat(claimed.add(entry.id())).isTrue());
        }
        assertThat(claimed).hasSize(20);
        assertThat(other.claim(5, CLAIM)).isEmpty();
    }

    /** The names of the directory are not read anew for each. */
    @Test
    void whatComesOrGoesWhileOthersAreClaimedOneByOneIsSeen() {
        leave(ALICE);
        leave(ALICE);
        leave(ALICE);
        assertThat(outbox().claim(1, CLAIM)).hasSize(1);
        OutboxEntry gone = new FileOutbox(root.resolve(".outbox~"), clock, new SplittableRandom(1))
                .claim(1, CLAIM)
                .get(0);
        leave(ALICE);
        assertThat(outbox().claim(5, CLAIM)).hasSize(2).doesNotContain(gone);
        assertThat(outbox().claim(5, CLAIM)).isEmpty();
        assertThat(outbox().retry(gone.id())).isTrue();
        assertThat(outbox().claim(5, CLAIM)).extracting(OutboxEntry::id).containsExactly(gone.id());
    }

    @Test
    void whatIsNoEntryIsPassedOver() throws IOException {
        leave(ALICE);
        Path directory = root.resolve(".outbox~");
        Files.writeString(directory.resolve("0".repeat(32) + ".0.0.waiting"), "id=torn\n");
        Files.writeString(directory.resolve("f".repeat(32) + ".draft"), "");
        Files.writeString(directory.resolve("readme"), "");
        assertThat(outbox().list(10)).hasSize(1);
        OutboxEntry entry = outbox().claim(10, CLAIM).get(0);
        outbox().sent(entry);
        assertThat(outbox().list(10)).isEmpty();
    }

    /** A journal brings a message's entries into the outbox of the store behind it. */
    @Nested
    class BehindAJournal implements OutboxContract {

        private final LedgeredStore behind = new InMemoryMessageStore(RULE, clock);
        private JournaledMessageStore journaled;

        @BeforeEach
        void open() {
            journaled = JournaledMessageStore.in(root.resolve("journal"), behind);
            journaled.recover();
        }

        @AfterEach
        void close() {
            journaled.close();
        }

        @Override
        public MessageStore store() {
            return journaled;
        }

        @Override
        public ManualClock clock() {
            return clock;
        }
    }
}

package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.StoreException;
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

    private Path directory() {
        return root.resolve(".outbox~");
    }

    private List<String> files() throws IOException {
        return DurableFiles.names(directory()).stream().sorted().toList();
    }

    @Test
    void whatIsNoEntryIsSetAsideAndRemovedAfterAMonth() throws IOException {
        leave(ALICE);
        String torn = "0".repeat(32);
        Files.writeString(directory().resolve(torn + ".0.0.waiting"), "id=torn\n");
        Files.writeString(directory().resolve("readme"), "");
        assertThat(outbox().list(10)).hasSize(1);
        OutboxEntry entry = outbox().claim(10, CLAIM).get(0);
        outbox().sent(entry);
        assertThat(outbox().list(10)).isEmpty();
        assertThat(files()).hasSize(2).first().asString().matches(torn + "\\.1\\.[0-9]+\\.waiting\\.torn");
        clock.advance(Duration.ofDays(29));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        assertThat(files()).hasSize(2);
        clock.advance(Duration.ofDays(2));
        assertThat(outbox().claim(10, CLAIM)).isEmpty();
        assertThat(files()).containsExactly("readme");
    }

    /** A directory of an entry's name is as hard to read as a file of a disk that fails. */
    @Test
    void anEntryThatCannotBeReadKeepsNoOtherFromBeingSentOrListed() throws IOException {
        Files.createDirectories(directory().resolve("0".repeat(32) + ".0.0.waiting/inside"));
        leave(ALICE);
        assertThat(outbox().list(10)).hasSize(1);
        assertThat(outbox().claim(10, CLAIM)).hasSize(1);
        clock.advance(CLAIM.plusSeconds(1));
        assertThat(outbox().claim(1, CLAIM)).as("the other one, too").hasSize(1);
    }

    @Test
    void anEntryThatCannotBeClaimedKeepsNoOtherFromBeingSent() throws IOException {
        String stuck = "0".repeat(32);
        long end = clock.instant().plus(CLAIM).toEpochMilli();
        Files.createDirectories(directory().resolve(stuck + ".1." + end + ".waiting/inside"));
        Files.writeString(directory().resolve(stuck + ".0.0.waiting"), "");
        assertThatThrownBy(() -> outbox().claim(1, CLAIM)).isInstanceOf(StoreException.class);
        leave(ALICE);
        assertThat(outbox().claim(1, CLAIM)).hasSize(1);
    }

    @Test
    void draftsOfProcessesThatDiedAreRemovedOnceTheyAreOld() throws IOException {
        leave(ALICE);
        Path old = Files.writeString(directory().resolve("a".repeat(32) + ".draft"), "half");
        Path young = Files.writeString(directory().resolve("b".repeat(32) + ".7f.draft"), "half");
        Path foreign = Files.writeString(directory().resolve("letter.draft"), "");
        Files.setLastModifiedTime(old, FileTime.from(clock.instant().minusSeconds(3601)));
        Files.setLastModifiedTime(young, FileTime.from(clock.instant()));
        Files.setLastModifiedTime(foreign, FileTime.from(Instant.EPOCH));
        assertThat(outbox().claim(10, CLAIM)).hasSize(1);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        clock.advance(Duration.ofMinutes(61));
        outbox().claim(10, CLAIM);
        assertThat(young).doesNotExist();
        assertThat(foreign).exists();
    }

    /** Its claim has ended: while it is written, and before it has its new name, another may come. */
    @Test
    void whatIsLeftForLaterAfterItsClaimIsNotClaimedByAnotherWhileItIsRewritten() throws IOException {
        leave(ALICE);
        List<List<OutboxEntry>> meanwhile = new ArrayList<>();
        Outbox other = new FileOutbox(directory(), clock, new SplittableRandom(1));
        RandomGenerator asked = () -> { // for the name of a draft
            meanwhile.add(other.claim(1, CLAIM));
            return 7;
        };
        Outbox slow = new FileOutbox(directory(), clock, asked);
        OutboxEntry entry = slow.claim(1, CLAIM).get(0);
        clock.advance(CLAIM.plusSeconds(1));
        slow.postpone(entry, "half", clock.instant(), "later");
        assertThat(meanwhile).containsExactly(List.of());
        assertThat(files()).hasSize(1);
        assertThat(other.claim(2, CLAIM))
                .extracting(one -> one.dispatch().content())
                .containsExactly("half");
    }

    /** A directory of the draft's name is as good as a full disk. */
    @Test
    void whatHasOnlyAnotherReasonIsLeftForLaterThoughNothingCanBeWritten() throws IOException {
        leave(ALICE);
        Outbox full = new FileOutbox(directory(), clock, () -> 7);
        OutboxEntry entry = full.claim(1, CLAIM).get(0);
        Files.createDirectory(OutboxLeftovers.draft(directory(), entry.id(), 7));
        Instant later = clock.instant().plusSeconds(60);
        full.postpone(entry, entry.dispatch().content(), later, "busy");
        assertThat(outbox().list(1)).extracting(OutboxEntry::due).containsExactly(later);
        clock.advance(Duration.ofMinutes(2));
        OutboxEntry again = full.claim(1, CLAIM).get(0);
        Files.createDirectories(OutboxLeftovers.draft(directory(), entry.id(), 7));
        assertThatThrownBy(() -> full.postpone(again, "half", later, "busy")).isInstanceOf(StoreException.class);
        assertThat(outbox().list(1)).extracting(OutboxEntry::dispatch).containsExactly(entry.dispatch());
    }

    @Test
    void severalDispatchesOfAMessageComeTogetherOrNotAtAll() throws IOException {
        FileOutbox files = new FileOutbox(directory(), clock, new SplittableRandom(1));
        List<OutboxEntry> two =
                files.fresh(ALICE, new MessageId("1-1"), List.of(new Dispatch("mail", "a"), new Dispatch("page", "b")));
        AtomicInteger drafts = new AtomicInteger();
        FileOutbox full = new FileOutbox(directory(), clock, () -> {
            if (drafts.incrementAndGet() == 2) {
                throw new IllegalStateException("no room for the second draft");
            }
            return 1;
        });
        assertThatThrownBy(() -> full.put(two)).isInstanceOf(IllegalStateException.class);
        assertThat(files()).isEmpty();
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

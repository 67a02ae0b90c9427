package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnersTest {

    private static final int ROUNDS = 1000;

    @TempDir
    Path directory;

    /** A node that starts looks just when another one claims. */
    @Test
    void whoeverSeesAnOwnersFileFindsItLocked() throws Exception {
        ExecutorService heir = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                assertSeenLocked(heir, round);
            }
        } finally {
            heir.shutdownNow();
        }
    }

    private void assertSeenLocked(ExecutorService heir, int round) throws Exception {
        RandomGenerator random = () -> (long) round << 32;
        try (Owners owner = new Owners(directory, "1-1", random);
                Owners node = new Owners(directory, "2-2", random)) {
            String id = "1-1-%08x".formatted(round);
            AtomicBoolean looking = new AtomicBoolean();
            Future<Boolean> live = heir.submit(firstSight(node, id, looking));
            while (!looking.get()) {
                Thread.onSpinWait();
            }
            assertThat(owner.claim()).isEqualTo(id);
            assertThat(live.get()).as("alive in round %d", round).isTrue();
        }
    }

    private Callable<Boolean> firstSight(Owners node, String id, AtomicBoolean looking) {
        Path file = directory.resolve(id);
        return () -> {
            looking.set(true);
            while (!Files.exists(file)) {
                Thread.onSpinWait();
            }
            return node.isLive(id);
        };
    }

    /** A server that is started again in the same process. */
    @Test
    void whatAClosedOwnerOfThisProcessLeftIsInheritedAsOftenAsNeeded() throws IOException {
        String id = "1-1-00000007";
        try (Owners owner = new Owners(directory, "1-1", () -> 7L << 32);
                Owners next = new Owners(directory, "1-1", () -> 8L << 32)) {
            assertThat(owner.claim()).isEqualTo(id);
            assertThat(next.isLive(id)).isTrue();
            assertThat(next.inherit(id)).isEmpty();
            owner.close();
            for (int time = 0; time < 2; time++) {
                try (Owners.Estate estate = next.inherit(id).orElseThrow()) {
                    assertThat(new Owners(directory, "1-1", () -> 9L << 32).inherit(id))
                            .as("while another is at it")
                            .isEmpty();
                }
            }
            assertThat(next.isLive(id)).isFalse();
            assertThatThrownBy(owner::claim).isInstanceOf(IOException.class).hasMessageContaining("closed");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whoeverHasAFolderLockedWhenItIsClosedLivesUntilThatIsUnlocked() throws IOException {
        Owners owner = new Owners(directory, "1-1", () -> 7L << 32);
        String id = owner.beginLock();
        owner.close();
        assertThat(new Owners(directory, "1-1", () -> 8L << 32).isLive(id)).isTrue();
        assertThat(new Owners(directory, "2-2", () -> 8L << 32).isLive(id)).isTrue();
        owner.endLock();
        assertThat(new Owners(directory, "1-1", () -> 8L << 32).isLive(id)).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anOwnerThatIsClosedLeavesNothing() throws IOException {
        try (Owners owner = new Owners(directory, "1-1", () -> 7)) {
            owner.claim();
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Its process was killed before the file had its name. */
    @Test
    void theDraftOfADeadOwnerIsRemovedByTheNextOne() throws IOException {
        Files.createFile(directory.resolve("1-1-00000007.new"));
        Files.createFile(directory.resolve("2-2-00000007.new"));
        Files.createFile(directory.resolve("somebody's.new"));
        try (Owners owner = new Owners(directory, "2-2", () -> 8L << 32)) {
            owner.claim();
        }
        assertThat(DurableFiles.children(directory))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder("2-2-00000007.new", "somebody's.new");
    }

    /** Nodes that start at once sweep while the others claim. */
    @Test
    void nobodyIsKeptFromClaimingByWhoSweeps() throws Exception {
        ExecutorService sweeper = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        try {
            Future<?> sweeping = sweeper.submit(() -> {
                while (!over.get()) {
                    OwnerDrafts.sweep(directory, "2-2-");
                }
                return over;
            });
            for (long round = 0; round < ROUNDS / 10; round++) {
                long name = round << 32;
                try (Owners owner = new Owners(directory, "1-1", () -> name)) {
                    assertThat(directory.resolve(owner.claim())).exists();
                }
            }
            over.set(true);
            sweeping.get();
        } finally {
            over.set(true);
            sweeper.shutdownNow();
        }
    }
}

package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.testkit.ManualClock;

/** Who breaks a stale lock, when others do so too. */
class FolderLockTest {

    private static final Duration STALE = Duration.ofMinutes(5);

    @TempDir
    Path root;

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final SplittableRandom random = new SplittableRandom(1);
    private Owners owners;
    private Path folder;
    private Path lock;

    @BeforeEach
    void open() throws IOException {
        owners = new Owners(root.resolve(".owners~"), "1-1", random::nextLong);
        folder = Files.createDirectories(root.resolve("default/1000/INBOX"));
        lock = folder.resolve(".lock");
    }

    @AfterEach
    void close() throws IOException {
        owners.close();
    }

    /** @param waits told how often somebody waited, each time */
    private FolderLock locking(IntConsumer waits) {
        return new FolderLock(
                owners,
                clock,
                STALE,
                new LockWaitClock() {
                    private long now;
                    private int passed;

                    @Override
                    public long nanos() {
                        return now;
                    }

                    @Override
                    public void pass(long nanos) {
                        now += nanos;
                        passed++;
                        waits.accept(passed);
                    }
                },
                random::nextLong);
    }

    private void givenAsterisksLock(Duration age) throws IOException {
        Files.createFile(lock);
        Files.setLastModifiedTime(lock, FileTime.from(clock.instant().minus(age)));
    }

    @Test
    void aStaleLockIsLeftToWhoIsBreakingOne() throws IOException {
        givenAsterisksLock(STALE.plusSeconds(1));
        FileChannel other = FileChannel.open(
                Files.createDirectories(root.resolve(".owners~")).resolve("breaking"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        other.lock();
        int[] waited = new int[1];
        FolderLock locking = locking(passed -> {
            waited[0] = passed;
            assertThat(Files.exists(lock)).as("still there at wait %d", passed).isTrue();
            if (passed == 3) {
                closed(other);
            }
        });
        try (FolderLock.Held held = locking.acquire(folder)) {
            assertThat(Files.readString(lock)).startsWith("voicemail4j 1-1-");
        }
        assertThat(waited[0]).isEqualTo(3);
        assertThat(lock).doesNotExist();
    }

    private static void closed(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aLockThatIsNotStaleIsWaitedForAndLeft() throws IOException {
        givenAsterisksLock(STALE);
        assertThatThrownBy(() -> locking(passed -> {}).acquire(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("locked by another program for more than 5 s");
        assertThat(DurableFiles.names(folder)).containsExactly(".lock");
    }

    @Test
    void aLockIsReleasedAlsoWhenItsStoreWasClosedMeanwhile() throws IOException {
        FolderLock.Held held = locking(passed -> {}).acquire(folder);
        owners.close();
        assertThat(lock).exists();
        held.close();
        assertThat(DurableFiles.names(folder)).isEmpty();
        assertThat(DurableFiles.names(root.resolve(".owners~"))).isEmpty();
    }
}

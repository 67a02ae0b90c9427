package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.store.DispatchRule;

/** The settings of a {@link FileMessageStore}. */
public final class FileMessageStoreBuilder {

    private static final Duration ROOM = Duration.ofSeconds(10);
    private static final long ROOM_FOR_TEXTS = 16 * 1024;

    final Path root;
    List<AudioFormat> formats = List.of(AudioFormat.WAV);
    Duration staleLockAfter = Duration.ofMinutes(5);
    Duration changePause = Duration.ofSeconds(2);
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    ThreadFactory threads = new FsThreads();
    DispatchRule dispatches = DispatchRule.NOTHING;
    CommitStep.Observer observer = CommitStep.Observer.NOBODY;
    private @Nullable Long reserved;
    private @Nullable String process;

    FileMessageStoreBuilder(Path root) {
        this.root = Objects.requireNonNull(root, "root");
    }

    /**
     * Sets the formats of new recordings, the preferred one first; default WAV. Each becomes a rendition of a deposit.
     * Existing recordings are read in whatever format they have.
     */
    public FileMessageStoreBuilder formats(List<AudioFormat> formats) {
        if (formats.isEmpty() || formats.stream().distinct().count() < formats.size()) {
            throw new IllegalArgumentException("not a list of different formats: " + formats);
        }
        this.formats = List.copyOf(formats);
        return this;
    }

    /**
     * Sets how much of the file system must be free for a deposit to be taken; default what 10 s of sound in all
     * formats need.
     *
     * @param bytes octets, not negative
     */
    public FileMessageStoreBuilder reservedSpace(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative reserve: " + bytes);
        }
        this.reserved = bytes;
        return this;
    }

    /** Sets the age from which on another program's {@code .lock} counts as left by a crash; default 5 minutes. */
    public FileMessageStoreBuilder staleLockAfter(Duration age) {
        this.staleLockAfter = positive(age);
        return this;
    }

    /** Sets the shortest pause between two looks for changes by others; default 2 s. */
    public FileMessageStoreBuilder changePause(Duration pause) {
        this.changePause = positive(pause);
        return this;
    }

    private static Duration positive(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("not longer than nothing: " + value);
        }
        return value;
    }

    /** Sets the clock by which ages of files are told; default the system's. */
    public FileMessageStoreBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the source of message ids and temporary names, used by many threads; default a secure one. */
    public FileMessageStoreBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /** Sets who makes the one thread of the change feed; default {@link FsThreads}. */
    public FileMessageStoreBuilder threads(ThreadFactory threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /** Sets what must be sent because of new messages, from then on kept in {@link FileMessageStore#outbox}; default nothing. */
    public FileMessageStoreBuilder dispatches(DispatchRule dispatches) {
        this.dispatches = Objects.requireNonNull(dispatches, "dispatches");
        return this;
    }

    /** Tells tests how far a commit is. */
    FileMessageStoreBuilder observer(CommitStep.Observer observer) {
        this.observer = observer;
        return this;
    }

    /** Pretends to be another process. */
    FileMessageStoreBuilder process(String process) {
        this.process = process;
        return this;
    }

    /** Opens the store. Nothing is read or written yet. */
    public FileMessageStore build() {
        return new FileMessageStore(this);
    }

    Owners owners(SpoolLayout layout) {
        return process == null
                ? new Owners(layout.owners(), ProcessHandle.current(), random)
                : new Owners(layout.owners(), process, random);
    }

    long reservedBytes() {
        return reserved != null
                ? reserved
                : ROOM_FOR_TEXTS
                        + formats.stream()
                                .mapToLong(FileMessageStoreBuilder::room)
                                .sum();
    }

    private static long room(AudioFormat format) {
        long header = format.container() == AudioContainer.RIFF ? RiffHeader.length(format.encoding()) : 0;
        return header + format.encoding().bytes(ROOM);
    }
}

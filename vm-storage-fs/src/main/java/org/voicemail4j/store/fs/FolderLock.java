package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asterisk's lock of a folder: a file of a random name, linked to {@code .lock}; who makes the link has the lock. Ours
 * says who we are, so that the lock of a process that died is known at once; a lock that says nothing (Asterisk's) is
 * broken when it is older than anyone works on a folder. Waiting sleeps between tries and ends after five seconds, as
 * Asterisk's does.
 */
final class FolderLock {

    private static final Logger LOG = LoggerFactory.getLogger(FolderLock.class);
    private static final String NAME = ".lock";
    private static final String MARK = "voicemail4j ";
    private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(5);
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final Owners owners;
    private final Clock clock;
    private final Duration staleAfter;
    private final LockWaitClock wait;
    private final RandomGenerator random;
    private final AtomicBoolean flockTold = new AtomicBoolean();

    FolderLock(Owners owners, Clock clock, Duration staleAfter, LockWaitClock wait, RandomGenerator random) {
        this.owners = owners;
        this.clock = clock;
        this.staleAfter = staleAfter;
        this.wait = wait;
        this.random = random;
    }

    /** A lock that is held. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Locks a folder that exists.
     *
     * @throws IOException if it stays locked by others, or cannot be written
     */
    Held acquire(Path folder) throws IOException {
        lookForFlock(folder);
        Path lock = folder.resolve(NAME);
        String owner = owners.beginLock();
        try {
            acquire(lock, folder.resolve(randomName()), owner);
        } catch (IOException | RuntimeException e) {
            owners.endLock();
            throw e;
        }
        return () -> {
            release(lock);
            owners.endLock();
        };
    }

    private void acquire(Path lock, Path mine, String owner) throws IOException {
        writeMine(mine, owner);
        try {
            link(lock, mine);
        } finally {
            Files.deleteIfExists(mine);
        }
    }

    /** Asterisk's other way of locking a folder keeps nobody out but other Asterisks. */
    private void lookForFlock(Path folder) {
        if (!flockTold.get() && Files.exists(folder.resolve("lock")) && flockTold.compareAndSet(false, true)) {
            LOG.warn(
                    "an Asterisk locks {} by lockmode=flock, and neither it nor this waits for the other: set"
                            + " lockmode=lockfile in its asterisk.conf",
                    folder);
        }
    }

    /** Whether a folder could be locked at once. */
    boolean isFree(Path folder) throws IOException {
        Path lock = folder.resolve(NAME);
        return !Files.exists(lock) || breakStale(lock);
    }

    /** Removes what dead processes left of locks, so that Asterisk, which waits for them in vain, finds none. */
    void sweep(Path folder) throws IOException {
        for (Path file : DurableFiles.children(folder)) {
            String name = String.valueOf(file.getFileName());
            if (name.equals(NAME)) {
                breakStale(file);
            } else if (name.startsWith(NAME + '-')) {
                removeStale(file);
            }
        }
    }

    private void removeStale(Path unlinked) throws IOException {
        try {
            if (isStale(unlinked, Files.readAttributes(unlinked, BasicFileAttributes.class))) {
                Files.deleteIfExists(unlinked);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("gone already: {}", unlinked);
        }
    }

    private String randomName() {
        return NAME + '-' + HexFormat.of().toHexDigits(random.nextInt());
    }

    private static void writeMine(Path mine, String owner) throws IOException {
        byte[] mark = (MARK + owner + '\n').getBytes(StandardCharsets.US_ASCII);
        Files.createFile(mine);
        try {
            DurableFiles.write(mine, mark, false);
        } catch (IOException e) {
            LOG.debug("no room to say who locks {}", mine, e); // an empty lock is a lock
        }
    }

    private void link(Path lock, Path mine) throws IOException {
        long start = wait.nanos();
        long pause = FIRST_PAUSE;
        boolean interrupted = false;
        try {
            while (!linked(lock, mine)) {
                if (breakStale(lock)) {
                    continue;
                }
                if (wait.nanos() - start > LONGEST_WAIT) {
                    throw new IOException("locked by another program for more than 5 s: " + lock);
                }
                wait.pass(pause);
                interrupted |= Thread.interrupted();
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean linked(Path lock, Path mine) throws IOException {
        try {
            Files.createLink(lock, mine);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void release(Path lock) {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            LOG.warn("cannot unlock {}: remove it by hand", lock, e);
        }
    }

    private boolean breakStale(Path lock) throws IOException {
        return isStale(lock) && owners.alone(() -> remove(lock)).isPresent();
    }

    private boolean isStale(Path lock) throws IOException {
        try {
            return isStale(lock, Files.readAttributes(lock, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean isStale(Path lock, BasicFileAttributes attributes) throws IOException {
        String owner = ownerOf(lock);
        if (!owner.isEmpty() && owners.isLive(owner)) {
            return false;
        }
        Duration age = Duration.between(attributes.lastModifiedTime().toInstant(), clock.instant());
        return !owner.isEmpty() || age.abs().compareTo(staleAfter) > 0; // a date in the future never gets old
    }

    private static String ownerOf(Path lock) throws IOException {
        String text = new String(DurableFiles.readStart(lock, 200), StandardCharsets.US_ASCII).strip();
        String owner = text.startsWith(MARK) ? text.substring(MARK.length()) : "";
        return Owners.isId(owner) ? owner : "";
    }

    /**
     * Takes a stale lock away, for who is alone in doing so. Judged again: another may have broken it since, and locked the
     * folder anew.
     */
    private boolean remove(Path lock) throws IOException {
        if (isStale(lock) && Files.deleteIfExists(lock)) {
            LOG.warn("broke the stale lock {}", lock);
        }
        return true;
    }
}

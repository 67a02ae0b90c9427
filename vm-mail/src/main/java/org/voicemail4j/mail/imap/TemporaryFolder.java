package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.store.StoreException;

/**
 * A folder of one process for sounds on their way. In a folder that was named, each process has one of its own in it, locked
 * as long as it runs; those of processes that died are removed by the next one. For many threads.
 *
 * @param path where the files are made
 * @param lock held as long as this is open; empty for one of the system's temporary folders, which the system tidies
 */
record TemporaryFolder(Path path, Optional<FileChannel> lock) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String LOCK = "lock";
    private static final String ALL = "run-";

    /** Makes one. @param parent in which; empty for the system's folder */
    static TemporaryFolder open(Optional<Path> parent) {
        try {
            if (parent.isEmpty()) {
                return new TemporaryFolder(Files.createTempDirectory("voicemail4j-imap"), Optional.empty());
            }
            Path named = Files.createDirectories(parent.get());
            String ours = ours();
            removeLeftOnes(named, ours);
            Path own = Files.createTempDirectory(named, ours);
            return new TemporaryFolder(own, Optional.of(locked(own)));
        } catch (IOException e) {
            throw new StoreException("no folder for recordings on their way", e);
        }
    }

    /** The folder, made anew for this user alone if the system has tidied it away. */
    static Path there(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (UnsupportedOperationException e) {
                Files.createDirectory(folder); // a file system without POSIX permissions
            } catch (FileAlreadyExistsException e) {
                return folder; // another thread was quicker
            }
        }
        return folder;
    }

    /** With what the names of this process begin: its number and when it started, for numbers come again. */
    private static String ours() {
        ProcessHandle process = ProcessHandle.current();
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return ALL + process.pid() + '-' + start + '-';
    }

    /** Its lock, which has that name only once it is held. */
    private static FileChannel locked(Path folder) throws IOException {
        Path unlocked = folder.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unlocked, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        try {
            channel.lock();
            Files.move(unlocked, folder.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Never looks at locks of this process: closing a file gives up all locks that the process has on it (POSIX). */
    private static void removeLeftOnes(Path parent, String ours) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, ALL + "*")) {
            for (Path one : all) {
                boolean isOurs = String.valueOf(one.getFileName()).startsWith(ours);
                if (!isOurs && Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfLeft(one);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    /** One without a lock is only just being made. */
    private static void removeIfLeft(Path folder) {
        if (!Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(folder);
            }
        } catch (IOException e) {
            LOG.warn("{} of a process that died stays behind", folder, e);
        }
    }

    /** The lock last: until then a later process goes on with it. */
    private static void remove(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.equals(lock)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        Files.deleteIfExists(lock);
        Files.deleteIfExists(folder);
    }

    /** Removes it and what is left in it. */
    @Override
    public void close() {
        try {
            remove(path);
        } catch (IOException e) {
            LOG.debug("{} stays behind", path, e);
        }
        try {
            if (lock.isPresent()) {
                lock.get().close();
            }
        } catch (IOException e) {
            LOG.debug("the lock of {} stays behind", path, e);
        }
    }
}

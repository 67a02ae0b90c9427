package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private static final String OURS = "run-";

    /** Makes one. @param parent in which; empty for the system's folder */
    static TemporaryFolder open(Optional<Path> parent) {
        try {
            if (parent.isEmpty()) {
                return new TemporaryFolder(Files.createTempDirectory("voicemail4j-imap"), Optional.empty());
            }
            Path named = Files.createDirectories(parent.get());
            removeLeftOnes(named);
            Path own = Files.createTempDirectory(named, OURS);
            FileChannel channel =
                    FileChannel.open(own.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            channel.lock();
            return new TemporaryFolder(own, Optional.of(channel));
        } catch (IOException e) {
            throw new StoreException("no folder for recordings on their way", e);
        }
    }

    private static void removeLeftOnes(Path parent) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, OURS + "*")) {
            for (Path one : all) {
                if (Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS)) {
                    removeIfLeft(one);
                }
            }
        } catch (UncheckedIOException e) {
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
        } catch (OverlappingFileLockException e) {
            LOG.debug("{} is another store's of this process", folder);
        } catch (IOException e) {
            LOG.warn("{} of a process that died stays behind", folder, e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
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

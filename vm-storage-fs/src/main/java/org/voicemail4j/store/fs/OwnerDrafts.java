package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Owners' files before they have their names. A file gets its name when it is locked: a node that starts just now must not
 * take it for that of a dead one. Drafts of processes that were killed in between are removed.
 */
final class OwnerDrafts {

    private static final String SUFFIX = ".new";
    private static final int MOST_TRIES = 10;

    private OwnerDrafts() {}

    /** Makes the file of that name, locked until the channel is closed. */
    static FileChannel lockedFile(Path directory, String id) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return named(directory.resolve(id + SUFFIX), directory.resolve(id));
            } catch (NoSuchFileException
                    | OverlappingFileLockException e) { // somebody was quicker to lock it, to remove it
                if (tries >= MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static FileChannel named(Path draft, Path file) throws IOException {
        FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            channel.lock();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return channel;
        } catch (IOException | RuntimeException e) {
            remove(draft, channel, e);
            throw e;
        }
    }

    /** A draft that stayed would be in the way of the next one of that name. */
    private static void remove(Path draft, FileChannel channel, Exception why) {
        try (channel) {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /**
     * Removes drafts that nobody has locked.
     *
     * @param process with what the names of this process's files begin: they are not opened, since closing one would drop
     *     its lock (POSIX)
     */
    static void sweep(Path directory, String process) throws IOException {
        for (Path file : DurableFiles.children(directory)) {
            String name = String.valueOf(file.getFileName());
            if (name.endsWith(SUFFIX)
                    && Owners.isId(name.substring(0, name.length() - SUFFIX.length()))
                    && !name.startsWith(process)) {
                removeUnlessLocked(file);
            }
        }
    }

    private static void removeUnlessLocked(Path draft) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                Files.deleteIfExists(draft);
            }
        } catch (NoSuchFileException | OverlappingFileLockException | AccessDeniedException e) {
            // its owner has just given it its name, another store of this process removes it, or it is another user's
        }
    }
}

package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that one server has locked, of all servers of all processes. The system gives a process's lock up as soon as it
 * closes any channel to the file, so another server of the same process must not even open it: it is told by a file beside
 * it, named after the process and its start.
 */
final class NodeLock implements AutoCloseable {

    /** In place of the start of a process that cannot tell it; in a container its number alone may be everybody's. */
    private static final String UNKNOWN_START = UUID.randomUUID().toString();

    private final FileChannel channel;
    private final Path mine;

    private NodeLock(FileChannel channel, Path mine) {
        this.channel = channel;
        this.mine = mine;
    }

    /** Takes the lock; empty if somebody has it. One at a time, for another process may remove our file meanwhile. */
    static synchronized Optional<NodeLock> take(Path file) throws IOException {
        Path mine = file.resolveSibling(file.getFileName() + "." + process());
        if (!isNew(mine)) {
            return Optional.empty();
        }
        Optional<NodeLock> taken = Optional.empty();
        try {
            taken = locked(file, mine);
        } finally {
            if (taken.isEmpty()) {
                Files.deleteIfExists(mine);
            }
        }
        return taken;
    }

    private static Optional<NodeLock> locked(Path file, Path mine) throws IOException {
        Optional<NodeLock> taken = Optional.empty();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                removeOthers(file, mine); // of processes that died
                isNew(mine); // again, if whoever had the lock until now took it for one of those
                taken = Optional.of(new NodeLock(channel, mine));
            }
        } catch (OverlappingFileLockException e) {
            // locked by this process in another way
        } finally {
            if (taken.isEmpty()) {
                channel.close();
            }
        }
        return taken;
    }

    private static boolean isNew(Path mine) throws IOException {
        try {
            Files.createFile(mine);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** Process numbers come again, above all in containers; not with the same start. */
    private static String process() {
        ProcessHandle self = ProcessHandle.current();
        String start = self.info()
                .startInstant()
                .map(known -> Long.toString(known.toEpochMilli()))
                .orElse(UNKNOWN_START);
        return self.pid() + "-" + start;
    }

    private static void removeOthers(Path file, Path mine) throws IOException {
        try (DirectoryStream<Path> others =
                Files.newDirectoryStream(file.toAbsolutePath().getParent(), file.getFileName() + ".*")) {
            for (Path other : others) {
                if (!other.getFileName().equals(mine.getFileName())) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(mine);
        }
    }
}

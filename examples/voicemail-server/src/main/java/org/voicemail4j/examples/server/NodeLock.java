package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that one server has locked, of all servers of all processes. The system gives a process's lock up as soon as it
 * closes any channel to the file, so another server of the same process must not even open it: it is told by a file beside
 * it, named after the process and its start.
 */
final class NodeLock implements AutoCloseable {

    private final FileChannel channel;
    private final Path mine;

    private NodeLock(FileChannel channel, Path mine) {
        this.channel = channel;
        this.mine = mine;
    }

    /** Takes the lock; empty if somebody has it. */
    static Optional<NodeLock> take(Path file) throws IOException {
        Path mine = file.resolveSibling(file.getFileName() + "." + process());
        if (!isNew(mine)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                removeOthers(file, mine); // of processes that died
                return Optional.of(new NodeLock(channel, mine));
            }
        } catch (OverlappingFileLockException e) {
            // locked by this process in another way
        } catch (IOException | RuntimeException e) {
            new NodeLock(channel, mine).close();
            throw e;
        }
        new NodeLock(channel, mine).close();
        return Optional.empty();
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
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
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
        channel.close();
        Files.deleteIfExists(mine);
    }
}

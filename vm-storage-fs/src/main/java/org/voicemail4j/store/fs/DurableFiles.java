package org.voicemail4j.store.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and directories whose contents outlive the machine. */
final class DurableFiles {

    private DurableFiles() {}

    /** Writes a new file, or over an old one; durable if {@code force}. */
    static void write(Path file, byte[] contents, boolean force) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            writeFully(channel, ByteBuffer.wrap(contents), 0);
            channel.truncate(contents.length);
            if (force) {
                channel.force(true);
            }
        }
    }

    static void writeFully(FileChannel channel, ByteBuffer octets, long position) throws IOException {
        long at = position;
        while (octets.hasRemaining()) {
            at += channel.write(octets, at);
        }
    }

    /** The beginning of a file, at most {@code most} octets and one to tell that there are more. */
    static byte[] readStart(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        }
    }

    /** Makes a file's contents durable. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    /** Makes the names in a directory durable, where the file system can do that. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The names in a directory; none if there is no such directory. */
    static List<String> names(Path directory) throws IOException {
        return children(directory).stream()
                .map(child -> String.valueOf(child.getFileName()))
                .toList();
    }

    /** What is in a directory; nothing if there is no such directory. */
    static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }
}

package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.store.StoreException;

/**
 * Recordings as files, which any player opens, in 256 folders by the last digits of their names. A file appears under its
 * name whole and durable: written beside, forced to the disk, renamed, its folder forced.
 */
public final class FileRecordingStore implements RecordingStore {

    private static final String UNFINISHED = ".part";
    private static final int BUFFER = 64 * 1024;

    private final Path root;

    /** @param root the directory, made when it is needed; on a disk that all nodes share */
    public FileRecordingStore(Path root) {
        this.root = root;
    }

    @Override
    public void write(String name, AudioContent sound) {
        Path file = file(name, sound.format());
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            Files.createDirectories(file.getParent());
            try {
                writeDurably(unfinished, sound);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
            forceFolderOf(file);
        } catch (IOException e) {
            throw new StoreException("cannot keep the recording " + file, e);
        }
    }

    /** Makes the name of a file durable; what fails there is not found under it. */
    private static void forceFolderOf(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.getParent())) {
            folder.force(true);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private static void writeDurably(Path file, AudioContent sound) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                AudioReader reader = sound.open()) {
            if (sound.format().container() == AudioContainer.RIFF) {
                writeAll(
                        channel,
                        ByteBuffer.wrap(RiffHeader.encode(sound.format().encoding(), sound.payloadBytes())));
            }
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            long position = 0;
            while (reader.read(buffer, position) > 0) {
                position += buffer.flip().remaining();
                writeAll(channel, buffer);
                buffer.clear();
            }
            channel.force(true);
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    @Override
    public Optional<AudioContent> find(String name, AudioFormat format) {
        Path file = file(name, format);
        try {
            long header = format.container() == AudioContainer.RIFF ? RiffHeader.length(format.encoding()) : 0;
            return Optional.of(new Content(file, format, header, Math.max(0, Files.size(file) - header)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot look for the recording " + file, e);
        }
    }

    @Override
    public boolean delete(String name) {
        boolean deleted = false;
        for (AudioFormat format : AudioFormat.values()) {
            Path file = file(name, format);
            try {
                deleted |= Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + UNFINISHED));
            } catch (IOException e) {
                throw new StoreException("cannot delete the recording " + file, e);
            }
        }
        return deleted;
    }

    @Override
    public void forEachBefore(Instant instant, Consumer<String> name) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root, 2)) {
            List<Path> old = files.filter(Files::isRegularFile)
                    .filter(file -> isBefore(file, instant))
                    .toList();
            old.forEach(file -> name.accept(name(file)));
        } catch (IOException e) {
            throw new StoreException("cannot look through " + root, e);
        }
    }

    private static boolean isBefore(Path file, Instant instant) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(instant);
        } catch (IOException e) {
            return false; // it has just gone
        }
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    private Path file(String name, AudioFormat format) {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    "not the name of a recording: '" + name.replaceAll("\\p{Cc}", "?") + "'");
        }
        String folder = name.length() < 2 ? "0" + name : name.substring(name.length() - 2);
        return root.resolve(folder).resolve(name + '.' + format.extension());
    }

    /** A file's sound. */
    private record Content(Path file, AudioFormat format, long header, long octets) implements AudioContent {

        @Override
        public long payloadBytes() {
            return octets - octets % format.encoding().blockBytes();
        }

        @Override
        public AudioReader open() {
            try {
                return new Reader(this, FileChannel.open(file));
            } catch (IOException e) {
                throw new StoreException("the recording has gone: " + file, e);
            }
        }
    }

    private static final class Reader implements AudioReader {

        private final Content content;
        private final FileChannel channel;

        Reader(Content content, FileChannel channel) {
            this.content = content;
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            if (position < 0) {
                throw new IllegalArgumentException("negative position: " + position);
            }
            long left = content.payloadBytes() - position;
            if (left <= 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            try {
                return channel.read(into, content.header() + position);
            } catch (IOException e) {
                throw new StoreException("cannot read the recording " + content.file(), e);
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new StoreException("cannot close the recording " + content.file(), e);
            }
        }
    }
}

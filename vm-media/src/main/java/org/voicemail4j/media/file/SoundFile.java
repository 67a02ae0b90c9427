package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.media.MediaException;

/** A recording in a file of one of the {@link AudioFormat}s, told by its extension and, for WAVE, by its header. */
public final class SoundFile implements AudioContent {

    private final Path path;
    private final AudioFormat format;
    private final long payloadAt;
    private final long payloadBytes;

    private SoundFile(Path path, AudioFormat format, long payloadAt, long payloadBytes) {
        this.path = path;
        this.format = format;
        this.payloadAt = payloadAt;
        this.payloadBytes = payloadBytes;
    }

    /**
     * The recording in that file.
     *
     * @return empty if there is no such file
     * @throws MediaException if it cannot be read, or is no sound file that is known here
     */
    public static Optional<AudioContent> find(Path path) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return Optional.of(read(path, file)
                    .orElseThrow(
                            () -> new MediaException("sound file " + path + ": no WAVE header that is known here")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be read", e);
        }
    }

    /** The recording in that file; empty if it is a WAVE file that no {@link AudioFormat} is for. */
    static Optional<AudioContent> plain(Path path) {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return read(path, file).map(content -> content);
        } catch (NoSuchFileException e) {
            throw new MediaException("sound file " + path + ": there is no such file", e);
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be read", e);
        }
    }

    private static Optional<SoundFile> read(Path path, FileChannel file) throws IOException {
        AudioFormat named = AudioFormat.ofExtension(extension(path))
                .orElseThrow(() ->
                        new MediaException("sound file " + path + ": unknown extension '" + extension(path) + "'"));
        if (named.container() == AudioContainer.RAW) {
            long bytes = file.size();
            return Optional.of(new SoundFile(
                    path, named, 0, bytes - bytes % named.encoding().blockBytes()));
        }
        long bytes = file.size();
        return RiffHeader.parse(start(file))
                .map(header ->
                        new SoundFile(path, format(path, header), header.payloadOffset(), header.payloadBytes(bytes)));
    }

    private static String extension(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static ByteBuffer start(FileChannel file) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(file.size(), RiffHeader.LONGEST));
        while (start.hasRemaining() && file.read(start, start.position()) >= 0) {
            continue;
        }
        return start.flip();
    }

    private static AudioFormat format(Path path, RiffHeader header) {
        return Arrays.stream(AudioFormat.values())
                .filter(format -> format.encoding() == header.encoding())
                .findFirst()
                .orElseThrow(() -> new MediaException("sound file " + path + ": no format for " + header.encoding()));
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public long payloadBytes() {
        return payloadBytes;
    }

    @Override
    public AudioReader open() {
        try {
            return new FileReader(FileChannel.open(path, StandardOpenOption.READ));
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be opened", e);
        }
    }

    @Override
    public String toString() {
        return path + " (" + format.formatName() + ')';
    }

    private final class FileReader implements AudioReader {

        private final FileChannel file;

        private FileReader(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer into, long position) {
            if (position < 0) {
                throw new IllegalArgumentException("negative position: " + position);
            }
            long left = payloadBytes - position;
            if (left <= 0) {
                return -1;
            }
            int limit = into.limit();
            into.limit((int) Math.min(limit, into.position() + left));
            try {
                return file.read(into, payloadAt + position);
            } catch (IOException e) {
                throw new MediaException("sound file " + path + " cannot be read", e);
            } finally {
                into.limit(limit);
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new MediaException("sound file " + path + " cannot be closed", e);
            }
        }
    }
}

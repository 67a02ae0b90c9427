package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.store.fs.SpooledSound.Place;

/**
 * One rendition in a file. A RIFF header is there from the beginning and its sizes are written anew with each second of
 * sound, so that the file can be played whenever its writer dies.
 */
final class FileSink implements AudioSink {

    private final AudioFormat format;
    private final Path path;
    private final JournaledRecording recording;
    private @Nullable FileChannel channel;
    private Object file;
    private final int headerBytes;
    private final long bytesPerSecond;
    private long payload;
    private long payloadInHeader;

    /** A sink whose file is made by {@link #open}, before its first sound. */
    FileSink(AudioFormat format, Path path, JournaledRecording recording) {
        this.format = format;
        this.path = path;
        this.file = path;
        this.recording = recording;
        this.headerBytes = headerBytes(format);
        this.bytesPerSecond = format.encoding().bytes(Duration.ofSeconds(1));
    }

    void open() throws IOException {
        channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        writeHeader();
        file = Objects.requireNonNullElse(
                Files.readAttributes(path, BasicFileAttributes.class).fileKey(), path);
    }

    private FileChannel channel() throws IOException {
        if (channel == null) {
            throw new IOException(path + " could not be made");
        }
        return channel;
    }

    private static int headerBytes(AudioFormat format) {
        return format.container() == AudioContainer.RIFF ? RiffHeader.length(format.encoding()) : 0;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        recording.requireOpen();
        Spool.work("append to", path, () -> {
            recording.stage();
            while (audio.hasRemaining()) {
                payload += channel().write(audio, headerBytes + payload);
            }
            if (payload - payloadInHeader >= bytesPerSecond) {
                writeHeader();
            }
            return path;
        });
    }

    @Override
    public Duration length() {
        return format.encoding().duration(payload);
    }

    void truncate(Duration to) throws IOException {
        long keep = format.encoding().bytes(to);
        if (keep < payload) {
            payload = keep;
            channel().truncate(headerBytes + payload);
            writeHeader();
        }
    }

    private void writeHeader() throws IOException {
        if (headerBytes > 0) {
            DurableFiles.writeFully(channel(), ByteBuffer.wrap(RiffHeader.encode(format.encoding(), payload)), 0);
        }
        payloadInHeader = payload;
    }

    /** Makes it whole and durable and lets go of the file. */
    void seal() throws IOException {
        payload -= payload % format.encoding().blockBytes();
        channel().truncate(headerBytes + payload);
        writeHeader();
        channel().force(false);
        channel().close();
    }

    void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    /** What a dead process had written, made whole and durable; returns how long it sounds. */
    static Duration repair(Path path, AudioFormat format) throws IOException {
        int header = headerBytes(format);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long payload = Math.max(0, channel.size() - header);
            payload -= payload % format.encoding().blockBytes();
            channel.truncate(header + payload);
            if (header > 0) {
                DurableFiles.writeFully(channel, ByteBuffer.wrap(RiffHeader.encode(format.encoding(), payload)), 0);
            }
            channel.force(false);
            return format.encoding().duration(payload);
        }
    }

    FileAudio content() {
        long whole = payload - payload % format.encoding().blockBytes();
        Place place = new Place(path, file, format, headerBytes, whole);
        return new FileAudio(place, Optional::empty);
    }
}

package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.media.MediaException;

/**
 * Writes one sound file. The header of a WAVE file stands in front from the start, its sizes are those of what has been
 * appended up to the last second, and right when it is closed; a file whose writer died is read as far as it goes. Used by one
 * thread at a time; whoever opens it closes it.
 */
public final class SoundFileWriter implements AudioSink, AutoCloseable {

    private static final long MOST_WAVE_BYTES = 0xFFFFFFFFL - 1024;
    private static final Set<StandardOpenOption> REPLACE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final Path path;
    private final AudioFormat format;
    private final boolean wave;
    private final FileChannel file;
    private long written;
    private long inHeader;

    private SoundFileWriter(Path path, AudioFormat format, boolean wave, FileChannel file) throws IOException {
        this.path = path;
        this.format = format;
        this.wave = wave;
        this.file = file;
        writeHeader();
    }

    private static SoundFileWriter open(Path path, AudioFormat format, boolean wave, Set<StandardOpenOption> how) {
        try {
            FileChannel file = FileChannel.open(path, how);
            try {
                return new SoundFileWriter(path, format, wave, file);
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be written", e);
        }
    }

    /**
     * Begins a file, in place of one that is there.
     *
     * @throws MediaException if it cannot be written
     */
    public static SoundFileWriter create(Path path, AudioFormat format) {
        return open(path, format, format.container() == AudioContainer.RIFF, REPLACE);
    }

    /**
     * Begins a file where there is none.
     *
     * @throws MediaException if it cannot be written; its cause is a {@link java.nio.file.FileAlreadyExistsException} if there
     *     is one
     */
    public static SoundFileWriter createNew(Path path, AudioFormat format) {
        return open(path, format, format.container() == AudioContainer.RIFF, NEW);
    }

    /**
     * Begins a WAVE file whatever the format's own container is; for µ-law and A-law, which Asterisk keeps bare.
     *
     * @throws IllegalArgumentException if there is no WAVE layout for the encoding
     * @throws MediaException if it cannot be written
     */
    public static SoundFileWriter wave(Path path, AudioFormat format) {
        RiffHeader.encode(format.encoding(), 0);
        return open(path, format, true, REPLACE);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        if (!file.isOpen()) {
            throw new IllegalStateException("sound file " + path + " has been closed");
        }
        int bytes = audio.remaining();
        if (wave && written + bytes > MOST_WAVE_BYTES) {
            throw new MediaException("sound file " + path + " would become longer than a WAVE file can be");
        }
        try {
            while (audio.hasRemaining()) {
                written += file.write(audio);
            }
            AudioEncoding encoding = format.encoding();
            if (encoding.duration(written - inHeader).compareTo(Duration.ofSeconds(1)) >= 0) {
                writeHeader();
            }
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be written", e);
        }
    }

    private void writeHeader() throws IOException {
        inHeader = written;
        if (!wave) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(RiffHeader.encode(format.encoding(), written));
        int length = header.remaining();
        while (header.hasRemaining()) {
            file.write(header, header.position());
        }
        file.position(length + written);
    }

    @Override
    public Duration length() {
        return format.encoding().duration(written);
    }

    /**
     * Makes the sizes right and closes the file. Closing twice is harmless.
     *
     * @throws MediaException if it cannot be written
     */
    @Override
    public void close() {
        if (!file.isOpen()) {
            return;
        }
        try (file) {
            writeHeader();
            pad();
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be written", e);
        }
    }

    /** RIFF wants chunks of even length; Asterisk, whose wav49 files these are octet for octet, does not. */
    private void pad() throws IOException {
        if (wave && written % 2 != 0 && format.encoding() != AudioEncoding.MICROSOFT_GSM) {
            file.write(ByteBuffer.allocate(1));
        }
    }
}

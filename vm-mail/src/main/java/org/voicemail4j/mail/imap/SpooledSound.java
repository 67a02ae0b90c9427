package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StagedSound;
import org.voicemail4j.store.StoreException;

/** Sound in a temporary file that is closed with it and then gone: on its way to the server. Used by one thread at a time. */
final class SpooledSound implements StagedSound {

    private final AudioFormat format;
    private final FileChannel file;
    private long bytes;
    private String life = "open";

    SpooledSound(Path directory, AudioFormat format) {
        this.format = format;
        try {
            this.file = FileChannel.open(
                    Files.createTempFile(TemporaryFolder.there(directory), "imap", ".sound"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new StoreException("cannot make a temporary file in " + directory, e);
        }
    }

    @Override
    public void requireOpen() {
        if (!life.equals("open")) {
            throw new IllegalStateException("this recording has been " + life);
        }
    }

    @Override
    public void end() {
        requireOpen();
        life = "committed";
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void append(ByteBuffer audio) {
        requireOpen();
        try {
            while (audio.hasRemaining()) {
                bytes += file.write(audio, bytes);
            }
        } catch (IOException e) {
            throw new StoreException("cannot keep a recording in a temporary file", e);
        }
    }

    @Override
    public Duration length() {
        return format.encoding().duration(bytes);
    }

    @Override
    public void truncate(Duration to) {
        requireOpen();
        bytes = Math.min(bytes, format.encoding().bytes(to));
    }

    @Override
    public long payloadBytes() {
        return bytes - bytes % format.encoding().blockBytes();
    }

    @Override
    public AudioReader open() {
        return new Reader();
    }

    @Override
    public void close() {
        if (life.equals("open")) {
            life = "closed";
        }
        try {
            file.close();
        } catch (IOException e) {
            throw new StoreException("cannot remove a temporary file", e);
        }
    }

    private final class Reader implements AudioReader {

        @Override
        public int read(ByteBuffer into, long position) {
            return FetchedSound.read(file, into, position, payloadBytes());
        }

        @Override
        public void close() {
            // the file belongs to the recording
        }
    }
}

package org.voicemail4j.mail.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.RiffHeader;

/** A recording as a WAVE file for a program; deleted when closed. */
final class TemporaryWave implements AutoCloseable {

    private final Path file;

    private TemporaryWave(Path file) {
        this.file = file;
    }

    /**
     * Writes a recording.
     *
     * @throws IOException if the file cannot be written
     */
    static TemporaryWave of(AudioContent sound, AudioFormat format, AudioTranscoder transcoder) throws IOException {
        TemporaryWave wave = new TemporaryWave(Files.createTempFile("voicemail", ".wav"));
        boolean done = false;
        try {
            wave.write(sound, format, transcoder);
            done = true;
            return wave;
        } finally {
            if (!done) {
                wave.close();
            }
        }
    }

    Path file() {
        return file;
    }

    private void write(AudioContent sound, AudioFormat format, AudioTranscoder transcoder) throws IOException {
        int header = RiffHeader.encode(format.encoding(), 0).length;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(header);
            Sink sink = new Sink(format, channel);
            (sound.format().encoding() == format.encoding() ? AudioTranscoder.COPYING : transcoder)
                    .transcode(sound, sink);
            channel.position(0);
            all(channel, ByteBuffer.wrap(RiffHeader.encode(format.encoding(), sink.octets)));
        }
    }

    private static void all(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Sound on its way into a file, behind the header. */
    private static final class Sink implements AudioSink {

        private final AudioFormat format;
        private final FileChannel channel;
        private long octets;

        Sink(AudioFormat format, FileChannel channel) {
            this.format = format;
            this.channel = channel;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void append(ByteBuffer audio) {
            octets += audio.remaining();
            try {
                all(channel, audio);
            } catch (IOException e) {
                throw new VoicemailException("a temporary file of sound cannot be written", e);
            }
        }

        @Override
        public Duration length() {
            return format.encoding().duration(octets);
        }
    }
}

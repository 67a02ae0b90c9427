package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.RiffHeader;

/** Writes a recording as a file that any player opens. */
final class SoundFile {

    private SoundFile() {}

    /** Writes a new file; there is none if that fails. */
    static void write(Path file, AudioContent sound, AudioFormat format, AudioTranscoder transcoder)
            throws IOException {
        if (!transcoder.canTranscode(sound.format(), format)) {
            throw new IOException("nothing makes " + format + " of " + sound.format());
        }
        boolean done = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                Sink sink = new Sink(channel, format);
                sink.header();
                transcoder.transcode(sound, sink);
                sink.header();
                done = true;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                if (!done) {
                    Files.delete(file);
                }
            }
        }
    }

    private static final class Sink implements AudioSink {

        private final FileChannel channel;
        private final AudioFormat format;
        private long octets;

        Sink(FileChannel channel, AudioFormat format) {
            this.channel = channel;
            this.format = format;
        }

        /** Writes the header for what there is by now, and goes on behind the sound. */
        void header() throws IOException {
            if (format.container() == AudioContainer.RIFF) {
                ByteBuffer header = ByteBuffer.wrap(RiffHeader.encode(format.encoding(), octets));
                long behind = header.remaining() + octets;
                channel.position(0);
                writeAll(header);
                channel.position(behind);
            }
        }

        private void writeAll(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void append(ByteBuffer audio) {
            octets += audio.remaining();
            try {
                writeAll(audio);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Duration length() {
            return format.encoding().duration(octets);
        }
    }
}

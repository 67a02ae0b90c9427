package org.voicemail4j.media.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.testkit.AudioContentContract;
import org.voicemail4j.testkit.AudioSinkContract;
import org.voicemail4j.testkit.Sounds;

/** Sound in files and in memory does what every recording does, and what writes it what every sink does. */
class SoundContractsTest {

    private static final byte[] SOUND = Sounds.octets(Sounds.noise(AudioFormat.WAV49, Duration.ofSeconds(1), 1));

    @TempDir
    private Path folder;

    @Nested
    class OfAWaveFile implements AudioContentContract {

        private Path file;

        @BeforeEach
        void write() throws IOException {
            byte[] header = RiffHeader.encode(AudioFormat.WAV49.encoding(), SOUND.length);
            byte[] whole = Arrays.copyOf(header, header.length + SOUND.length + 64); // and most of a block
            System.arraycopy(SOUND, 0, whole, header.length, SOUND.length);
            file = Files.write(folder.resolve("a.WAV"), whole);
        }

        @Override
        public AudioContent content() {
            return SoundFile.find(file).orElseThrow();
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }

    @Nested
    class InMemory implements AudioContentContract {

        private final AudioContent content = new SoundBytes(AudioFormat.WAV49, Arrays.copyOf(SOUND, SOUND.length + 64));

        @Override
        public AudioContent content() {
            return content;
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }

    @Nested
    class IntoAWaveFile implements AudioSinkContract {

        private SoundFileWriter writer;

        @BeforeEach
        void open() {
            writer = SoundFileWriter.create(folder.resolve("b.WAV"), AudioFormat.WAV49);
        }

        @Override
        public AudioSink sink() {
            return writer;
        }

        @Override
        public void end() {
            writer.close();
        }

        @Override
        public byte[] kept() {
            writer.close();
            return Sounds.octets(SoundFile.find(folder.resolve("b.WAV")).orElseThrow());
        }
    }

    @Nested
    class IntoABareFile implements AudioSinkContract {

        private SoundFileWriter writer;

        @BeforeEach
        void open() {
            writer = SoundFileWriter.create(folder.resolve("b.gsm"), AudioFormat.GSM);
        }

        @Override
        public AudioSink sink() {
            return writer;
        }

        @Override
        public void end() {
            writer.close();
        }

        @Override
        public byte[] kept() {
            writer.close();
            try {
                return Files.readAllBytes(folder.resolve("b.gsm"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

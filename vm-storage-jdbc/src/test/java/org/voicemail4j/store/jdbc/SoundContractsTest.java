package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.testkit.AudioContentContract;
import org.voicemail4j.testkit.AudioSinkContract;
import org.voicemail4j.testkit.Sounds;

/** Sound on its way to the database, and what is kept beside it, does what all sound does. */
class SoundContractsTest {

    /** Beyond what is held in memory. */
    private static final byte[] LONG = Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(40), 1));

    private static final byte[] SHORT = Sounds.octets(Sounds.noise(AudioFormat.WAV49, Duration.ofSeconds(1), 2));

    @Nested
    class Buffered implements AudioSinkContract, AudioContentContract {

        private final SoundBuffer buffer = new SoundBuffer(AudioFormat.WAV);
        private boolean filled;

        @AfterEach
        void close() {
            buffer.close();
        }

        @Override
        public AudioSink sink() {
            return buffer;
        }

        @Override
        public void end() {
            buffer.end();
        }

        @Override
        public byte[] kept() {
            return Sounds.octets(buffer);
        }

        @Override
        public AudioContent content() {
            if (!filled) {
                filled = true;
                buffer.append(ByteBuffer.wrap(LONG));
            }
            return buffer;
        }

        @Override
        public byte[] sound() {
            return LONG;
        }
    }

    @Nested
    class InAFile implements AudioContentContract {

        @TempDir
        private Path folder;

        private FileRecordingStore store;

        @BeforeEach
        void write() {
            store = new FileRecordingStore(folder);
            store.write("a1", Sounds.of(AudioFormat.WAV49, SHORT));
        }

        @Override
        public AudioContent content() {
            return store.find("a1", AudioFormat.WAV49).orElseThrow();
        }

        @Override
        public byte[] sound() {
            return SHORT;
        }
    }
}

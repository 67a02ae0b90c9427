package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
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

/** Sound of mails, fetched and on its way, does what all sound does. */
class SoundContractsTest {

    private static final byte[] SOUND = Sounds.octets(Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(1), 1));

    @TempDir
    private Path folder;

    @Nested
    class Fetched implements AudioContentContract {

        private FetchedSound fetched;

        @BeforeEach
        void write() throws IOException {
            fetched = new FetchedSound(Files.write(folder.resolve("a"), SOUND), AudioFormat.GSM, SOUND.length);
        }

        @Override
        public AudioContent content() {
            return fetched;
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }

    @Nested
    class OnItsWay implements AudioSinkContract, AudioContentContract {

        private SpooledSound spooled;
        private boolean filled;

        @BeforeEach
        void open() {
            spooled = new SpooledSound(folder, AudioFormat.GSM);
        }

        @AfterEach
        void close() {
            spooled.close();
        }

        @Override
        public AudioSink sink() {
            return spooled;
        }

        @Override
        public void end() {
            spooled.end();
        }

        @Override
        public byte[] kept() {
            return Sounds.octets(spooled);
        }

        @Override
        public AudioContent content() {
            if (!filled) {
                filled = true;
                spooled.append(ByteBuffer.wrap(SOUND));
                spooled.append(ByteBuffer.allocate(32)); // most of a block
            }
            return spooled;
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }
}

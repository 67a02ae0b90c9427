package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;

/** The recordings in memory that come with the test kit are recordings like any other. */
class InMemoryAudioTest {

    private static final byte[] SOUND = Sounds.octets(Sounds.noise(AudioFormat.WAV49, Duration.ofSeconds(1), 1));

    @Nested
    class OfSounds implements AudioContentContract {

        @Override
        public AudioContent content() {
            return Sounds.of(AudioFormat.WAV49, Arrays.copyOf(SOUND, SOUND.length + 64)); // and most of a block
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }

    @Nested
    class Counted implements AudioContentContract {

        private final AudioContent content = new TranscriberContract.CountedSound(AudioFormat.WAV49, SOUND);

        @Override
        public AudioContent content() {
            return content;
        }

        @Override
        public byte[] sound() {
            return SOUND;
        }
    }
}

package org.voicemail4j.media.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.MediaException;

/** Damaged and hostile WAVE files: each is either read, as far as it goes, or refused with a reason. */
class HostileWavesTest {

    private static final int FILES = 200;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return new SplittableRandom(20261126).longs(20);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsReadBeyondTheEndAndNothingElseIsThrown(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILES; i++) {
            byte[] octets = damaged(random);
            Path path = Waves.write(folder, random.nextBoolean() ? "a.wav" : "a.WAV", octets);
            try {
                assertThat(Waves.samples(path).length).isLessThanOrEqualTo(320 + octets.length * 320 / 65);
            } catch (MediaException refused) {
                assertThat(refused).hasMessageContaining(path.toString());
            }
            try {
                AudioContent content = SoundFile.find(path).orElseThrow();
                assertThat(content.payloadBytes()).isBetween(0L, (long) octets.length);
            } catch (MediaException refused) {
                assertThat(refused).hasMessageContaining(path.toString());
            }
        }
    }

    private static byte[] damaged(SplittableRandom random) {
        int[] tags = {1, 3, 6, 7, 0x31, 0xFFFE, random.nextInt(1 << 16)};
        int[] rates = {8000, 16000, 44100, 48000, 0, -1, random.nextInt()};
        int[] bits = {0, 8, 16, 24, 32, 64, random.nextInt(1 << 16)};
        byte[] sound = new byte[random.nextInt(3000)];
        random.nextBytes(sound);
        long[] sizes = {0, sound.length, 0xFFFFFFFFL, 4_000_000_000L, random.nextInt(5000), random.nextInt()};
        byte[] file = Waves.file(
                random.nextInt(4) == 0 ? Waves.chunk("LIST", sizes[random.nextInt(6)], new byte[9]) : new byte[0],
                Waves.format(
                        tags[random.nextInt(7)], random.nextInt(5), rates[random.nextInt(7)], bits[random.nextInt(7)]),
                Waves.chunk("data", sizes[random.nextInt(6)], sound));
        for (int i = random.nextInt(3); i > 0; i--) {
            file[random.nextInt(Math.min(60, file.length))] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file;
    }
}

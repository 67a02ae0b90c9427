package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioEncoding;

/**
 * What every {@link AudioCodec} must do. Published as the {@code tests} of vm-media, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface AudioCodecContract {

    /** The codec under test. */
    AudioCodec codec();

    @Test
    default void wholeBlocksBecomeWholeBlocks() {
        AudioEncoding encoding = codec().encoding();
        for (int blocks : new int[] {0, 1, 2, blocks()}) {
            int samples = blocks * encoding.blockSamples();
            int octets = blocks * encoding.blockBytes();
            assertThat(codec().encoder().encode(sound(1), 0, samples, new byte[octets], 0))
                    .isEqualTo(octets);
            assertThat(codec().decoder().decode(encoded(1), 0, octets, new short[samples], 0))
                    .isEqualTo(samples);
        }
    }

    @Test
    default void soundIsTakenAndPutWhereItIsWanted() {
        byte[] octets = encoded(1);
        short[] shifted = new short[sound(1).length + 5];
        System.arraycopy(sound(1), 0, shifted, 5, shifted.length - 5);
        byte[] coded = new byte[octets.length + 3];
        codec().encoder().encode(shifted, 5, sound(1).length, coded, 3);
        assertThat(Arrays.copyOfRange(coded, 3, coded.length)).isEqualTo(octets);

        short[] decoded = new short[sound(1).length + 7];
        codec().decoder().decode(coded, 3, octets.length, decoded, 7);
        assertThat(Arrays.copyOfRange(decoded, 7, decoded.length)).isEqualTo(decoded(octets));
    }

    @Test
    default void nothingAroundItIsTouched() {
        short[] samples = sound(1);
        byte[] coded = new byte[encoded(1).length + 20];
        Arrays.fill(coded, (byte) 0x5A);
        codec().encoder().encode(samples, 0, samples.length, coded, 10);
        assertThat(samples).as("what was encoded").isEqualTo(sound(1));
        assertThat(Arrays.copyOf(coded, 10)).containsOnly(0x5A);
        assertThat(Arrays.copyOfRange(coded, coded.length - 10, coded.length)).containsOnly(0x5A);

        byte[] octets = coded.clone();
        short[] decoded = new short[samples.length + 20];
        Arrays.fill(decoded, (short) 0x5A5A);
        codec().decoder().decode(octets, 10, octets.length - 20, decoded, 10);
        assertThat(octets).as("what was decoded").isEqualTo(coded);
        assertThat(Arrays.copyOf(decoded, 10)).containsOnly(0x5A5A);
        assertThat(Arrays.copyOfRange(decoded, decoded.length - 10, decoded.length))
                .containsOnly(0x5A5A);
    }

    @Test
    default void aStreamInPiecesIsTheSameStream() {
        int samples = codec().encoding().blockSamples();
        int octets = codec().encoding().blockBytes();
        AudioCodec.Encoder encoder = codec().encoder();
        AudioCodec.Decoder decoder = codec().decoder();
        byte[] coded = new byte[blocks() * octets];
        short[] decoded = new short[blocks() * samples];
        for (int i = 0; i < blocks(); i++) {
            encoder.encode(sound(1), i * samples, samples, coded, i * octets);
            decoder.decode(coded, i * octets, octets, decoded, i * samples);
        }
        assertThat(coded).isEqualTo(encoded(1));
        assertThat(decoded).isEqualTo(decoded(coded));
    }

    @Test
    default void streamsDoNotMindEachOther() {
        int samples = codec().encoding().blockSamples();
        int octets = codec().encoding().blockBytes();
        AudioCodec.Encoder one = codec().encoder();
        AudioCodec.Encoder other = codec().encoder();
        byte[] coded = new byte[blocks() * octets];
        for (int i = 0; i < blocks(); i++) {
            one.encode(sound(1), i * samples, samples, coded, i * octets);
            other.encode(sound(2), i * samples, samples, new byte[octets], 0);
        }
        assertThat(coded).isEqualTo(encoded(1));

        AudioCodec.Decoder first = codec().decoder();
        AudioCodec.Decoder second = codec().decoder();
        short[] decoded = new short[blocks() * samples];
        for (int i = 0; i < blocks(); i++) {
            first.decode(coded, i * octets, octets, decoded, i * samples);
            second.decode(encoded(2), i * octets, octets, new short[samples], 0);
        }
        assertThat(decoded).isEqualTo(decoded(coded));
    }

    @Test
    default void itServesManyThreads() {
        AudioCodec codec = codec();
        byte[] alone = encoded(1);
        assertThat(IntStream.range(0, 16).parallel().allMatch(i -> {
                    byte[] coded = new byte[alone.length];
                    codec.encoder().encode(sound(1), 0, sound(1).length, coded, 0);
                    return Arrays.equals(coded, alone);
                }))
                .isTrue();
    }

    @Test
    default void soundComesBackAsLoudAsItWas() {
        short[] back = decoded(encoded(1));
        assertThat(loudness(back) / loudness(sound(1))).isBetween(0.7, 1.4);
        short[] silence = new short[back.length];
        byte[] coded = new byte[encoded(1).length];
        codec().encoder().encode(silence, 0, silence.length, coded, 0);
        assertThat(loudness(decoded(coded))).as("silence").isLessThan(100);
    }

    @Test
    default void anyOctetsAreDecoded() {
        byte[] octets = new byte[encoded(1).length];
        for (long seed = 0; seed < 10; seed++) {
            new SplittableRandom(seed).nextBytes(octets);
            short[] samples = new short[sound(1).length];
            assertThat(codec().decoder().decode(octets, 0, octets.length, samples, 0))
                    .as("samples of octets of seed %d", seed)
                    .isEqualTo(samples.length);
        }
    }

    /** So many that they are a tenth of a second, or a few. */
    private int blocks() {
        return Math.max(
                8, codec().encoding().sampleRateHz() / 10 / codec().encoding().blockSamples());
    }

    private byte[] encoded(int sound) {
        byte[] coded = new byte[blocks() * codec().encoding().blockBytes()];
        codec().encoder().encode(sound(sound), 0, sound(sound).length, coded, 0);
        return coded;
    }

    private short[] decoded(byte[] coded) {
        short[] samples = new short[blocks() * codec().encoding().blockSamples()];
        codec().decoder().decode(coded, 0, coded.length, samples, 0);
        return samples;
    }

    /** A tone, a different one for each number. */
    private short[] sound(int number) {
        short[] samples = new short[blocks() * codec().encoding().blockSamples()];
        double turn = 2 * Math.PI * 400 * number / codec().encoding().sampleRateHz();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (10_000 * Math.sin(turn * (i + 1)));
        }
        return samples;
    }

    private static double loudness(short[] samples) {
        double sum = 0;
        for (short sample : samples) {
            sum += (double) sample * sample;
        }
        return Math.sqrt(sum / samples.length);
    }
}

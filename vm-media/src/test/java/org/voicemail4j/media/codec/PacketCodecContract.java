package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link PacketCodec} must do; used like {@link AudioCodecContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface PacketCodecContract {

    /** So many packets are coded in a test. */
    int PACKETS = 12;

    /** The codec under test. */
    PacketCodec codec();

    @Test
    default void itCanBeOffered() {
        assertThat(codec().name()).matches("[!-.0-~]+");
        assertThat(codec().parameters()).matches("[ -~]*");
        assertThat(codec().payloadType()).isBetween(96, 127);
        assertThat(codec().clockRateHz()).isPositive();
        assertThat(codec().clockRateHz() % 8000).isZero();
        assertThat(codec().sampleRateHz()).isIn(8000, 16_000);
        assertThat(codec().packetBytes()).isBetween(1, 1400);
    }

    @Test
    default void eachTwentyMillisecondsBecomeOnePacket() {
        byte[] whole = new byte[PACKETS * codec().packetBytes()];
        assertThat(codec().encoder().encode(sound(1), 0, sound(1).length, whole, 0))
                .isEqualTo(whole.length);
        assertThat(encoded(1)).isEqualTo(whole);
    }

    @Test
    default void soundIsTakenAndPutWhereItIsWantedAndNothingAroundItIsTouched() {
        int octets = codec().packetBytes();
        short[] samples = new short[frame() + 5];
        System.arraycopy(sound(1), 0, samples, 5, frame());
        byte[] coded = new byte[octets + 20];
        Arrays.fill(coded, (byte) 0x5A);
        codec().encoder().encode(samples, 5, frame(), coded, 10);
        assertThat(Arrays.copyOfRange(coded, 10, 10 + octets)).isEqualTo(Arrays.copyOf(encoded(1), octets));
        assertThat(Arrays.copyOf(coded, 10)).containsOnly(0x5A);
        assertThat(Arrays.copyOfRange(coded, 10 + octets, coded.length)).containsOnly(0x5A);

        short[] decoded = new short[frame() + 20];
        Arrays.fill(decoded, (short) 0x5A5A);
        assertThat(codec().decoder().decode(coded, 10, octets, decoded, 10)).isEqualTo(frame());
        assertThat(Arrays.copyOf(decoded, 10)).containsOnly(0x5A5A);
        assertThat(Arrays.copyOfRange(decoded, 10 + frame(), decoded.length)).containsOnly(0x5A5A);
    }

    @Test
    default void soundComesBackAsLoudAsItWas() {
        short[] back = decoded(codec().decoder(), encoded(1));
        assertThat(loudness(back) / loudness(sound(1))).isBetween(0.6, 1.5);
    }

    @Test
    default void streamsDoNotMindEachOther() {
        AudioCodec.Encoder one = codec().encoder();
        AudioCodec.Encoder other = codec().encoder();
        byte[] coded = new byte[PACKETS * codec().packetBytes()];
        for (int i = 0; i < PACKETS; i++) {
            one.encode(sound(1), i * frame(), frame(), coded, i * codec().packetBytes());
            other.encode(sound(2), i * frame(), frame(), new byte[codec().packetBytes()], 0);
        }
        assertThat(coded).isEqualTo(encoded(1));
    }

    @Test
    default void itServesManyThreads() {
        PacketCodec codec = codec();
        byte[] alone = encoded(1);
        assertThat(IntStream.range(0, 4).parallel().allMatch(i -> {
                    byte[] coded = new byte[alone.length];
                    codec.encoder().encode(sound(1), 0, sound(1).length, coded, 0);
                    return Arrays.equals(coded, alone);
                }))
                .isTrue();
    }

    @Test
    default void noMoreIsWrittenThanThereIsRoomFor() {
        byte[] coded = encoded(1);
        for (int room : new int[] {0, 1, frame() / 2, frame() - 1}) {
            short[] samples = new short[10 + room];
            Arrays.fill(samples, (short) 0x5A5A);
            assertThat(codec().decoder().decode(coded, 0, codec().packetBytes(), samples, 10))
                    .as("samples where there is room for %d", room)
                    .isBetween(0, room);
            assertThat(Arrays.copyOf(samples, 10)).containsOnly(0x5A5A);
        }
    }

    @Test
    default void whatIsNoPacketIsNoFailureAndTheNextOneIsHeard() {
        AudioCodec.Decoder decoder = codec().decoder();
        for (long seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] octets = new byte[random.nextInt(1400)];
            random.nextBytes(octets);
            short[] samples = new short[6 * frame()];
            assertThat(decoder.decode(octets, 0, octets.length, samples, 0))
                    .as("samples of octets of seed %d", seed)
                    .isBetween(0, samples.length);
        }
        assertThat(loudness(decoded(decoder, encoded(1))) / loudness(sound(1))).isBetween(0.6, 1.5);
    }

    private int frame() {
        return codec().sampleRateHz() / 50;
    }

    /** A tone, coded packet by packet. */
    private byte[] encoded(int sound) {
        AudioCodec.Encoder encoder = codec().encoder();
        byte[] coded = new byte[PACKETS * codec().packetBytes()];
        for (int i = 0; i < PACKETS; i++) {
            encoder.encode(sound(sound), i * frame(), frame(), coded, i * codec().packetBytes());
        }
        return coded;
    }

    private short[] decoded(AudioCodec.Decoder decoder, byte[] coded) {
        short[] samples = new short[PACKETS * frame()];
        for (int i = 0; i < PACKETS; i++) {
            int octets = codec().packetBytes();
            assertThat(decoder.decode(coded, i * octets, octets, samples, i * frame()))
                    .isEqualTo(frame());
        }
        return samples;
    }

    private short[] sound(int number) {
        short[] samples = new short[PACKETS * frame()];
        double turn = 2 * Math.PI * 400 * number / codec().sampleRateHz();
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

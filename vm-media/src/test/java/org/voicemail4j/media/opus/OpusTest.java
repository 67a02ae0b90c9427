package org.voicemail4j.media.opus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.media.codec.AudioCodec;

class OpusTest {

    private static final int FRAME = 320;
    private static final int FRAMES = 100;

    private final Opus opus = new Opus();

    private static short[] tone(int frequency) {
        short[] sound = new short[FRAMES * FRAME];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) (8000 * Math.sin(2 * Math.PI * frequency * i / 16000));
        }
        return sound;
    }

    private static double toneOf(short[] sound, int frequency) {
        double sine = 0;
        double cosine = 0;
        for (int i = 8000; i < 24000; i++) {
            double turn = 2 * Math.PI * frequency * i / 16000;
            sine += sound[i] * Math.sin(turn);
            cosine += sound[i] * Math.cos(turn);
        }
        return 2 * Math.hypot(sine, cosine) / 16000;
    }

    @Test
    void toneSurvivesInPacketsOfOneLength() {
        AudioCodec.Encoder encoder = opus.encoder();
        AudioCodec.Decoder decoder = opus.decoder();
        short[] heard = new short[FRAMES * FRAME];
        byte[] packet = new byte[200];

        for (int i = 0; i < FRAMES; i++) {
            int bytes = encoder.encode(tone(440), i * FRAME, FRAME, packet, 7);
            assertThat(bytes).isEqualTo(opus.packetBytes()).isEqualTo(60);
            assertThat(decoder.decode(packet, 7, bytes, heard, i * FRAME)).isEqualTo(FRAME);
        }

        assertThat(toneOf(heard, 440)).isBetween(7000.0, 9000.0);
    }

    @Test
    void severalFramesAtOnceAreTheSamePackets() {
        short[] sound = tone(1000);
        byte[] whole = new byte[10 * 60];
        byte[] pieces = new byte[10 * 60];
        AudioCodec.Encoder one = opus.encoder();
        AudioCodec.Encoder many = opus.encoder();

        assertThat(many.encode(sound, 0, 10 * FRAME, whole, 0)).isEqualTo(600);
        for (int i = 0; i < 10; i++) {
            one.encode(sound, i * FRAME, FRAME, pieces, i * 60);
        }

        assertThat(pieces).isEqualTo(whole);
    }

    static LongStream seeds() {
        return new SplittableRandom(20261126).longs(10);
    }

    /** Concentus throws assertions and worse at some of these. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsNoPacketGivesNoSoundAndTheNextOneIsHeard(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        AudioCodec.Decoder decoder = opus.decoder();
        short[] room = new short[2048];
        byte[] good = new byte[60];
        opus.encoder().encode(tone(440), 0, FRAME, good, 0);

        for (int i = 0; i < 500; i++) {
            byte[] octets = random.nextInt(3) == 0 ? good.clone() : new byte[random.nextInt(300)];
            if (octets.length != good.length) {
                random.nextBytes(octets);
            } else {
                octets[random.nextInt(octets.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(decoder.decode(octets, 0, octets.length, room, 0)).isBetween(0, 1920);
        }

        assertThat(decoder.decode(good, 0, good.length, room, 0)).isEqualTo(FRAME);
    }

    @Test
    void nothingIsWrittenBeyondTheRoom() {
        byte[] packet = new byte[60];
        opus.encoder().encode(tone(440), 0, FRAME, packet, 0);
        short[] small = new short[100];
        Arrays.fill(small, (short) 7);

        assertThat(opus.decoder().decode(packet, 0, 60, small, 0)).isZero();
        assertThat(opus.decoder().decode(packet, 0, 0, small, 0)).isZero();
        assertThat(small).containsOnly((short) 7);
    }
}

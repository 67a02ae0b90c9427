package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;

/** Several renditions at once are what each of them alone would be. */
class RenditionWriterTest {

    private static final AudioCodecs CODECS = AudioCodecs.standard();

    static IntStream lengths() {
        return IntStream.of(0, 1, 159, 160, 161, 319, 320, 321, 480, 1600, 1601, 3000, 4799, 24_037);
    }

    @ParameterizedTest(name = "{0} samples")
    @MethodSource("lengths")
    void eachRenditionIsWhatItAloneWouldBe(int length) {
        for (int rateHz : new int[] {8000, 16_000}) {
            short[] sound = sound(length);
            List<Kept> together =
                    Arrays.stream(AudioFormat.values()).map(Kept::new).toList();
            RenditionWriter writer = new RenditionWriter(together, CODECS, rateHz);
            SplittableRandom random = new SplittableRandom(length);
            for (int at = 0; at < length; ) {
                int piece = Math.min(length - at, 1 + random.nextInt(4000));
                writer.write(sound, at, piece);
                at += piece;
            }
            writer.finish();

            for (Kept kept : together) {
                assertThat(kept.octets.toByteArray())
                        .as(kept.format.name())
                        .isEqualTo(alone(kept.format, sound, rateHz));
            }
        }
    }

    private static short[] sound(int length) {
        SplittableRandom random = new SplittableRandom(length);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) (9000 * Math.sin(i * 0.21) + random.nextInt(2000));
        }
        return samples;
    }

    private static byte[] alone(AudioFormat format, short[] sound, int rateHz) {
        Kept kept = new Kept(format);
        SoundWriter writer = new SoundWriter(kept, CODECS, rateHz);
        writer.write(sound, 0, sound.length);
        writer.finish();
        return kept.octets.toByteArray();
    }

    @Test
    void aGsmCodecOfSomebodyElseCodesItsOwnSound() {
        AtomicInteger frames = new AtomicInteger();
        AudioCodec counting = new Counting(frames);
        List<Kept> kept = List.of(new Kept(AudioFormat.GSM), new Kept(AudioFormat.WAV49));
        RenditionWriter writer = new RenditionWriter(kept, CODECS.with(counting), 8000);

        writer.write(sound(640), 0, 640);
        writer.finish();

        assertThat(frames).hasValue(4);
        assertThat(kept.get(0).octets.toByteArray()).containsOnly(7);
        assertThat(kept.get(1).octets.toByteArray()).isEqualTo(alone(AudioFormat.WAV49, sound(640), 8000));
    }

    @Test
    void otherRatesAreRefused() {
        assertThatThrownBy(() -> new RenditionWriter(List.of(new Kept(AudioFormat.WAV)), CODECS, 44_100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("44100");
    }

    /** Writes sevens, and counts how many frames it has been asked for. */
    private record Counting(AtomicInteger frames) implements AudioCodec {

        @Override
        public AudioEncoding encoding() {
            return AudioEncoding.GSM;
        }

        @Override
        public Decoder decoder() {
            return (coded, from, bytes, samples, at) -> 0;
        }

        @Override
        public Encoder encoder() {
            return (samples, from, count, coded, at) -> {
                int whole = count / 160;
                frames.addAndGet(whole);
                Arrays.fill(coded, at, at + 33 * whole, (byte) 7);
                return 33 * whole;
            };
        }
    }

    /** A sink in memory. */
    private static final class Kept implements AudioSink {

        private final AudioFormat format;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

        private Kept(AudioFormat format) {
            this.format = format;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void append(ByteBuffer audio) {
            while (audio.hasRemaining()) {
                octets.write(audio.get());
            }
        }

        @Override
        public Duration length() {
            return format.encoding().duration(octets.size());
        }
    }
}

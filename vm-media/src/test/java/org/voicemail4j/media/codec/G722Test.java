package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.audio.AudioEncoding;

/**
 * G.722. The digests (SHA-256, first 16 digits) are of what ffmpeg made of the same octets, see {@link FfmpegTest}. Noise
 * and full scale are coded otherwise there, in 7 and in 136,019 of 160,000 octets, and full scale decoded otherwise in 107
 * of 320,000 samples: ffmpeg neither bounds the bands to 15 bits (§3.1) nor the sum of the zeros to 16 (FILTEZ). With these
 * two bounds taken out, this codec made ffmpeg's octets of them as well.
 */
class G722Test {

    private static final AudioCodec CODEC = AudioCodecs.standard().require(AudioEncoding.G722);

    @ParameterizedTest
    @CsvSource({
        "SPEECH, c229d3a54ad7e3ca",
        "NOISE, d688c54360e927a3",
        "FULL_SCALE, c707b0160dd1266f",
        "SILENCE, bf2da7f6bf4306f1"
    })
    void soundIsCodedToTheBit(GsmMaterial material, String digest) {
        assertThat(GsmMaterial.digest(material.coded(AudioEncoding.G722))).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "SPEECH, 12b8673c67836f89",
        "NOISE, 07c983f0b06d2f06",
        "FULL_SCALE, 186ed600e8361da4",
        "SILENCE, e7602b167ba7dbe9",
        "RANDOM_WORDS, 2aeeea9283061e99"
    })
    void octetsAreDecodedToTheBit(GsmMaterial material, String digest) {
        short[] decoded = GsmMaterial.decode(AudioEncoding.G722, material.coded(AudioEncoding.G722));

        assertThat(GsmMaterial.digest(GsmMaterial.octets(decoded))).isEqualTo(digest);
    }

    @Test
    void theSpeechSurvives() {
        short[] before = GsmMaterial.SPEECH.sound();
        short[] after = GsmMaterial.decode(AudioEncoding.G722, GsmMaterial.SPEECH.coded(AudioEncoding.G722));

        double signal = 0, noise = 0;
        for (int i = 22; i < before.length; i++) {
            signal += (double) before[i - 22] * before[i - 22];
            noise += Math.pow(after[i] - before[i - 22], 2);
        }
        assertThat(10 * Math.log10(signal / noise)).as("signal to noise in dB").isGreaterThan(11);
    }

    @Test
    void streamsDoNotDisturbEachOtherAndPiecesMakeTheSameAsTheWhole() {
        short[] speech = GsmMaterial.SPEECH.sound();
        short[] noise = GsmMaterial.NOISE.sound();
        byte[] coded = new byte[speech.length / 2];
        AudioCodec.Encoder first = CODEC.encoder();
        AudioCodec.Encoder second = CODEC.encoder();

        for (int at = 0; at < speech.length; at += 320) {
            second.encode(noise, at, 320, new byte[160], 0);
            assertThat(first.encode(speech, at, 320, coded, at / 2)).isEqualTo(160);
        }

        assertThat(coded).isEqualTo(GsmMaterial.SPEECH.coded(AudioEncoding.G722));
    }

    @Test
    void onlyWhatIsAskedForIsReadAndWritten() {
        byte[] coded = new byte[30];
        short[] samples = new short[40];
        Arrays.fill(coded, (byte) 7);
        Arrays.fill(samples, (short) 7);

        assertThat(CODEC.encoder().encode(new short[20], 0, 20, coded, 10)).isEqualTo(10);
        assertThat(CODEC.decoder().decode(coded, 10, 10, samples, 10)).isEqualTo(20);

        for (int i = 0; i < 10; i++) {
            assertThat(coded[i]).isEqualTo(coded[20 + i]).isEqualTo((byte) 7);
            assertThat(samples[i]).isEqualTo(samples[30 + i]).isEqualTo((short) 7);
        }
    }

    @Test
    void aFrameOfSoundAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        AudioCodec.Encoder encoder = CODEC.encoder();
        AudioCodec.Decoder decoder = CODEC.decoder();
        short[] sound = GsmMaterial.SPEECH.sound();
        byte[] frame = new byte[160];
        long before = 0;
        for (int i = 0; i < 1000; i++) {
            if (i == 500) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            encoder.encode(sound, i * 320, 320, frame, 0);
            decoder.decode(frame, 0, 160, sound, i * 320);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500);
    }
}

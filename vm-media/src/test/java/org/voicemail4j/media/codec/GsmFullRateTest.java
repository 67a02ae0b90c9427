package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;

/**
 * GSM 06.10 against libgsm: the digests (SHA-256, first 16 digits) are of what {@code src/test/c/gsm-driver.c} gave for the
 * same octets, see {@link LibgsmTest}.
 */
class GsmFullRateTest {

    @ParameterizedTest
    @CsvSource({
        "SPEECH, 4c85b26a17d24689",
        "NOISE, d8ac214b0224ef25",
        "FULL_SCALE, 5f7f1b5bd4421c8a",
        "SILENCE, fee97ff74213c57a"
    })
    void theMaterialIsTheOneThatTheDigestsAreOf(GsmMaterial material, String digest) {
        assertThat(GsmMaterial.digest(GsmMaterial.octets(material.sound()))).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "SPEECH, GSM, 72bc174d583425bd",
        "SPEECH, MICROSOFT_GSM, d2b7bc9d1331be30",
        "NOISE, GSM, 00dbd527931cb4f5",
        "NOISE, MICROSOFT_GSM, 5c83523acefdb9e1",
        "FULL_SCALE, GSM, 232eabb4c837e7f7",
        "FULL_SCALE, MICROSOFT_GSM, e6b75b65a0f2714b",
        "SILENCE, GSM, aa9acfe254ea5a20",
        "SILENCE, MICROSOFT_GSM, f9f917e53edbaa49"
    })
    void soundIsCodedToTheBitAsLibgsmDoes(GsmMaterial material, AudioEncoding framing, String digest) {
        assertThat(GsmMaterial.digest(material.coded(framing))).isEqualTo(digest);
    }

    @ParameterizedTest
    @CsvSource({
        "SPEECH, GSM, 2020e42511dd7d94",
        "SPEECH, MICROSOFT_GSM, 2020e42511dd7d94",
        "NOISE, GSM, 45866035ee38afda",
        "NOISE, MICROSOFT_GSM, 45866035ee38afda",
        "FULL_SCALE, GSM, e5095d5c12aa2456",
        "FULL_SCALE, MICROSOFT_GSM, e5095d5c12aa2456",
        "SILENCE, GSM, aa24c48a3d1814de",
        "SILENCE, MICROSOFT_GSM, aa24c48a3d1814de",
        "RANDOM_WORDS, GSM, 027b94b21915a79a",
        "RANDOM_WORDS, MICROSOFT_GSM, cc26dcd7fe3baa23"
    })
    void framesAreDecodedToTheBitAsLibgsmDoes(GsmMaterial material, AudioEncoding framing, String digest) {
        short[] decoded = GsmMaterial.decode(framing, material.coded(framing));

        assertThat(GsmMaterial.digest(GsmMaterial.octets(decoded))).isEqualTo(digest);
    }

    @Test
    void theSpeechSurvives() {
        short[] before = GsmMaterial.SPEECH.sound();
        short[] after = GsmMaterial.decode(AudioEncoding.GSM, GsmMaterial.SPEECH.coded(AudioEncoding.GSM));

        double signal = 0, noise = 0;
        for (int i = 0; i < before.length; i++) {
            signal += (double) before[i] * before[i];
            noise += Math.pow(after[i] - before[i], 2);
        }
        assertThat(10 * Math.log10(signal / noise)).as("signal to noise in dB").isGreaterThan(8);
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"GSM", "MICROSOFT_GSM"})
    void streamsDoNotDisturbEachOtherAndPiecesMakeTheSameAsTheWhole(AudioEncoding framing) {
        short[] speech = GsmMaterial.SPEECH.sound();
        short[] noise = GsmMaterial.NOISE.sound();
        byte[] coded = new byte[GsmMaterial.SPEECH.coded(framing).length];
        byte[] other = new byte[coded.length];
        AudioCodec codec = AudioCodecs.standard().require(framing);
        AudioCodec.Encoder first = codec.encoder();
        AudioCodec.Encoder second = codec.encoder();

        int written = 0;
        for (int at = 0; at < speech.length; at += 5 * 320) {
            second.encode(noise, at, 5 * 320, other, written);
            written += first.encode(speech, at, 5 * 320, coded, written);
        }

        assertThat(coded).isEqualTo(GsmMaterial.SPEECH.coded(framing));
        assertThat(other).isEqualTo(GsmMaterial.NOISE.coded(framing));
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"GSM", "MICROSOFT_GSM"})
    void onlyWhatIsAskedForIsReadAndWritten(AudioEncoding framing) {
        byte[] coded = new byte[framing.blockBytes() + 20];
        short[] samples = new short[framing.blockSamples() + 20];
        Arrays.fill(coded, (byte) 7);
        Arrays.fill(samples, (short) 7);
        AudioCodec codec = AudioCodecs.standard().require(framing);

        int octets = codec.encoder().encode(new short[framing.blockSamples()], 0, framing.blockSamples(), coded, 10);
        int count = codec.decoder().decode(coded, 10, octets, samples, 10);

        assertThat(octets).isEqualTo(framing.blockBytes());
        assertThat(count).isEqualTo(framing.blockSamples());
        for (int i = 0; i < 10; i++) {
            assertThat(coded[i]).isEqualTo(coded[octets + 10 + i]).isEqualTo((byte) 7);
            assertThat(samples[i]).isEqualTo(samples[count + 10 + i]).isEqualTo((short) 7);
        }
    }

    @Test
    void anyParametersSurviveEitherFraming() {
        SplittableRandom random = new SplittableRandom(615);
        for (GsmFraming framing : GsmFraming.values()) {
            byte[] block = new byte[framing.encoding().blockBytes()];
            byte[] again = new byte[block.length];
            int[] words = new int[2 * GsmTables.FRAME_WORDS];
            for (int i = 0; i < 1000; i++) {
                random.nextBytes(block);
                block[0] = (byte) (framing == GsmFraming.PLAIN ? 0xD0 | block[0] & 0xF : block[0]);
                framing.unpack(block, 0, words);
                framing.pack(words, again, 0);
                assertThat(again).isEqualTo(block);
            }
        }
    }

    @Test
    void aRecordersFrameOfSoundAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        AudioCodec codec = AudioCodecs.standard().require(AudioEncoding.GSM);
        AudioCodec.Encoder encoder = codec.encoder();
        AudioCodec.Decoder decoder = codec.decoder();
        short[] sound = GsmMaterial.SPEECH.sound();
        byte[] frame = new byte[33];
        long before = 0;
        for (int i = 0; i < 1000; i++) {
            if (i == 500) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            encoder.encode(sound, i * 160, 160, frame, 0);
            decoder.decode(frame, 0, 33, sound, i * 160);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500);
    }
}

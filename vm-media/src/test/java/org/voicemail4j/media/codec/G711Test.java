package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;

/** G.711 against loops written from the recommendation's tables of decision values, for every value there is. */
class G711Test {

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"ULAW", "ALAW"})
    void everyCodeDecodesToTheMiddleOfItsInterval(AudioEncoding law) {
        for (int code = 0; code < 256; code++) {
            assertThat(decode(law, code)).as("code %x", code).isEqualTo(middle(law, code));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"ULAW", "ALAW"})
    void everySampleIsTruncatedToTheIntervalItLiesIn(AudioEncoding law) {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            assertThat(encode(law, sample)).as("sample %d", sample).isEqualTo(interval(law, sample));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AudioEncoding.class,
            names = {"ULAW", "ALAW"})
    void aCodeSurvivesDecodingButMinusZero(AudioEncoding law) {
        for (int code = 0; code < 256; code++) {
            boolean minusZero = law == AudioEncoding.ULAW && code == 0x7F;
            assertThat(encode(law, decode(law, code))).isEqualTo(minusZero ? 0xFF : code);
        }
    }

    private static int decode(AudioEncoding law, int code) {
        short[] sample = new short[1];
        AudioCodecs.standard().require(law).decoder().decode(new byte[] {(byte) code}, 0, 1, sample, 0);
        return sample[0];
    }

    private static int encode(AudioEncoding law, int sample) {
        byte[] code = new byte[1];
        AudioCodecs.standard().require(law).encoder().encode(new short[] {(short) sample}, 0, 1, code, 0);
        return code[0] & 0xFF;
    }

    /** Lower bounds of the 128 intervals of magnitudes, in the law's own resolution (14 bits, 13 bits). */
    private static int[] bounds(AudioEncoding law) {
        int[] bounds = new int[129];
        int at = 0;
        for (int i = 0; i < 128; i++) {
            bounds[i] = at;
            int chord = i / 16;
            if (law == AudioEncoding.ULAW) {
                at += i == 0 ? 1 : 2 << chord; // G.711 table 2: the first interval is half as wide
            } else {
                at += chord == 0 ? 2 : 1 << chord; // G.711 table 1, in steps of 1/4096
            }
        }
        bounds[128] = at;
        return bounds;
    }

    private static int middle(AudioEncoding law, int code) {
        boolean ulaw = law == AudioEncoding.ULAW;
        int plain = ulaw ? ~code & 0xFF : code ^ 0x55;
        int index = plain & 0x7F;
        boolean negative = ulaw ? (plain & 0x80) != 0 : (plain & 0x80) == 0;
        int[] bounds = bounds(law);
        int twice = ulaw && index == 0 ? 0 : bounds[index] + bounds[index + 1];
        int magnitude = ulaw ? twice * 2 : twice * 4;
        return negative ? -magnitude : magnitude;
    }

    private static int interval(AudioEncoding law, int sample) {
        boolean ulaw = law == AudioEncoding.ULAW;
        int magnitude = (sample < 0 ? -sample - 1 : sample) >> (ulaw ? 2 : 3);
        int[] bounds = bounds(law);
        int index = 127;
        while (bounds[index] > magnitude) {
            index--;
        }
        int signed = ulaw ? (sample < 0 ? index | 0x80 : index) : (sample < 0 ? index : index | 0x80);
        return ulaw ? ~signed & 0xFF : signed ^ 0x55;
    }
}

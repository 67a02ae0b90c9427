package org.voicemail4j.media.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loudness by the signals of ITU-R BS.1770-4 and EBU Tech 3341, for one channel. */
class LoudnessTest {

    private static short[] tone(int rateHz, double frequency, double db, double seconds) {
        short[] sound = new short[(int) (rateHz * seconds)];
        for (int i = 0; i < sound.length; i++) {
            sound[i] =
                    (short) Math.round(Math.pow(10, db / 20) * 32767 * Math.sin(2 * Math.PI * frequency * i / rateHz));
        }
        return sound;
    }

    private static Loudness of(int rateHz, short[]... pieces) {
        Loudness loudness = new Loudness(rateHz);
        for (short[] piece : pieces) {
            loudness.add(piece, 0, piece.length);
        }
        return loudness;
    }

    /** BS.1770-4, annex 1: a sine of 997 Hz at full scale in one channel measures -3.01 LKFS. */
    @ParameterizedTest
    @ValueSource(ints = {8000, 16000, 44100, 48000})
    void aToneOfFullScaleHasTheLoudnessOfTheRecommendation(int rateHz) {
        assertThat(of(rateHz, tone(rateHz, 997, 0, 10)).lufs().orElseThrow()).isCloseTo(-3.01, within(0.1));
    }

    /** Tables 1 and 2 of BS.1770-4 have the coefficients at 48 kHz. */
    @Test
    void theFiltersAreThoseOfTheRecommendation() {
        Biquad head = Biquad.head(48000);
        Biquad lowCut = Biquad.lowCut(48000);
        double b0 = 1.53512485958697;
        double a1 = -1.69065929318241;
        double second = -2.69169618940638 - a1 * b0;
        double third = 1.19839281085285 - a1 * second - 0.73248077421585 * b0;

        assertThat(new double[] {head.filtered(1), head.filtered(0), head.filtered(0)})
                .containsExactly(new double[] {b0, second, third}, within(1e-9));
        a1 = -1.99004745483398;
        second = -2 - a1;
        third = 1 - a1 * second - 0.99007225036621;
        assertThat(new double[] {lowCut.filtered(1), lowCut.filtered(0), lowCut.filtered(0)})
                .containsExactly(new double[] {1, second, third}, within(1e-9));
    }

    /** As EBU Tech 3341 has it, case 3: 10 s at -36, 60 s at -23, 10 s at -36; a channel alone is 3 dB softer than two. */
    @Test
    void softPartsDoNotCount() {
        short[] soft = tone(8000, 1000, -36, 10);

        double lufs = of(8000, soft, tone(8000, 1000, -23, 60), soft).lufs().orElseThrow();

        assertThat(lufs).isCloseTo(-26.0, within(0.2));
    }

    @Test
    void pausesDoNotCount() {
        short[] pause = new short[16000 * 20];
        short[] words = tone(16000, 1000, -20, 5);

        assertThat(of(16000, pause, words, pause).lufs().orElseThrow())
                .isCloseTo(of(16000, words).lufs().orElseThrow(), within(0.3));
    }

    @Test
    void silenceAndClicksHaveNoLoudnessAndStayAsTheyAre() {
        assertThat(of(8000, new short[80000]).lufs()).isEmpty();
        assertThat(of(8000, tone(8000, 1000, 0, 0.3)).lufs()).isEmpty();
        assertThat(of(8000).gain(-23, -1)).isEqualTo(1);
    }

    @Test
    void theGainBringsSoundToItsTargetButNotBeyondItsPeak() {
        short[] soft = tone(8000, 1000, -40, 5);
        short[] spiky = soft.clone();
        spiky[20000] = 16000;

        assertThat(20 * Math.log10(of(8000, soft).gain(-23, -1))).isCloseTo(20, within(0.2));
        assertThat(20 * Math.log10(of(8000, tone(8000, 1000, -3, 5)).gain(-23, -1)))
                .isCloseTo(-17, within(0.2));
        assertThat(of(8000, spiky).gain(-10, -1) * 16000 / 32768).isCloseTo(Math.pow(10, -1 / 20.0), within(0.01));
        assertThat(20 * Math.log10(of(8000, tone(8000, 1000, -62, 5)).gain(-10, -1)))
                .isCloseTo(30, within(0.01));
    }

    @Test
    void ratesBelowTheTelephonesAreRefused() {
        assertThatThrownBy(() -> new Loudness(4000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4000");
    }
}

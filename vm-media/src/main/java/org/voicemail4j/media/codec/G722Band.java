package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.G722Tables.clip;

/**
 * One band of one stream of G.722: the quantiser's step and the predictor, two poles and six zeros, which encoder and
 * decoder adapt alike after every code (§3.6 and 4.6, blocks 3L, 3H, 4L and 4H).
 */
final class G722Band {

    private static final int ZEROS = 6;

    private final int octaves;
    private final int largest;
    private final int[] differences = new int[ZEROS];
    private final int[] zeros = new int[ZEROS];
    private int pole1;
    private int pole2;
    private int partial1;
    private int partial2;
    private int rebuilt1;
    private int logarithm;
    private int step;
    private int byZeros;
    private int predicted;

    private G722Band(int octaves, int largest) {
        this.octaves = octaves;
        this.largest = largest;
        step = G722Tables.step(0, octaves);
    }

    static G722Band lower() {
        return new G722Band(8, 18432);
    }

    static G722Band upper() {
        return new G722Band(10, 22528);
    }

    /** The quantiser's step. */
    int scale() {
        return step;
    }

    /** By how much a sample differs from what was predicted. */
    int error(int sample) {
        return clip(sample - predicted);
    }

    /** The sample that a quantised difference stands for, in 15 bits. */
    int sample(int quantised) {
        return G722Tables.limit(clip(predicted + (quantised * step >> 15)));
    }

    /** Takes the code of the lower band's sample. */
    void adaptLower(int code) {
        int coarse = code >> 2;
        adapt(G722Tables.LOWER_COARSE[coarse] * step >> 15, G722Tables.LOWER_WEIGHT[coarse]);
    }

    /** Takes the code of the upper band's sample. */
    void adaptUpper(int code) {
        adapt(G722Tables.UPPER[code] * step >> 15, G722Tables.UPPER_WEIGHT[code]);
    }

    private void adapt(int difference, int weight) {
        logarithm = Math.max(0, Math.min(largest, (logarithm * 32512 >> 15) + weight));
        step = G722Tables.step(logarithm, octaves);
        int rebuilt = clip(predicted + difference);
        adaptPoles(clip(byZeros + difference));
        adaptZeros(difference);
        predict(rebuilt);
    }

    /** UPPOL2 and UPPOL1. */
    private void adaptPoles(int partial) {
        boolean same1 = (partial ^ partial1) >= 0;
        boolean same2 = (partial ^ partial2) >= 0;
        int turn = clip(4 * pole1);
        int second = (clip(same1 ? -turn : turn) >> 7) + (same2 ? 128 : -128) + (pole2 * 32512 >> 15);
        pole2 = Math.max(-12288, Math.min(12288, second));
        int most = 15360 - pole2;
        pole1 = Math.max(-most, Math.min(most, (same1 ? 192 : -192) + (pole1 * 32640 >> 15)));
        partial2 = partial1;
        partial1 = partial;
    }

    /** UPZERO. The coefficients cannot leave 16 bits. */
    private void adaptZeros(int difference) {
        int gain = difference == 0 ? 0 : 128;
        for (int i = ZEROS - 1; i >= 0; i--) {
            zeros[i] = (zeros[i] * 32640 >> 15) + ((difference ^ differences[i]) < 0 ? -gain : gain);
        }
        System.arraycopy(differences, 0, differences, 1, ZEROS - 1);
        differences[0] = difference;
    }

    /** FILTEZ, FILTEP and PREDIC. */
    private void predict(int rebuilt) {
        int sum = 0;
        for (int i = ZEROS - 1; i >= 0; i--) {
            sum = clip(sum + (2 * differences[i] * zeros[i] >> 15));
        }
        byZeros = sum;
        int byPoles = clip((pole1 * clip(2 * rebuilt) >> 15) + (pole2 * clip(2 * rebuilt1) >> 15));
        rebuilt1 = rebuilt;
        predicted = clip(byPoles + byZeros);
    }
}

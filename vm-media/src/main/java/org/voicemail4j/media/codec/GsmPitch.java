package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.LONGEST_LAG;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME;
import static org.voicemail4j.media.codec.GsmTables.clip;
import static org.voicemail4j.media.codec.GsmTables.norm;
import static org.voicemail4j.media.codec.GsmTables.product;

/** Long-term prediction (§5.2.11 and 5.2.12): which stretch of the past a subframe resembles most, and how loud. */
final class GsmPitch {

    private static final int LAGS_AT_ONCE = 9;

    /** Changes no index here, but tells the JVM how small they are, so that it addresses without widening each. */
    private static final int INDEX = 0x1FF;

    private GsmPitch() {}

    /**
     * Writes lag and gain of a subframe, what they predict, and the error that is left.
     *
     * @param from where in the frame the subframe begins
     * @param at where in {@code scratch.words} the lag goes, before the gain
     */
    static void search(GsmScratch scratch, int from, int at) {
        int scale = scale(scratch.signal, from, scratch.scaled);
        int start = LONGEST_LAG + from;
        int lag = bestLag(scratch.scaled, scratch.past, start, scratch.sums);
        int largest = (int) (2 * scratch.sums[0]) >> 6 - scale;
        int gain = gain(largest, scratch.residual, start - lag);
        scratch.words[at] = lag;
        scratch.words[at + 1] = gain;
        predict(scratch, from, start - lag, GsmTables.GAIN[gain]);
    }

    /** Shifts the subframe to 10 bits, sign included; returns by how much. */
    private static int scale(int[] signal, int from, double[] scaled) {
        int largest = 0;
        for (int k = 0; k < SUBFRAME; k++) {
            largest = Math.max(largest, Math.abs(signal[from + k]));
        }
        int room = largest == 0 ? 0 : norm(Math.min(largest, Short.MAX_VALUE) << 16);
        int shift = largest == 0 || room > 6 ? 0 : 6 - room;
        for (int k = 0; k < SUBFRAME; k++) {
            scaled[k] = signal[from + k] >> shift;
        }
        return shift;
    }

    /**
     * The first lag with the largest correlation, which goes into {@code sums[0]}. Nine lags at a time, in registers;
     * the sums are of 40 products of 10 and 16 bits, below 2^30, so that double is exact, and faster than int.
     */
    private static int bestLag(double[] wanted, double[] past, int start, double[] sums) {
        double most = 0;
        int best = SUBFRAME;
        for (int lag = SUBFRAME; lag <= LONGEST_LAG; lag += LAGS_AT_ONCE) {
            correlate(wanted, past, start - lag - (LAGS_AT_ONCE - 1) & INDEX, sums);
            for (int i = 0; i < LAGS_AT_ONCE; i++) {
                if (sums[i] > most) {
                    most = sums[i];
                    best = lag + i;
                }
            }
        }
        sums[0] = most;
        return best;
    }

    private static void correlate(double[] wanted, double[] past, int from, double[] sums) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0;
        for (int k = 0; k < SUBFRAME; k++) {
            double x = wanted[k];
            a0 += x * past[from + k + 8];
            a1 += x * past[from + k + 7];
            a2 += x * past[from + k + 6];
            a3 += x * past[from + k + 5];
            a4 += x * past[from + k + 4];
            a5 += x * past[from + k + 3];
            a6 += x * past[from + k + 2];
            a7 += x * past[from + k + 1];
            a8 += x * past[from + k];
        }
        sums[0] = a0;
        sums[1] = a1;
        sums[2] = a2;
        sums[3] = a3;
        sums[4] = a4;
        sums[5] = a5;
        sums[6] = a6;
        sums[7] = a7;
        sums[8] = a8;
    }

    private static int gain(int correlation, int[] residual, int from) {
        if (correlation <= 0) {
            return 0;
        }
        int power = power(residual, from);
        if (correlation >= power) {
            return 3;
        }
        int shift = norm(power);
        int r = correlation << shift >> 16;
        int s = power << shift >> 16;
        int code = 0;
        while (code < 3 && r > s * GsmTables.GAIN_LEVEL[code] >> 15) {
            code++;
        }
        return code;
    }

    private static int power(int[] residual, int from) {
        int power = 0;
        for (int k = 0; k < SUBFRAME; k++) {
            int x = residual[from + k] >> 3;
            power += x * x;
        }
        return 2 * power;
    }

    private static void predict(GsmScratch scratch, int from, int back, int gain) {
        for (int k = 0; k < SUBFRAME; k++) {
            int predicted = product(gain, scratch.residual[back + k]);
            scratch.predicted[k] = predicted;
            scratch.error[GsmScratch.MARGIN + k] = clip(scratch.signal[from + k] - predicted);
        }
    }
}

package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.PULSE;
import static org.voicemail4j.media.codec.GsmTables.PULSES;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME;
import static org.voicemail4j.media.codec.GsmTables.clip;

/** Regular pulse excitation (§5.2.13 to 5.2.18): thirteen pulses that stand for what prediction left of a subframe. */
final class GsmPulses {

    private GsmPulses() {}

    /**
     * Writes grid, maximum and pulses of a subframe, and what a decoder makes of them into the predictor's past.
     *
     * @param start where in {@code scratch.residual} the subframe begins
     * @param at where in {@code scratch.words} the grid goes
     */
    static void encode(GsmScratch scratch, int start, int at) {
        weight(scratch.error, scratch.weighted);
        int grid = grid(scratch.weighted);
        int maximum = maximum(scratch.weighted, grid);
        scratch.words[at] = grid;
        scratch.words[at + 1] = maximum;
        quantise(scratch.weighted, grid, maximum, scratch.words, at + 2);
        reconstruct(scratch, start, at);
    }

    /** The block filter of table 4.4; its sum cannot leave 32 bits. */
    private static void weight(int[] e, int[] weighted) {
        for (int k = 0; k < SUBFRAME; k++) {
            int sum = 8192 * e[k + 5]
                    + 5741 * (e[k + 4] + e[k + 6])
                    + 2054 * (e[k + 3] + e[k + 7])
                    - 374 * (e[k + 1] + e[k + 9])
                    - 134 * (e[k] + e[k + 10]);
            weighted[k] = clip(sum + 4096 >> 13);
        }
    }

    /** The first of four grids with the most energy. */
    private static int grid(int[] weighted) {
        int e0 = 0, e1 = 0, e2 = 0, e3 = 0;
        for (int i = 0; i < 3 * PULSES; i += 3) {
            e0 += square(weighted[i]);
            e1 += square(weighted[i + 1]);
            e2 += square(weighted[i + 2]);
            e3 += square(weighted[i + 3]);
        }
        int grid = e1 > e0 ? 1 : 0;
        int most = Math.max(e0, e1);
        grid = e2 > most ? 2 : grid;
        return e3 > Math.max(most, e2) ? 3 : grid;
    }

    private static int square(int value) {
        int quarter = value >> 2;
        return quarter * quarter;
    }

    /** The code of the largest pulse: three bits of exponent, three of mantissa. */
    private static int maximum(int[] weighted, int grid) {
        int largest = 0;
        for (int i = 0; i < PULSES; i++) {
            largest = Math.max(largest, Math.abs(weighted[grid + 3 * i]));
        }
        largest = Math.min(largest, Short.MAX_VALUE);
        int exponent = 32 - Integer.numberOfLeadingZeros(largest >> 9);
        return (largest >> exponent + 5) + (exponent << 3);
    }

    private static void quantise(int[] weighted, int grid, int maximum, int[] words, int at) {
        int shift = 6 - GsmTables.EXPONENT[maximum];
        int scale = GsmTables.PULSE_SCALE[GsmTables.MANTISSA[maximum]];
        for (int i = 0; i < PULSES; i++) {
            words[at + i] = ((weighted[grid + 3 * i] << shift) * scale >> 27) + 4;
        }
    }

    private static void reconstruct(GsmScratch scratch, int start, int at) {
        int[] residual = scratch.residual;
        System.arraycopy(scratch.predicted, 0, residual, start, SUBFRAME);
        int first = start + scratch.words[at];
        int maximum = scratch.words[at + 1] << 3;
        for (int i = 0; i < PULSES; i++) {
            int place = first + 3 * i;
            residual[place] = clip(residual[place] + PULSE[maximum | scratch.words[at + 2 + i]]);
        }
        for (int k = start; k < start + SUBFRAME; k++) {
            scratch.past[k] = residual[k];
        }
    }
}

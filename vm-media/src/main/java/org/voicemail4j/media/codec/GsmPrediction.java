package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.FRAME;
import static org.voicemail4j.media.codec.GsmTables.ORDER;
import static org.voicemail4j.media.codec.GsmTables.clip;
import static org.voicemail4j.media.codec.GsmTables.magnitude;
import static org.voicemail4j.media.codec.GsmTables.norm;
import static org.voicemail4j.media.codec.GsmTables.product;

import java.util.Arrays;

/** Linear prediction (§5.2.4 to 5.2.7): a frame of sound to the codes of its log-area ratios. */
final class GsmPrediction {

    private GsmPrediction() {}

    /** Reads the frame in {@code scratch.signal}, whose lowest bits it may drop; writes the ratios' codes. */
    static void analyse(GsmScratch scratch, int words) {
        scale(scratch.signal, scratch.scaled);
        correlate(scratch.scaled, scratch.sums);
        reflect(scratch);
        for (int i = 0; i < ORDER; i++) {
            scratch.words[words + i] = code(i, logAreaRatio(scratch.reflections[i]));
        }
    }

    /** Makes the frame small enough for sums of 32 bits; what that rounds away is lost for the filter too. */
    private static void scale(int[] signal, double[] scaled) {
        int shift = 4 - norm(largest(signal) << 16);
        if (shift > 0 && shift <= 4) {
            int half = 1 << shift - 1;
            for (int k = 0; k < FRAME; k++) {
                int small = signal[k] + half >> shift;
                scaled[ORDER + k] = small;
                signal[k] = (short) (small << shift);
            }
        } else {
            for (int k = 0; k < FRAME; k++) {
                scaled[ORDER + k] = signal[k];
            }
        }
    }

    private static int largest(int[] signal) {
        int largest = 0;
        for (int k = 0; k < FRAME; k++) {
            largest = Math.max(largest, Math.abs(signal[k]));
        }
        return Math.min(largest, Short.MAX_VALUE);
    }

    /** Auto-correlation. The sums stay below 2^31, so that double is exact. */
    private static void correlate(double[] s, double[] sums) {
        double a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0, a6 = 0, a7 = 0, a8 = 0;
        for (int i = 0; i < ORDER; i++) {
            s[i] = 0;
        }
        for (int i = ORDER; i < ORDER + FRAME; i++) {
            double x = s[i];
            a0 += x * x;
            a1 += x * s[i - 1];
            a2 += x * s[i - 2];
            a3 += x * s[i - 3];
            a4 += x * s[i - 4];
            a5 += x * s[i - 5];
            a6 += x * s[i - 6];
            a7 += x * s[i - 7];
            a8 += x * s[i - 8];
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

    /** Schur's recursion. */
    private static void reflect(GsmScratch scratch) {
        int[] reflections = scratch.reflections;
        int[] p = scratch.forward;
        int[] q = scratch.backward;
        normalise(scratch.sums, p);
        System.arraycopy(p, 0, q, 0, ORDER + 1);
        for (int n = 0; n < ORDER; n++) {
            int size = magnitude(p[1]);
            if (p[0] == 0 || p[0] < size) {
                Arrays.fill(reflections, n, ORDER, 0);
                return;
            }
            int quotient = Math.min(Short.MAX_VALUE, (size << 15) / p[0]);
            int r = p[1] > 0 ? -quotient : quotient;
            reflections[n] = r;
            recurse(p, q, r, ORDER - 1 - n);
        }
    }

    private static void recurse(int[] p, int[] q, int r, int left) {
        p[0] = clip(p[0] + product(p[1], r));
        for (int m = 1; m <= left; m++) {
            p[m] = clip(p[m + 1] + product(q[m], r));
            q[m] = clip(q[m] + product(p[m + 1], r));
        }
    }

    private static void normalise(double[] sums, int[] p) {
        int shift = norm((int) (2 * sums[0]));
        for (int i = 0; i <= ORDER; i++) {
            p[i] = (int) (2 * sums[i]) << shift >> 16;
        }
    }

    private static int logAreaRatio(int reflection) {
        int size = magnitude(reflection);
        int ratio;
        if (size < 22118) {
            ratio = size >> 1;
        } else if (size < 31130) {
            ratio = size - 11059;
        } else {
            ratio = size - 26112 << 2;
        }
        return reflection < 0 ? -ratio : ratio;
    }

    private static int code(int i, int ratio) {
        int scaled = clip(clip((GsmTables.LAR_SCALE[i] * ratio >> 15) + GsmTables.LAR_OFFSET[i]) + 256) >> 9;
        return Math.max(GsmTables.LAR_LEAST[i], Math.min(GsmTables.LAR_MOST[i], scaled)) - GsmTables.LAR_LEAST[i];
    }
}

package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.LAR;
import static org.voicemail4j.media.codec.GsmTables.ORDER;
import static org.voicemail4j.media.codec.GsmTables.clip;
import static org.voicemail4j.media.codec.GsmTables.product;

/**
 * The short-term filter of one stream, as analysis or as synthesis (§5.2.9, 5.2.10, 5.3.2): a lattice of eight stages whose
 * coefficients glide from the last frame's to this frame's over the first 40 samples.
 *
 * <p>The stages are written out, with their states in local variables, and so stay in registers.
 */
final class GsmLattice {

    private static final int[] BORDERS = {0, 13, 27, 40, 160};

    private final short[] states = new short[ORDER];
    private final short[] last = new short[ORDER];

    /** Sound to short-term residual, in place. */
    void analyse(int[] signal, int[] words, int at, GsmScratch scratch) {
        decode(words, at, scratch.ratios);
        for (int segment = 0; segment < 4; segment++) {
            reflections(segment, scratch.ratios, scratch.reflections);
            analyse(signal, BORDERS[segment], BORDERS[segment + 1], scratch.reflections);
        }
        remember(scratch.ratios);
    }

    /** Short-term residual, which lies in {@code residual} from {@code start} on, to sound. */
    void synthesise(int[] residual, int start, int[] signal, int[] words, int at, GsmScratch scratch) {
        decode(words, at, scratch.ratios);
        for (int segment = 0; segment < 4; segment++) {
            reflections(segment, scratch.ratios, scratch.reflections);
            synthesise(residual, start, signal, BORDERS[segment], BORDERS[segment + 1], scratch.reflections);
        }
        remember(scratch.ratios);
    }

    private static void decode(int[] words, int at, int[] ratios) {
        for (int i = 0; i < ORDER; i++) {
            ratios[i] = LAR[i << 6 | words[at + i]];
        }
    }

    private void remember(int[] ratios) {
        for (int i = 0; i < ORDER; i++) {
            last[i] = (short) ratios[i];
        }
    }

    private void reflections(int segment, int[] ratios, int[] reflections) {
        for (int i = 0; i < ORDER; i++) {
            reflections[i] = reflection(between(segment, last[i], ratios[i]));
        }
    }

    private static int between(int segment, int before, int now) {
        return switch (segment) {
            case 0 -> clip(clip((before >> 2) + (now >> 2)) + (before >> 1));
            case 1 -> clip((before >> 1) + (now >> 1));
            case 2 -> clip(clip((before >> 2) + (now >> 2)) + (now >> 1));
            default -> now;
        };
    }

    private static int reflection(int ratio) {
        int size = GsmTables.magnitude(ratio);
        int reflection;
        if (size < 11059) {
            reflection = size << 1;
        } else if (size < 20070) {
            reflection = size + 11059;
        } else {
            reflection = clip((size >> 2) + 26112);
        }
        return ratio < 0 ? -reflection : reflection;
    }

    private void analyse(int[] signal, int from, int to, int[] r) {
        int r0 = r[0], r1 = r[1], r2 = r[2], r3 = r[3], r4 = r[4], r5 = r[5], r6 = r[6], r7 = r[7];
        int u0 = states[0], u1 = states[1], u2 = states[2], u3 = states[3];
        int u4 = states[4], u5 = states[5], u6 = states[6], u7 = states[7];
        for (int k = from; k < to; k++) {
            int d0 = signal[k];
            int up1 = clip(u0 + product(r0, d0));
            int d1 = clip(d0 + product(r0, u0));
            u0 = d0;
            int up2 = clip(u1 + product(r1, d1));
            int d2 = clip(d1 + product(r1, u1));
            u1 = up1;
            int up3 = clip(u2 + product(r2, d2));
            int d3 = clip(d2 + product(r2, u2));
            u2 = up2;
            int up4 = clip(u3 + product(r3, d3));
            int d4 = clip(d3 + product(r3, u3));
            u3 = up3;
            int up5 = clip(u4 + product(r4, d4));
            int d5 = clip(d4 + product(r4, u4));
            u4 = up4;
            int up6 = clip(u5 + product(r5, d5));
            int d6 = clip(d5 + product(r5, u5));
            u5 = up5;
            int up7 = clip(u6 + product(r6, d6));
            int d7 = clip(d6 + product(r6, u6));
            u6 = up6;
            signal[k] = clip(d7 + product(r7, u7));
            u7 = up7;
        }
        keep(u0, u1, u2, u3, u4, u5, u6, u7);
    }

    private void synthesise(int[] residual, int start, int[] signal, int from, int to, int[] r) {
        int r0 = r[0], r1 = r[1], r2 = r[2], r3 = r[3], r4 = r[4], r5 = r[5], r6 = r[6], r7 = r[7];
        int v0 = states[0], v1 = states[1], v2 = states[2], v3 = states[3];
        int v4 = states[4], v5 = states[5], v6 = states[6], v7 = states[7];
        for (int k = from; k < to; k++) {
            int x = clip(residual[start + k] - product(r7, v7));
            x = clip(x - product(r6, v6));
            v7 = clip(v6 + product(r6, x));
            x = clip(x - product(r5, v5));
            v6 = clip(v5 + product(r5, x));
            x = clip(x - product(r4, v4));
            v5 = clip(v4 + product(r4, x));
            x = clip(x - product(r3, v3));
            v4 = clip(v3 + product(r3, x));
            x = clip(x - product(r2, v2));
            v3 = clip(v2 + product(r2, x));
            x = clip(x - product(r1, v1));
            v2 = clip(v1 + product(r1, x));
            x = clip(x - product(r0, v0));
            v1 = clip(v0 + product(r0, x));
            v0 = x;
            signal[k] = x;
        }
        keep(v0, v1, v2, v3, v4, v5, v6, v7);
    }

    private void keep(int s0, int s1, int s2, int s3, int s4, int s5, int s6, int s7) {
        states[0] = (short) s0;
        states[1] = (short) s1;
        states[2] = (short) s2;
        states[3] = (short) s3;
        states[4] = (short) s4;
        states[5] = (short) s5;
        states[6] = (short) s6;
        states[7] = (short) s7;
    }
}

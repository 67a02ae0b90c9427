package org.voicemail4j.media.codec;

/**
 * Low-pass filter at a quarter of the higher rate, for going from 16 kHz to 8 kHz and back: a windowed sinc of 63 taps,
 * flat to 3.4 kHz, 60 dB down from 4.6 kHz. One stream of sound; delays it by 2 ms.
 */
final class HalfBand {

    private static final int TAPS = 63;
    private static final float[] TAP = taps();

    private final float[] line = new float[2 * TAPS];
    private int newest;
    private boolean odd;

    private static float[] taps() {
        double[] tap = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - (TAPS - 1) / 2.0;
            double sinc = x == 0 ? 0.5 : Math.sin(Math.PI * x / 2) / (Math.PI * x);
            double turn = 2 * Math.PI * i / (TAPS - 1);
            tap[i] = sinc * (0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
            sum += tap[i];
        }
        float[] normal = new float[TAPS];
        for (int i = 0; i < TAPS; i++) {
            normal[i] = (float) (tap[i] / sum);
        }
        return normal;
    }

    /** Every second sample of the filtered sound. Returns how many were written. */
    int halve(short[] in, int from, int count, short[] out, int at) {
        int written = 0;
        for (int i = 0; i < count; i++) {
            push(in[from + i]);
            if (!odd) {
                out[at + written++] = filtered(1);
            }
            odd = !odd;
        }
        return written;
    }

    /** Two samples for each one. Returns how many were written. */
    int twice(short[] in, int from, int count, short[] out, int at) {
        for (int i = 0; i < count; i++) {
            push(in[from + i]);
            out[at + 2 * i] = filtered(2);
            push((short) 0);
            out[at + 2 * i + 1] = filtered(2);
        }
        return 2 * count;
    }

    private void push(short sample) {
        newest = newest == 0 ? TAPS - 1 : newest - 1;
        line[newest] = sample;
        line[newest + TAPS] = sample;
    }

    private short filtered(int gain) {
        float sum = 0;
        for (int i = 0; i < TAPS; i++) {
            sum += TAP[i] * line[newest + i];
        }
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum * gain)));
    }
}

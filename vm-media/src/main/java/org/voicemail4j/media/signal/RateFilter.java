package org.voicemail4j.media.signal;

import java.math.BigInteger;

/**
 * The low-pass filter between two rates, cut into phases: a sinc under a Kaiser window, made for the lower of the two rates.
 * Unchangeable, shared by all streams.
 */
final class RateFilter {

    static final RateFilter HALVING = new RateFilter(16_000, 8_000);
    static final RateFilter DOUBLING = new RateFilter(8_000, 16_000);

    /** Where the filter is 6 dB down, in parts of the lower rate; and how wide its slope is. */
    private static final double CUTOFF = 0.5;

    private static final double SLOPE = 0.15;
    /** Kaiser's parameters for 85 dB. */
    private static final double ATTENUATION = 85;

    private static final double BETA = 0.1102 * (ATTENUATION - 8.7);
    private static final int UNROLLED = 4;

    /** So many outputs come from {@link #step} inputs. */
    final int phases;

    final int step;
    /** Taps of each phase, a multiple of 4. */
    final int taps;

    private final float[][] coefficients;

    private RateFilter(int fromHz, int toHz) {
        int common = commonDivisor(fromHz, toHz);
        phases = toHz / common;
        step = fromHz / common;
        double lower = Math.min(1, (double) toHz / fromHz);
        int needed = (int) Math.ceil((ATTENUATION - 7.95) / (14.36 * SLOPE * lower)) + 1;
        taps = (needed + UNROLLED - 1) / UNROLLED * UNROLLED;
        coefficients = new float[phases][];
        for (int phase = 0; phase < phases; phase++) {
            coefficients[phase] = phase(phase, CUTOFF * lower);
        }
    }

    static RateFilter between(int fromHz, int toHz) {
        if (fromHz == 16_000 && toHz == 8_000) {
            return HALVING;
        }
        return fromHz == 8_000 && toHz == 16_000 ? DOUBLING : new RateFilter(fromHz, toHz);
    }

    static int commonDivisor(int a, int b) {
        return BigInteger.valueOf(a).gcd(BigInteger.valueOf(b)).intValueExact();
    }

    /** Of one phase, for the newest input first; their sum is 1, so that no phase is louder than another. */
    private float[] phase(int phase, double cutoff) {
        double[] exact = new double[taps];
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double x = i - taps / 2.0 + (double) phase / phases;
            double turn = 2 * Math.PI * cutoff * x;
            double sinc = x == 0 ? 1 : Math.sin(turn) / turn;
            exact[i] = sinc * window(x / (taps / 2.0));
            sum += exact[i];
        }
        float[] normal = new float[taps];
        for (int i = 0; i < taps; i++) {
            normal[i] = (float) (exact[i] / sum);
        }
        return normal;
    }

    /** Kaiser's window from -1 to 1. */
    private static double window(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
    }

    /** The modified Bessel function of order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            term *= (x / 2 / k) * (x / 2 / k);
            sum += term;
        }
        return sum;
    }

    /** One output, of the inputs from there on, the newest first. */
    float output(int phase, float[] line, int newest) {
        float[] taken = coefficients[phase];
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < taken.length; i += UNROLLED) {
            a += taken[i] * line[newest + i];
            b += taken[i + 1] * line[newest + i + 1];
            c += taken[i + 2] * line[newest + i + 2];
            d += taken[i + 3] * line[newest + i + 3];
        }
        return a + b + (c + d);
    }
}

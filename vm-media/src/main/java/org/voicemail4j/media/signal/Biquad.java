package org.voicemail4j.media.signal;

/** A filter of second order and its state, for one stream (transposed direct form 2). */
final class Biquad {

    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double one;
    private double two;

    private Biquad(double b0, double b1, double b2, double a1, double a2) {
        this.b0 = b0;
        this.b1 = b1;
        this.b2 = b2;
        this.a1 = a1;
        this.a2 = a2;
    }

    /** The first stage of ITU-R BS.1770's weighting, as the head has it: 4 dB more from about 2 kHz on, made for any rate. */
    static Biquad head(int rateHz) {
        double k = Math.tan(Math.PI * 1681.974450955533 / rateHz);
        double q = 0.7071752369554196;
        double high = Math.pow(10, 3.999843853973347 / 20);
        double band = Math.pow(high, 0.4996667741545416);
        double a0 = 1 + k / q + k * k;
        return new Biquad(
                (high + band * k / q + k * k) / a0,
                2 * (k * k - high) / a0,
                (high - band * k / q + k * k) / a0,
                2 * (k * k - 1) / a0,
                (1 - k / q + k * k) / a0);
    }

    /** The second stage: little below 60 Hz. */
    static Biquad lowCut(int rateHz) {
        double k = Math.tan(Math.PI * 38.13547087602444 / rateHz);
        double q = 0.5003270373238773;
        double a0 = 1 + k / q + k * k;
        return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    double filtered(double sample) {
        double out = b0 * sample + one;
        one = b1 * sample - a1 * out + two;
        two = b2 * sample - a2 * out;
        return out;
    }
}

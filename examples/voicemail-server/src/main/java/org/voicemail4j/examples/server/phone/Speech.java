package org.voicemail4j.examples.server.phone;

import java.util.SplittableRandom;

/**
 * Something like speech: a buzzing voice whose pitch wanders, sent through three resonances that move from vowel to
 * vowel, with hissing consonants and pauses between. No two seeds sound alike, and no part of it sounds like another
 * part, so that it can be found again to the sample.
 */
public final class Speech {

    /** Samples in one second. */
    public static final int RATE_HZ = 8000;

    private static final int SYLLABLE = RATE_HZ * 22 / 100;
    private static final int CONSONANT = RATE_HZ * 6 / 100;
    private static final int WORD = 4;
    private static final double LOUDEST = 12_000;
    /** The first three resonances of five vowels, in Hz: a, e, i, o, u. */
    private static final int[][] VOWELS = {
        {730, 1090, 2440}, {530, 1840, 2480}, {270, 2290, 3010}, {570, 840, 2410}, {300, 870, 2240}
    };

    private final SplittableRandom random;
    private final double[][] memory = new double[3][2];
    private double pitchHz = 115;
    private double phase;

    private Speech(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /**
     * Makes some.
     *
     * @param seconds how long, to a syllable
     * @param seed what is said
     * @return samples of 16 bit at 8 kHz
     */
    public static short[] say(int seconds, long seed) {
        return new Speech(seed).syllables(seconds * RATE_HZ / SYLLABLE);
    }

    private short[] syllables(int count) {
        double[] sound = new double[count * SYLLABLE];
        for (int i = 0; i < count; i++) {
            int[] vowel = VOWELS[random.nextInt(VOWELS.length)];
            double loudness = i % WORD == WORD - 1 ? 0.25 : random.nextDouble(0.6, 1);
            for (int j = 0; j < SYLLABLE; j++) {
                double shape = Math.sin(Math.PI * j / SYLLABLE) * loudness;
                sound[i * SYLLABLE + j] = shape * resonate(j < CONSONANT ? hiss() : buzz(), vowel);
            }
        }
        return scaled(sound);
    }

    private double hiss() {
        return random.nextDouble(-0.4, 0.4);
    }

    private double buzz() {
        pitchHz = Math.min(150, Math.max(85, pitchHz + random.nextDouble(-0.25, 0.25)));
        phase += pitchHz / RATE_HZ;
        boolean pulse = phase >= 1;
        phase -= pulse ? 1 : 0;
        return (pulse ? 4 : 0) + random.nextDouble(-0.05, 0.05);
    }

    /** Two-pole resonators in a row (Klatt's cascade). */
    private double resonate(double input, int[] formantsHz) {
        double sample = input;
        for (int i = 0; i < formantsHz.length; i++) {
            double radius = Math.exp(-Math.PI * (60 + 30 * i) / RATE_HZ);
            double b = 2 * radius * Math.cos(2 * Math.PI * formantsHz[i] / RATE_HZ);
            double c = -radius * radius;
            sample = (1 - b - c) * sample + b * memory[i][0] + c * memory[i][1];
            memory[i][1] = memory[i][0];
            memory[i][0] = sample;
        }
        return sample;
    }

    private static short[] scaled(double[] sound) {
        double peak = 1e-9;
        for (double sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        short[] samples = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            samples[i] = (short) Math.round(sound[i] / peak * LOUDEST);
        }
        return samples;
    }
}

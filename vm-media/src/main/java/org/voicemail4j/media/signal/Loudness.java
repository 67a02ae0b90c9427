package org.voicemail4j.media.signal;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Measures how loud sound is, as people hear it: the integrated loudness of ITU-R BS.1770-4 for one channel, in LUFS (dB
 * below full scale, weighted). Blocks of 400 ms, begun every 100 ms, count if they are above -70 LUFS and no more than 10 LU
 * below the mean of those, so that pauses do not make speech look soft. Sound shorter than one block has no loudness.
 *
 * <p>Used by one thread at a time. Takes 80 octets for each second of sound.
 */
public final class Loudness {

    private static final double OFFSET = -0.691;
    private static final double LEAST_LUFS = -70;
    private static final double BELOW_MEAN = 10;
    private static final double FULL_SCALE = 32_768;
    private static final double MOST_GAIN = Math.pow(10, 30 / 20.0);
    private static final int STEPS_PER_SECOND = 10;
    private static final int STEPS_PER_BLOCK = 4;

    private final Biquad head;
    private final Biquad lowCut;
    private final int stepSamples;
    private double[] steps = new double[64];
    private int count;
    private int inStep;
    private double energy;
    private int peak;

    /**
     * @param rateHz samples in a second, 8000 or more
     * @throws IllegalArgumentException if it is less
     */
    public Loudness(int rateHz) {
        if (rateHz < 8_000) {
            throw new IllegalArgumentException("loudness needs 8000 samples in a second, not " + rateHz);
        }
        head = Biquad.head(rateHz);
        lowCut = Biquad.lowCut(rateHz);
        stepSamples = rateHz / STEPS_PER_SECOND;
    }

    /** Reads a source to its end; it is not closed. */
    public static Loudness of(SampleSource source) {
        Loudness loudness = new Loudness(source.rateHz());
        short[] piece = new short[1600];
        int read;
        while ((read = source.read(piece, 0, piece.length)) >= 0) {
            loudness.add(piece, 0, read);
        }
        return loudness;
    }

    /** Listens on. */
    public void add(short[] samples, int from, int howMany) {
        for (int i = from; i < from + howMany; i++) {
            peak = Math.max(peak, Math.abs((int) samples[i]));
            double weighted = lowCut.filtered(head.filtered(samples[i] / FULL_SCALE));
            energy += weighted * weighted;
            if (++inStep == stepSamples) {
                endStep();
            }
        }
    }

    private void endStep() {
        if (count == steps.length) {
            steps = Arrays.copyOf(steps, 2 * count);
        }
        steps[count++] = energy / stepSamples;
        energy = 0;
        inStep = 0;
    }

    /** Integrated loudness in LUFS; empty if nothing was loud enough to count, or for long enough. */
    public OptionalDouble lufs() {
        double mean = mean(power(LEAST_LUFS));
        return mean == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(lufs(mean(Math.max(power(LEAST_LUFS), power(lufs(mean) - BELOW_MEAN)))));
    }

    /** Mean power of the blocks above a power; 0 if there are none. */
    private double mean(double least) {
        double sum = 0;
        int blocks = 0;
        for (int i = STEPS_PER_BLOCK; i <= count; i++) {
            double block = 0;
            for (int step = i - STEPS_PER_BLOCK; step < i; step++) {
                block += steps[step] / STEPS_PER_BLOCK;
            }
            if (block > least) {
                sum += block;
                blocks++;
            }
        }
        return blocks == 0 ? 0 : sum / blocks;
    }

    private static double lufs(double power) {
        return OFFSET + 10 * Math.log10(power);
    }

    private static double power(double lufs) {
        return Math.pow(10, (lufs - OFFSET) / 10);
    }

    /** The largest magnitude of a sample, 0 to 32768. */
    public int peak() {
        return peak;
    }

    /**
     * By what to multiply the samples so that they have that loudness: less if the peak would come above {@code mostPeakDb},
     * at most 30 dB more, and 1 if there is {@linkplain #lufs no loudness}. Nothing is compressed.
     *
     * @param targetLufs wanted loudness, such as -23
     * @param mostPeakDb highest peak allowed, in dB of full scale, such as -1
     */
    public double gain(double targetLufs, double mostPeakDb) {
        OptionalDouble present = lufs();
        if (present.isEmpty() || peak == 0) {
            return 1;
        }
        double wanted = Math.pow(10, (targetLufs - present.getAsDouble()) / 20);
        double allowed = Math.pow(10, mostPeakDb / 20) * FULL_SCALE / peak;
        return Math.min(MOST_GAIN, Math.min(wanted, allowed));
    }
}

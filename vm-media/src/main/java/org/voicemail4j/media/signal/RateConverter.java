package org.voicemail4j.media.signal;

/**
 * Changes the sample rate of one stream of sound, by any ratio of whole numbers: polyphase, without a rate in between. Up to
 * 0.425 of the lower rate (3.4 kHz of 8 kHz) nothing is louder or softer by more than 0.1 dB; from 0.575 of it on (4.6 kHz)
 * what would come back as another tone is at least 80 dB down. Samples beyond 16 bits are clipped.
 *
 * <p>The first output stands for the first input and comes {@link #delay} later; as many samples come out as go in, times
 * the ratio. Used by one thread at a time; allocates nothing once made.
 */
public final class RateConverter {

    /** Lowest and highest rate, in Hz. */
    public static final int LOWEST = 4_000;

    /** Highest rate, in Hz. */
    public static final int HIGHEST = 192_000;

    private static final int MOST_PHASES = 640;

    private final RateFilter filter;
    private final float[] line;
    private int newest;
    private int phase;

    private RateConverter(RateFilter filter) {
        this.filter = filter;
        line = new float[2 * filter.taps];
    }

    /**
     * A converter at the start of a stream.
     *
     * @throws IllegalArgumentException if {@link #canConvert} says no
     */
    public static RateConverter of(int fromHz, int toHz) {
        if (!canConvert(fromHz, toHz)) {
            throw new IllegalArgumentException("no change of rate from " + fromHz + " to " + toHz + " Hz");
        }
        return new RateConverter(RateFilter.between(fromHz, toHz));
    }

    /** Whether these are rates of sound with a ratio of smallish numbers: all the usual ones are. */
    public static boolean canConvert(int fromHz, int toHz) {
        return isRate(fromHz) && isRate(toHz) && toHz / RateFilter.commonDivisor(fromHz, toHz) <= MOST_PHASES;
    }

    private static boolean isRate(int rateHz) {
        return rateHz >= LOWEST && rateHz <= HIGHEST;
    }

    /** How many samples may come out of so many. */
    public int most(int count) {
        return (int) ((long) count * filter.phases / filter.step) + 1;
    }

    /** How many samples of what goes in the sound comes out late. */
    public int delay() {
        return filter.taps / 2;
    }

    /**
     * Converts on. The same array may be both if samples become fewer and {@code at} is not behind {@code from}.
     *
     * @param at where in {@code out} the first sample goes; there must be room for {@link #most}
     * @return samples written
     */
    public int convert(short[] in, int from, int count, short[] out, int at) {
        int written = 0;
        for (int i = 0; i < count; i++) {
            push(in[from + i]);
            while (phase < filter.phases) {
                out[at + written++] = clipped(filter.output(phase, line, newest));
                phase += filter.step;
            }
            phase -= filter.phases;
        }
        return written;
    }

    private void push(short sample) {
        newest = newest == 0 ? filter.taps - 1 : newest - 1;
        line[newest] = sample;
        line[newest + filter.taps] = sample;
    }

    private static short clipped(float sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
    }
}

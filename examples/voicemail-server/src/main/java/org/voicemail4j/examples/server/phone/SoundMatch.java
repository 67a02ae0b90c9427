package org.voicemail4j.examples.server.phone;

import java.util.Arrays;

/**
 * How much of what was said is in what was heard: the normalised cross-correlation at the place where it fits best, 1
 * for the same sound and about 0 for another one; and how much the end has moved against the beginning, which a gap, a
 * repetition or a clock that drifts would show.
 *
 * @param correlation -1 to 1
 * @param offset sample of what was heard at which what was said begins
 * @param drift by how many samples the last half second lies farther from the first one than it should
 * @param said how many samples were said
 */
public record SoundMatch(double correlation, int offset, int drift, int said) {

    private static final int PROBE = Speech.RATE_HZ / 2;
    private static final int SEARCH = Speech.RATE_HZ;
    private static final double SURE = 0.9;

    /**
     * Looks for something said, of at least one second, in what was heard.
     *
     * @throws IllegalArgumentException if it is shorter
     */
    public static SoundMatch find(short[] said, short[] heard) {
        if (said.length < 2 * PROBE) {
            throw new IllegalArgumentException("too short to be found: " + said.length + " samples");
        }
        if (heard.length < said.length) {
            return new SoundMatch(0, 0, 0, said.length);
        }
        int offset = bestPlace(Arrays.copyOf(said, PROBE), heard, 0, heard.length - said.length);
        int tail = said.length - PROBE;
        int expected = offset + tail;
        int found = bestPlace(
                Arrays.copyOfRange(said, tail, said.length),
                heard,
                Math.max(0, expected - SEARCH),
                Math.min(heard.length - PROBE, expected + SEARCH));
        return new SoundMatch(correlation(said, heard, offset), offset, found - expected, said.length);
    }

    /**
     * Looks for the beginning of something said.
     *
     * @param from sample at which to begin
     * @return the sample at which it begins, or -1 if it is not there
     */
    static int place(short[] said, short[] heard, int from) {
        short[] probe = Arrays.copyOf(said, PROBE);
        int best = bestPlace(probe, heard, from, heard.length - PROBE);
        return heard.length - PROBE >= from && correlation(probe, heard, best) > SURE ? best : -1;
    }

    /** How many places {@link #place} has looked at, seen from the start. */
    static int searched(int heard) {
        return Math.max(0, heard - PROBE);
    }

    private static int bestPlace(short[] probe, short[] heard, int from, int to) {
        int best = from;
        double highest = -1;
        for (int at = from; at <= to; at++) {
            double correlation = correlation(probe, heard, at);
            if (correlation > highest) {
                highest = correlation;
                best = at;
            }
        }
        return best;
    }

    private static double correlation(short[] said, short[] heard, int offset) {
        long both = 0;
        long one = 0;
        long other = 0;
        for (int i = 0; i < said.length; i++) {
            long a = said[i];
            long b = heard[offset + i];
            both += a * b;
            one += a * a;
            other += b * b;
        }
        return one == 0 || other == 0 ? 0 : both / Math.sqrt((double) one * other);
    }

    /** By how much of its length the sound got longer or shorter: 0.01 for one hundredth. */
    public double lengthError() {
        return Math.abs((double) drift) / said;
    }
}

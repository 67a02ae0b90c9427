package org.voicemail4j.examples.server.bench;

/** How far packets came from 20 ms after the one before: a histogram in steps of 0.1 ms. Written by one thread. */
public final class Gaps {

    private static final double STEP_MILLIS = 0.1;

    private static final int STEPS = 2000;
    private static final long STEP_NANOS = 100_000;

    private final long[] counts = new long[STEPS + 1];
    private long total;
    private long largestNanos;

    void add(long nanosOff) {
        long off = Math.abs(nanosOff);
        counts[(int) Math.min(STEPS, off / STEP_NANOS)]++;
        total++;
        largestNanos = Math.max(largestNanos, off);
    }

    /** How many. */
    public long total() {
        return total;
    }

    /** How far off that share of the packets is at most, in milliseconds. */
    public double percentile(double share) {
        long left = (long) Math.ceil(total * share);
        for (int i = 0; i < counts.length; i++) {
            left -= counts[i];
            if (left <= 0) {
                return Math.min((i + 1) * STEP_MILLIS, maximum());
            }
        }
        return maximum();
    }

    /** The worst, in milliseconds. */
    public double maximum() {
        return largestNanos / 1e6;
    }

    /** Packets that were off by so many milliseconds or more, but less than the other. */
    public long between(double fromMillis, double toMillis) {
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double at = i * STEP_MILLIS + STEP_MILLIS / 2;
            sum += at >= fromMillis && at < toMillis ? counts[i] : 0;
        }
        return sum;
    }
}

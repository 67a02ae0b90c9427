package org.voicemail4j.examples.asterisk.agi;

import java.time.Duration;

/**
 * Measures how much of a recording is silence, in pieces of 20 ms: one is silent if the mean magnitude of its samples is
 * below the threshold. What does not fill a piece is not judged.
 */
final class SoundTally {

    private static final int PIECE = 160;
    private static final long NANOS_PER_SAMPLE = 125_000;

    private final int threshold;
    private int count;
    private int sum;
    private long spoken;
    private long trailing;
    private long all;

    SoundTally(int threshold) {
        this.threshold = threshold;
    }

    void add(short[] samples, int howMany) {
        for (int i = 0; i < howMany; i++) {
            sum += Math.abs(samples[i]);
            count++;
            if (count == PIECE) {
                judge();
            }
        }
        all += howMany;
    }

    private void judge() {
        if (sum / PIECE < threshold) {
            trailing += PIECE;
        } else {
            spoken += PIECE;
            trailing = 0;
        }
        sum = 0;
        count = 0;
    }

    Duration length() {
        return Duration.ofNanos(all * NANOS_PER_SAMPLE);
    }

    Duration spoken() {
        return Duration.ofNanos(spoken * NANOS_PER_SAMPLE);
    }

    Duration trailing() {
        return Duration.ofNanos(trailing * NANOS_PER_SAMPLE);
    }
}

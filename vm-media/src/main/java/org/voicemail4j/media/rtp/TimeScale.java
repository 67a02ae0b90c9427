package org.voicemail4j.media.rtp;

/** Brings timestamps of a faster clock to the engine's 8 kHz, across their wrap at 32 bits. */
final class TimeScale {

    private int factor = 1;
    private int last;
    private long extended;

    /** Of a clock so many times as fast as 8 kHz. */
    void factor(int times) {
        factor = times;
    }

    /** A timestamp in units of 8 kHz. */
    int stamp(int theirs) {
        if (factor == 1) {
            return theirs;
        }
        extended += theirs - last;
        last = theirs;
        return (int) Math.floorDiv(extended, factor);
    }

    /** A length in units of 8 kHz. */
    int length(int theirs) {
        return theirs / factor;
    }

    /** What the time in nanoseconds is in units of their clock. */
    int theirs(long nanos) {
        return (int) (nanos * factor / 125_000);
    }
}

package org.voicemail4j.media.rtp;

/** Remembers which of the last 64 numbers have been seen, so that a packet that is sent again is not taken (RFC 3711 §3.3.2). */
final class ReplayWindow {

    static final int SIZE = 64;

    private long highest = -1;
    private long seen;

    /** Whether a number is new: not seen before, and not so old that nobody knows. */
    boolean isNew(long number) {
        long age = highest - number;
        return age < 0 || (age < SIZE && (seen >>> age & 1) == 0);
    }

    /** Takes a number that is new. */
    void take(long number) {
        long ahead = number - highest;
        if (ahead > 0) {
            seen = ahead >= SIZE ? 1 : seen << ahead | 1;
            highest = number;
        } else {
            seen |= 1L << -ahead;
        }
    }

    /** The highest number taken; -1 if none was. */
    long highest() {
        return highest;
    }
}

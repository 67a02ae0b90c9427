package org.voicemail4j.media.rtp;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of one media loop: written by its thread alone, read by any. Allocates nothing. */
final class Counters {

    private static final int KINDS = Count.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(KINDS);

    void add(Count what) {
        add(what, 1);
    }

    void add(Count what, int howMany) {
        counts.setRelease(what.ordinal(), counts.getPlain(what.ordinal()) + howMany);
    }

    long value(Count what) {
        return counts.getAcquire(what.ordinal());
    }
}

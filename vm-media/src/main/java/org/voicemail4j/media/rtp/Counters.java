package org.voicemail4j.media.rtp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Counts of one media loop, or of one call and its loop too: written by the loop's thread alone, read by any. Allocates nothing. */
final class Counters {

    private static final int KINDS = Count.values().length;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] counts = new long[KINDS];
    private final @Nullable Counters all;

    /** Those of a loop. */
    Counters() {
        this(null);
    }

    private Counters(@Nullable Counters all) {
        this.all = all;
    }

    /** Those of one of the loop's calls; what is added here is added there too. */
    Counters ofCall() {
        return new Counters(this);
    }

    void add(Count what) {
        add(what, 1);
    }

    void add(Count what, int howMany) {
        COUNT.setRelease(counts, what.ordinal(), counts[what.ordinal()] + howMany);
        if (all != null) {
            all.add(what, howMany);
        }
    }

    long value(Count what) {
        return (long) COUNT.getAcquire(counts, what.ordinal());
    }
}

package org.voicemail4j.sip;

import java.time.Duration;

/** Lets a few lines of each while into the log, and says how many it held back since the last one. */
final class ErrorBudget {

    private final StackClock clock;
    private final int most;
    private final long whileNanos;
    private long begun;
    private int let;
    private int held;

    ErrorBudget(StackClock clock, int most, Duration perWhile) {
        this.clock = clock;
        this.most = most;
        this.whileNanos = perWhile.toNanos();
        this.begun = clock.nanos();
    }

    /** How many were held back before this one, or -1 if this one is held back as well. */
    synchronized int ask() {
        long now = clock.nanos();
        if (now - begun >= whileNanos) {
            begun = now;
            let = 0;
        }
        if (let >= most) {
            held++;
            return -1;
        }
        let++;
        int before = held;
        held = 0;
        return before;
    }
}

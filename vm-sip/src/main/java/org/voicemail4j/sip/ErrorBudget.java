package org.voicemail4j.sip;

/** Lets a few errors of each second into the log, and says how many it held back since the last one. */
final class ErrorBudget {

    private static final int PER_SECOND = 5;
    private static final long SECOND = 1_000_000_000L;

    private final StackClock clock;
    private long begun;
    private int let;
    private int held;

    ErrorBudget(StackClock clock) {
        this.clock = clock;
        this.begun = clock.nanos();
    }

    /** How many were held back before this one, or -1 if this one is held back as well. */
    synchronized int ask() {
        long now = clock.nanos();
        if (now - begun >= SECOND) {
            begun = now;
            let = 0;
        }
        if (let >= PER_SECOND) {
            held++;
            return -1;
        }
        let++;
        int before = held;
        held = 0;
        return before;
    }
}

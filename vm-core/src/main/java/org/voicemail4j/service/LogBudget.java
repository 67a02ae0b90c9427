package org.voicemail4j.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Lets ten lines of a kind a minute into the log, and says how many were held back: whoever attacks fills no disk. For many threads. */
final class LogBudget {

    private static final int MOST = 10;
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final Clock clock;
    private Instant begun;
    private int let;
    private int held;

    LogBudget(Clock clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** How many were held back before this one, or -1 if this one is held back as well. */
    synchronized int ask() {
        Instant now = clock.instant();
        if (now.isBefore(begun) || Duration.between(begun, now).compareTo(WHILE) >= 0) {
            begun = now;
            let = 0;
        }
        if (let >= MOST) {
            held++;
            return -1;
        }
        let++;
        int before = held;
        held = 0;
        return before;
    }
}

package org.voicemail4j.mail.smtp;

import java.time.Clock;
import java.time.Duration;

/** Until when a conversation may go on. */
final class Deadline {

    private final Clock clock;
    private final long longestMillis;
    private volatile long endMillis;

    /**
     * @param longest how long to wait for one octet
     */
    Deadline(Clock clock, Duration longest) {
        this.clock = clock;
        this.longestMillis = longest.toMillis();
    }

    void extend(Duration by) {
        endMillis = clock.millis() + by.toMillis();
    }

    /** Whether nothing more may be sent. */
    boolean isOver() {
        return clock.millis() >= endMillis;
    }

    /**
     * How long to wait for the next octet; nothing is left if this is not positive. What was sent in time always has the whole
     * time for its answer: giving up then would send again what the server has taken.
     */
    long leftMillis() {
        return Math.min(longestMillis, endMillis + longestMillis - clock.millis());
    }
}

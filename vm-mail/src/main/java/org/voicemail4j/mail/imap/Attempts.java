package org.voicemail4j.mail.imap;

import java.time.Duration;

/** How often in a row something has failed, and how long to wait before it is tried again. Used by one thread. */
final class Attempts {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private int failures;

    /** It worked: what failed before counts no more. */
    void worked() {
        failures = 0;
    }

    /** It failed after having worked for so long. What held for a while counts as a success that has ended. */
    void failed(Duration after) {
        failures = after.compareTo(LONGEST_PAUSE) < 0 ? failures + 1 : 1;
    }

    int failures() {
        return failures;
    }

    Duration pause() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(10, failures - 1));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}

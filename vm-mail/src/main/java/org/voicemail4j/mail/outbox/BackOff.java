package org.voicemail4j.mail.outbox;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after an attempt that failed: twice as long after each, between a shortest and a longest pause, a
 * quarter of it left to chance so that what failed together does not come back together; and when to give up.
 *
 * @param first the pause after the first attempt
 * @param longest no pause is longer
 * @param giveUp for how long after its creation an entry is tried
 */
public record BackOff(Duration first, Duration longest, Duration giveUp) {

    /** Half a minute at first, an hour at most, five days in all, as mail servers do (RFC 5321 §4.5.4.1). */
    public static final BackOff USUAL = new BackOff(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(5));

    private static final int MOST_DOUBLINGS = 20;

    public BackOff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || giveUp.isNegative()) {
            throw new IllegalArgumentException("no pauses: " + first + " to " + longest + ", " + giveUp + " in all");
        }
    }

    /**
     * The pause after an attempt.
     *
     * @param attempts how many there have been, at least 1
     */
    Duration after(int attempts, RandomGenerator random) {
        long doubled = first.toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
        long pause = Math.min(longest.toMillis(), doubled);
        return Duration.ofMillis(pause - random.nextLong(pause / 4 + 1));
    }
}

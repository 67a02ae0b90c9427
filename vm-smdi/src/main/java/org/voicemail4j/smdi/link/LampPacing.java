package org.voicemail4j.smdi.link;

import java.time.Duration;

/**
 * How fast lamp commands go out, and how long a refused one is tried.
 *
 * @param bitsPerSecond the line's speed, 0 if it sets no limit (TCP)
 * @param bitsPerCharacter how many bits a character takes there
 * @param betweenCommands the least time from the beginning of one command to the next, whatever the line could do
 * @param firstRetry how long after a {@code BLK} the lamp is tried again; each further one doubles it
 * @param longestRetry the longest time between two tries
 * @param tries after how many refusals it is given up until the lamp changes
 */
public record LampPacing(
        int bitsPerSecond,
        int bitsPerCharacter,
        Duration betweenCommands,
        Duration firstRetry,
        Duration longestRetry,
        int tries) {

    /** Ten commands a second on a line of any speed; refused ones again after 5 s, 10 s, ... 10 min, ten times. */
    public static final LampPacing DEFAULT =
            new LampPacing(0, 10, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMinutes(10), 10);

    public LampPacing {
        if (bitsPerSecond < 0 || bitsPerCharacter < 1 || tries < 1) {
            throw new IllegalArgumentException("not a pace: " + bitsPerSecond + " bit/s, " + bitsPerCharacter
                    + " bits a character, " + tries + " tries");
        }
        if (betweenCommands.isNegative() || firstRetry.isNegative() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "not a pace: " + betweenCommands + ", " + firstRetry + ", " + longestRetry);
        }
    }

    /** The same on a line of that speed. */
    public LampPacing onLine(int bitsPerSecond, int bitsPerCharacter) {
        return new LampPacing(bitsPerSecond, bitsPerCharacter, betweenCommands, firstRetry, longestRetry, tries);
    }

    /** How long after a command of so many characters the next one may begin. */
    Duration after(int characters) {
        if (bitsPerSecond == 0) {
            return betweenCommands;
        }
        Duration onTheLine = Duration.ofNanos(1_000_000_000L * characters * bitsPerCharacter / bitsPerSecond);
        return onTheLine.compareTo(betweenCommands) > 0 ? onTheLine : betweenCommands;
    }

    /** How long to wait after the n-th refusal in a row, from 1. */
    Duration retry(int refusals) {
        Duration pause = firstRetry;
        for (int i = 1; i < refusals && pause.compareTo(longestRetry) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestRetry) < 0 ? pause : longestRetry;
    }
}

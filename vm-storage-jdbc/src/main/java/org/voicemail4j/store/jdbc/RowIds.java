package org.voicemail4j.store.jdbc;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Keys for rows, made here so that nobody asks the database for one: the milliseconds since 1970 above 22 random bits.
 * They grow with time, which keeps indexes dense, and until 2039 they fit.
 */
final class RowIds {

    private static final int RANDOM_BITS = 22;

    private final Clock clock;
    private final RandomGenerator random;

    RowIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    long next() {
        return clock.millis() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
    }
}

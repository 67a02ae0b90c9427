package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads or processes are about to do. */
final class Until {

    private static final long TURN_NANOS = Duration.ofMillis(5).toNanos();

    private Until() {}

    /** Waits until something is so, at most about that long. */
    static void so(String what, Duration patience, BooleanSupplier condition) {
        long turns = patience.toNanos() / TURN_NANOS;
        for (long turn = 0; turn < turns && !condition.getAsBoolean(); turn++) {
            LockSupport.parkNanos(TURN_NANOS);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("not within " + patience + ": " + what);
        }
    }
}

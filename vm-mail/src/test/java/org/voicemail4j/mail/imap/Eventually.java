package org.voicemail4j.mail.imap;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are about to do. */
final class Eventually {

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TURNS = 6000;

    private Eventually() {}

    static void so(String what, BooleanSupplier condition) {
        for (int turn = 0; turn < TURNS && !condition.getAsBoolean(); turn++) {
            LockSupport.parkNanos(TURN);
        }
        if (!condition.getAsBoolean()) {
            throw new AssertionError("not so in time: " + what);
        }
    }
}

package org.voicemail4j.store.fs;

import java.util.concurrent.locks.LockSupport;

/** The clock by which somebody waits for a lock: monotonic, and able to let time pass. */
interface LockWaitClock {

    /** The real one. */
    LockWaitClock SYSTEM = new LockWaitClock() {
        @Override
        public long nanos() {
            return NanoClock.now();
        }

        @Override
        public void pass(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };

    /** Nanoseconds since some instant. */
    long nanos();

    /** Waits about that long. */
    void pass(long nanos);

    /** Where the time comes from. */
    final class NanoClock {

        private NanoClock() {}

        static long now() {
            return System.nanoTime();
        }
    }
}

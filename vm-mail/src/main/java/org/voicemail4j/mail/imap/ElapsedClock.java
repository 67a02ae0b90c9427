package org.voicemail4j.mail.imap;

/** Nanoseconds since some instant: for pauses and time limits, which no setting of the clock on the wall may disturb. */
interface ElapsedClock {

    /** This machine's. */
    ElapsedClock SYSTEM = SystemClock::now;

    long nanos();

    /** Where the time comes from. */
    final class SystemClock {

        private SystemClock() {}

        static long now() {
            return System.nanoTime();
        }
    }
}

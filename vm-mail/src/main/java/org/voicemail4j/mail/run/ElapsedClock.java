package org.voicemail4j.mail.run;

/** Nanoseconds since some instant: for pauses and time limits, which no setting of the clock on the wall may disturb. */
public interface ElapsedClock {

    /** This machine's. */
    ElapsedClock SYSTEM = SystemClock::now;

    /** How much time has passed since that instant; only differences mean something. */
    long nanos();

    /** Where the time comes from. */
    final class SystemClock {

        private SystemClock() {}

        private static long now() {
            return System.nanoTime();
        }
    }
}

package org.voicemail4j.sip;

/** Nanoseconds for pacing; made anew where nothing can be handed in, as for classes that the stack makes. */
@FunctionalInterface
interface StackClock {

    /** The system's. */
    StackClock SYSTEM = System::nanoTime;

    long nanos();
}

package org.voicemail4j.media.rtp;

/** A clock that only says how time passes: nanoseconds since some moment, as {@link System#nanoTime}. */
@FunctionalInterface
public interface NanoClock {

    /** The system's. */
    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds; only differences mean anything. */
    long nanoTime();
}

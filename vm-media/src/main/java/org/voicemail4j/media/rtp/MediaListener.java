package org.voicemail4j.media.rtp;

import java.time.Duration;

/**
 * Is told what hosts like to know of the sound of calls. One thread that does nothing else calls it, never a media loop;
 * a listener that takes long delays only what it is told next, and if it is hundreds of events behind some are left out
 * and counted. What it throws is logged.
 */
public interface MediaListener {

    /** Listens to nothing. */
    MediaListener NONE = new MediaListener() {};

    /** A call's sound is over: its ports are closed, and these are its counts. */
    default void ended(MediaReport report) {}

    /**
     * The store of a recording takes long: so much of its sound waits in memory. Nothing is lost by that yet; a recording
     * ends when 9 s of it wait. Told once for each recording.
     *
     * @param localPort our RTP port, which tells the call, as in {@link MediaReport#localPort}
     */
    default void storeIsSlow(int localPort, Duration waiting) {}
}

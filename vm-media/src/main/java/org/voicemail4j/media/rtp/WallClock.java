package org.voicemail4j.media.rtp;

/** How much time has passed in a recording, times on hold left out, and since something was last heard. */
final class WallClock {

    private static final long NANOS_PER_SAMPLE = 125_000;

    private long start;
    private long lastHeard;
    private long heldAt;
    private boolean held;

    WallClock(long now) {
        start = now;
        lastHeard = now;
    }

    void heard(long now) {
        lastHeard = now;
    }

    long sinceHeard(long now) {
        return now - lastHeard;
    }

    boolean isHeld() {
        return held;
    }

    /** Samples that would have sounded by now. */
    long samples(long now) {
        return ((held ? heldAt : now) - start) / NANOS_PER_SAMPLE;
    }

    void hold(boolean hold, long now) {
        if (hold == held) {
            return;
        }
        if (hold) {
            heldAt = now;
        } else {
            start += now - heldAt;
        }
        held = hold;
        lastHeard = now;
    }
}

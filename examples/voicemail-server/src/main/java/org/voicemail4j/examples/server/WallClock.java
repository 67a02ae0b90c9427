package org.voicemail4j.examples.server;

import java.time.Clock;

/** The clock on this machine's wall. */
final class WallClock {

    private WallClock() {}

    /** In the zone of this machine. */
    static Clock system() {
        return Clock.systemDefaultZone();
    }
}

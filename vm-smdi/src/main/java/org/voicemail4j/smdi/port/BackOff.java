package org.voicemail4j.smdi.port;

import java.time.Duration;

/** How long to wait before a line is opened again: 250 ms, then twice as long each time, up to 5 s. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    Duration next() {
        Duration pause = next;
        Duration doubled = pause.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    /** The line has worked. */
    void reset() {
        next = FIRST;
    }
}

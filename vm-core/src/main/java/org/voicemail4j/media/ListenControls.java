package org.voicemail4j.media;

import java.time.Duration;
import java.util.Set;

/**
 * Which keys steer a message while it sounds; every other key stops it. While it is paused, the pause key goes on, and
 * the keys that stop, stop.
 *
 * @param step how far the forward and back keys go
 * @param forward keys that skip forward; beyond the end, the message ends
 * @param back keys that skip back; before the start, it starts anew
 * @param pause keys that pause and go on
 * @param restart keys that start anew
 */
public record ListenControls(Duration step, Set<Digit> forward, Set<Digit> back, Set<Digit> pause, Set<Digit> restart) {

    public ListenControls {
        if (step.isNegative()) {
            throw new IllegalArgumentException("negative step: " + step);
        }
        forward = Set.copyOf(forward);
        back = Set.copyOf(back);
        pause = Set.copyOf(pause);
        restart = Set.copyOf(restart);
    }

    /** Asterisk's keys: pound forward, star back, 0 pause, 2 restart. */
    public static ListenControls standard(Duration step) {
        return new ListenControls(step, Set.of(Digit.POUND), Set.of(Digit.STAR), Set.of(Digit.ZERO), Set.of(Digit.TWO));
    }
}

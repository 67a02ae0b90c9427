package org.voicemail4j.examples.server.simulate;

import java.time.Duration;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;

/** A message that sounds, and the place at which it is. It moves by keys, and goes to its end by itself. */
final class PlacedMessage {

    private final Duration length;
    private final ListenControls controls;
    private Duration place = Duration.ZERO;
    private boolean paused;

    PlacedMessage(Duration length, ListenControls controls) {
        this.length = length;
        this.controls = controls;
    }

    void show(Screen screen) {
        if (paused) {
            screen.paused();
        } else {
            screen.message(place, length);
        }
    }

    boolean isOver() {
        return place.compareTo(length) >= 0;
    }

    boolean isPaused() {
        return paused;
    }

    Duration left() {
        return length.minus(place);
    }

    /** Nothing was pressed until its end; while it is paused, that takes it no further. */
    void passes() {
        place = paused ? place : length;
    }

    /** Obeys a key; false if it is one that stops. */
    boolean isSteeredBy(Digit key) {
        if (controls.pause().contains(key)) {
            paused = !paused;
        } else if (controls.forward().contains(key)) {
            go(place.plus(controls.step()));
        } else if (controls.back().contains(key)) {
            go(place.minus(controls.step()));
        } else if (controls.restart().contains(key)) {
            go(Duration.ZERO);
        } else {
            return false;
        }
        return true;
    }

    private void go(Duration to) {
        if (!paused) {
            place = to.isNegative() ? Duration.ZERO : to;
        }
    }
}

package org.voicemail4j.media;

import java.util.Objects;
import java.util.Optional;

/** How playing ended. */
public sealed interface PlayEnd {

    /** Everything was played and nothing was pressed. */
    record Completed() implements PlayEnd {}

    /**
     * A key stopped it.
     *
     * @param digit which one
     */
    record Pressed(Digit digit) implements PlayEnd {
        public Pressed {
            Objects.requireNonNull(digit, "digit");
        }
    }

    /** The caller is gone; everything from now on ends so. */
    record HungUp() implements PlayEnd {}

    /** Everything was played. */
    static PlayEnd completed() {
        return new Completed();
    }

    /** A key stopped it. */
    static PlayEnd pressed(Digit digit) {
        return new Pressed(digit);
    }

    /** The caller is gone. */
    static PlayEnd hungUp() {
        return new HungUp();
    }

    /** The key that stopped it, if one did. */
    default Optional<Digit> key() {
        return this instanceof Pressed pressed ? Optional.of(pressed.digit()) : Optional.empty();
    }

    /** Whether the caller is gone. */
    default boolean isHungUp() {
        return this instanceof HungUp;
    }
}

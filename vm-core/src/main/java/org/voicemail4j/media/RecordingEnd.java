package org.voicemail4j.media;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How recording ended and what it brought.
 *
 * @param reason what ended it
 * @param digit the key that ended it, if one did
 * @param length how much was recorded, silence included
 * @param spoken how much of it was not silence
 * @param trailingSilence how much silence stands at its end; whoever recorded may cut it off
 */
public record RecordingEnd(
        Reason reason, Optional<Digit> digit, Duration length, Duration spoken, Duration trailingSilence) {

    public RecordingEnd {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(digit, "digit");
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(spoken, "spoken");
        Objects.requireNonNull(trailingSilence, "trailingSilence");
    }

    /** What ended a recording. */
    public enum Reason {
        /** One of the end keys. */
        KEY,
        /** The caller hung up. */
        HUNG_UP,
        /** Silence went on for as long as the limit says. */
        SILENCE,
        /** It got as long as the limit says. */
        LONGEST,
        /** Nothing came from the network for too long. */
        NO_MEDIA,
        /** A sink refused to take more, as on a full disk; what it took before stays. */
        SINK_FAILED
    }
}

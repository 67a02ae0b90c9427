package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;

/**
 * Keys of a phone that says each of them twice, in the signalling (INFO) and as telephone-events: only the events count,
 * once one has been understood. Whichever comes first of the first key, it is one press. For the loop's thread.
 */
final class SignalledKeys {

    private static final long SAME_PRESS_NANOS = 1_000_000_000L;

    private boolean events;
    private @Nullable Digit first;
    private long firstAt;

    /** What follows is perhaps another phone's. */
    void restart() {
        events = false;
        first = null;
    }

    /** Whether a key that the signalling says is one. */
    boolean isSignalled(Digit digit, long now) {
        if (!events) {
            first = digit;
            firstAt = now;
        }
        return !events;
    }

    /** Whether a key that an event says is one that the signalling has not said. */
    boolean isNew(Digit digit, long now) {
        boolean known = !events && digit == first && now - firstAt <= SAME_PRESS_NANOS;
        events = true;
        return !known;
    }
}

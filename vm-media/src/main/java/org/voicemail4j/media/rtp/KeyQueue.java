package org.voicemail4j.media.rtp;

import java.util.ArrayDeque;
import java.util.Queue;
import org.voicemail4j.media.Digit;

/** Keys that were pressed while nothing plays, for what plays next. For the loop's thread. */
final class KeyQueue {

    static final int MOST = 64;

    private final Queue<Digit> keys = new ArrayDeque<>(MOST);
    private final Counters counters;

    KeyQueue(Counters counters) {
        this.counters = counters;
    }

    void add(Digit key) {
        if (keys.size() < MOST) {
            keys.add(key);
        } else {
            counters.add(Count.KEY_DROPPED);
        }
    }

    /** Gives it one key after the other, until one ends it. */
    void giveTo(Playback playback) {
        while (playback.end() == null && !keys.isEmpty()) {
            playback.typedAhead(keys.remove());
        }
    }

    void clear() {
        keys.clear();
    }
}

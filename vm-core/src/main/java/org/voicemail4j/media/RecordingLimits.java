package org.voicemail4j.media;

import java.time.Duration;
import java.util.Set;

/**
 * What ends a recording besides a hang-up.
 *
 * @param longest most sound to record; zero means no limit
 * @param trailingSilence silence at the end after which it ends; zero means never
 * @param silenceThreshold mean magnitude of 16 bit samples over 20 ms below which it is silent, 0 to 32767
 * @param endKeys keys that end it; others are ignored. Keys pressed before it began do not count
 */
public record RecordingLimits(Duration longest, Duration trailingSilence, int silenceThreshold, Set<Digit> endKeys) {

    public RecordingLimits {
        if (longest.isNegative() || trailingSilence.isNegative()) {
            throw new IllegalArgumentException("negative limit: " + longest + ", " + trailingSilence);
        }
        if (silenceThreshold < 0 || silenceThreshold > 32767) {
            throw new IllegalArgumentException("not a silence threshold: " + silenceThreshold);
        }
        endKeys = Set.copyOf(endKeys);
    }
}

package org.voicemail4j.media;

import java.time.Duration;
import java.util.Set;

/**
 * What ends a recording besides a hang-up, and how loud it becomes.
 *
 * @param longest most sound to record; zero means no limit
 * @param trailingSilence silence at the end after which it ends; zero means never
 * @param silenceThreshold mean magnitude of 16 bit samples over 20 ms below which it is silent, 0 to 32767
 * @param endKeys keys that end it; others are ignored. Keys pressed before it began do not count
 * @param gainDb how much louder than it came it is recorded, -127 to 127 dB; silence is told from speech after that
 */
public record RecordingLimits(
        Duration longest, Duration trailingSilence, int silenceThreshold, Set<Digit> endKeys, int gainDb) {

    /** With what is recorded as loud as it came. */
    public RecordingLimits(Duration longest, Duration trailingSilence, int silenceThreshold, Set<Digit> endKeys) {
        this(longest, trailingSilence, silenceThreshold, endKeys, 0);
    }

    public RecordingLimits {
        if (longest.isNegative() || trailingSilence.isNegative()) {
            throw new IllegalArgumentException("negative limit: " + longest + ", " + trailingSilence);
        }
        if (silenceThreshold < 0 || silenceThreshold > 32767) {
            throw new IllegalArgumentException("not a silence threshold: " + silenceThreshold);
        }
        if (Math.abs(gainDb) > 127) {
            throw new IllegalArgumentException("not a gain from -127 to 127 dB: " + gainDb);
        }
        endKeys = Set.copyOf(endKeys);
    }

    /** The same limits with that gain. */
    public RecordingLimits louder(int gainDb) {
        return new RecordingLimits(longest, trailingSilence, silenceThreshold, endKeys, gainDb);
    }
}

package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.signal.RateConverter;

/** Listens for keys in a caller's sound, where he cannot send them as events. For the loop's thread. */
final class HeardKeys {

    private @Nullable ToneDetector detector;
    private @Nullable RateConverter converter;
    private short[] narrow = new short[0];
    private char heard = ToneDetector.NONE;

    void listen(boolean listens) {
        detector = !listens ? null : detector == null ? new ToneDetector() : detector;
    }

    boolean isListening() {
        return detector != null;
    }

    /**
     * Listens to sound that is so many samples of 8 kHz long. Returns whether a key sounds in it.
     *
     * @param width samples for each of 8 kHz
     */
    boolean hear(short[] samples, int count, int width) {
        ToneDetector keys = detector;
        if (keys == null) {
            return false;
        }
        char key = keys.hear(width == 1 ? samples : narrowed(samples, count), count);
        heard = key == ToneDetector.NONE ? heard : key;
        return keys.isSounding();
    }

    private short[] narrowed(short[] samples, int count) {
        RateConverter halving = converter;
        if (halving == null) {
            halving = RateConverter.of(SoundReader.WIDE, SoundReader.NARROW);
            converter = halving;
            narrow = new short[samples.length / 2 + 1];
        }
        halving.convert(samples, 0, 2 * count, narrow, 0);
        return narrow;
    }

    /** The key that has been heard since the last time, or null. */
    @Nullable
    Digit take() {
        if (heard == ToneDetector.NONE) {
            return null;
        }
        char key = heard;
        heard = ToneDetector.NONE;
        return Digit.of(key).orElse(null);
    }
}

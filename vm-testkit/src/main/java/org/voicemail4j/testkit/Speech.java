package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;

/** Something a caller says: 16 bit samples at 8 kHz, silence behind its end. */
final class Speech {

    static final int RATE = 8000;
    static final Speech NONE = new Speech(ShortBuffer.allocate(0));

    private static final ShortBuffer TONE = samples(Sounds.tone(450, Duration.ofMillis(20)));

    private final ShortBuffer samples;
    private final int count;

    private Speech(ShortBuffer samples) {
        this(samples, samples.remaining());
    }

    private Speech(ShortBuffer samples, int count) {
        this.samples = samples;
        this.count = count;
    }

    /** A tone of that length. */
    static Speech tone(Duration length) {
        return new Speech(TONE, samples(length.toNanos()));
    }

    /** That recording. */
    static Speech of(AudioContent content) {
        if (content.format().encoding() != AudioEncoding.LINEAR_8K) {
            throw new IllegalArgumentException("a caller speaks 16 bit linear PCM at 8 kHz, not " + content.format());
        }
        return new Speech(samples(content));
    }

    private static ShortBuffer samples(AudioContent content) {
        return ByteBuffer.wrap(Sounds.octets(content))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
    }

    private static int samples(long nanos) {
        return Math.toIntExact(nanos * RATE / 1_000_000_000L);
    }

    Duration length() {
        return Duration.ofNanos(count * 1_000_000_000L / RATE);
    }

    /** Fills the array with what is said from {@code nanos} after the beginning on; a tone repeats its period. */
    void read(long nanos, short[] into) {
        Arrays.fill(into, (short) 0);
        long first = nanos * RATE / 1_000_000_000L;
        for (int i = 0; i < into.length && first + i < count; i++) {
            if (first + i >= 0) {
                into[i] = samples.get((int) (first + i) % samples.limit());
            }
        }
    }
}

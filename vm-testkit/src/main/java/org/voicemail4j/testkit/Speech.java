package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;

/** Something a caller says: 16 bit samples at 8 kHz, silence behind its end. */
final class Speech {

    static final int RATE = 8000;
    static final Speech NONE = new Speech(new short[0]);

    private static final short[] TONE = samples(Sounds.tone(450, Duration.ofMillis(20)));

    private final short[] samples;
    private final int count;

    private Speech(short[] samples) {
        this(samples, samples.length);
    }

    private Speech(short[] samples, int count) {
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

    private static short[] samples(AudioContent content) {
        ByteBuffer octets = ByteBuffer.wrap(Sounds.octets(content)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[octets.remaining() / 2];
        octets.asShortBuffer().get(samples);
        return samples;
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
        for (int i = (int) Math.max(0, Math.min(into.length, -first)); i < into.length && first + i < count; i++) {
            into[i] = samples[(int) ((first + i) % samples.length)];
        }
    }
}

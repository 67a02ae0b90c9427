package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;

/** Which parts of which recordings a scripted caller has heard, one after the other. */
final class HeardSound {

    private record Part(AudioContent audio, long fromNanos, long nanos) {}

    private final List<Part> parts = new ArrayList<>();
    private long afterKey;

    void part(AudioContent audio, long fromNanos, long nanos) {
        if (nanos > 0) {
            parts.add(new Part(audio, fromNanos, nanos));
            afterKey += nanos;
        }
    }

    void key() {
        afterKey = 0;
    }

    /** Nanoseconds of sound since the last key. */
    long afterKey() {
        return afterKey;
    }

    /**
     * All of it.
     *
     * @throws IllegalStateException if something was no 16 bit linear PCM at 8 kHz
     */
    AudioContent all() {
        List<byte[]> pieces = parts.stream().map(HeardSound::octets).toList();
        ByteBuffer all = ByteBuffer.allocate(
                pieces.stream().mapToInt(piece -> piece.length).sum());
        pieces.forEach(all::put);
        return Sounds.of(AudioFormat.SLN, all.array());
    }

    private static byte[] octets(Part part) {
        if (part.audio().format().encoding() != AudioEncoding.LINEAR_8K) {
            throw new IllegalStateException("heard in " + part.audio().format() + ", which nobody decodes here");
        }
        byte[] octets = Sounds.octets(part.audio());
        int from = octet(part.fromNanos(), octets.length);
        return Arrays.copyOfRange(octets, from, octet(part.fromNanos() + part.nanos(), octets.length));
    }

    private static int octet(long nanos, int most) {
        return (int) Math.min(most, nanos * Speech.RATE / 1_000_000_000L * 2);
    }
}

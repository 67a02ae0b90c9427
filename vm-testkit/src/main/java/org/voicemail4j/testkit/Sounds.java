package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** Recordings for tests: silence, tones and noise as {@link AudioContent}, and the octets of a recording. */
public final class Sounds {

    private static final double LOUDNESS = 0.5 * Short.MAX_VALUE;

    private Sounds() {}

    /** Silence in linear PCM or G.711; other encodings have no fixed octet for it. */
    public static AudioContent silence(AudioFormat format, Duration length) {
        byte[] octets = new byte[bytes(format.encoding(), length)];
        Arrays.fill(octets, silentOctet(format.encoding()));
        return of(format, octets);
    }

    private static byte silentOctet(AudioEncoding encoding) {
        return switch (encoding) {
            case LINEAR_8K, LINEAR_16K -> 0;
            case ULAW -> (byte) 0xFF;
            case ALAW -> (byte) 0xD5;
            default -> throw new IllegalArgumentException("silence in " + encoding + " takes an encoder");
        };
    }

    /** A sine tone at half of full scale, 16 bit linear PCM at 8 kHz in a WAV. */
    public static AudioContent tone(double hertz, Duration length) {
        byte[] octets = new byte[bytes(AudioEncoding.LINEAR_8K, length)];
        for (int sample = 0; sample < octets.length / 2; sample++) {
            int value = (int) Math.round(LOUDNESS * Math.sin(2 * Math.PI * hertz * sample / 8000));
            octets[2 * sample] = (byte) value;
            octets[2 * sample + 1] = (byte) (value >> 8);
        }
        return of(AudioFormat.WAV, octets);
    }

    /** Octets without meaning, the same ones for the same seed: for stores, which do not listen. */
    public static AudioContent noise(AudioFormat format, Duration length, long seed) {
        byte[] octets = new byte[bytes(format.encoding(), length)];
        new SplittableRandom(seed).nextBytes(octets);
        return of(format, octets);
    }

    /** Those octets as a recording; the array is kept. */
    public static AudioContent of(AudioFormat format, byte[] octets) {
        return new InMemoryAudio(format, octets, octets.length);
    }

    /** All coded octets of a recording, at most 64 MiB. */
    public static byte[] octets(AudioContent content) {
        ByteBuffer octets = ByteBuffer.allocate((int) Math.min(content.payloadBytes(), 1 << 26));
        try (AudioReader reader = content.open()) {
            int count = 0;
            while (octets.hasRemaining() && count >= 0) {
                count = reader.read(octets, octets.position());
            }
        }
        return Arrays.copyOf(octets.array(), octets.position());
    }

    private static int bytes(AudioEncoding encoding, Duration length) {
        return Math.toIntExact(encoding.bytes(length));
    }
}

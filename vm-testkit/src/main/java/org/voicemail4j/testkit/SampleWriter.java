package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioSink;

/** Appends 16 bit samples at 8 kHz to a sink, in the encodings that take no codec. */
final class SampleWriter {

    private final AudioSink sink;
    private final AudioEncoding encoding;

    SampleWriter(AudioSink sink) {
        this.sink = sink;
        this.encoding = sink.format().encoding();
        if (encoding != AudioEncoding.LINEAR_8K && encoding != AudioEncoding.ULAW && encoding != AudioEncoding.ALAW) {
            throw new IllegalArgumentException("a scripted call does not record " + sink.format());
        }
    }

    void append(short[] samples) {
        ByteBuffer octets =
                ByteBuffer.allocate(samples.length * encoding.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        switch (encoding) {
            case ULAW -> {
                for (short sample : samples) {
                    octets.put(ulaw(sample));
                }
            }
            case ALAW -> {
                for (short sample : samples) {
                    octets.put(alaw(sample));
                }
            }
            default -> octets.asShortBuffer().put(samples);
        }
        sink.append(octets.rewind());
    }

    /** ITU-T G.711 µ-law: bias 132, clip 32635, all bits inverted. */
    private static byte ulaw(short sample) {
        int magnitude = Math.min(Math.abs((int) sample), 32635) + 132;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int octet = segment << 4 | magnitude >> segment + 3 & 0x0F;
        return (byte) ~(sample < 0 ? octet | 0x80 : octet);
    }

    /** ITU-T G.711 A-law: even bits inverted, negative samples in ones' complement. */
    private static byte alaw(short sample) {
        int magnitude = sample < 0 ? ~sample : sample;
        int segment = Math.max(0, 24 - Integer.numberOfLeadingZeros(magnitude));
        int shift = segment == 0 ? 4 : segment + 3;
        int octet = segment << 4 | magnitude >> shift & 0x0F;
        return (byte) ((sample < 0 ? octet : octet | 0x80) ^ 0x55);
    }
}

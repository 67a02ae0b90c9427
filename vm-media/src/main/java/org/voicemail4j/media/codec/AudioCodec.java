package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioEncoding;

/**
 * Turns linear samples into one encoding's octets and back. A codec itself has no state and serves all threads; what it
 * makes has the state of one stream of sound and is used by one thread at a time. Implemented here and, for further
 * encodings, by whoever brings one ({@link AudioCodecs#with}).
 *
 * <p>Samples are 16 bit linear at the encoding's own rate. Nothing is allocated while sound is coded.
 */
public interface AudioCodec {

    /** What this codec reads and writes. */
    AudioEncoding encoding();

    /** A decoder at the start of a stream. */
    Decoder decoder();

    /** An encoder at the start of a stream. */
    Encoder encoder();

    /** Octets to samples, for one stream. */
    @FunctionalInterface
    interface Decoder {

        /**
         * Decodes whole blocks.
         *
         * @param bytes how many octets, a multiple of the encoding's block
         * @param at where in {@code samples} the first sample goes
         * @return samples written
         */
        int decode(byte[] coded, int from, int bytes, short[] samples, int at);
    }

    /** Samples to octets, for one stream. */
    @FunctionalInterface
    interface Encoder {

        /**
         * Encodes whole blocks.
         *
         * @param count how many samples, a multiple of the encoding's block
         * @param at where in {@code coded} the first octet goes
         * @return octets written
         */
        int encode(short[] samples, int from, int count, byte[] coded, int at);
    }
}

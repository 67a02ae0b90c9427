package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.FRAME_WORDS;
import static org.voicemail4j.media.codec.GsmTables.HEAD_WORDS;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME_WORDS;

import org.voicemail4j.audio.AudioEncoding;

/** How the parameters of frames are put into octets. */
enum GsmFraming {
    /** RFC 3551 §4.5.8.1: signature 0xD, then each parameter from its highest bit on: 33 octets for a frame. */
    PLAIN(AudioEncoding.GSM, 1) {
        @Override
        void pack(int[] words, byte[] coded, int at) {
            putHigh(SIGNATURE << HEAD_BITS | high(words, 0, HEAD_WIDTH), 5, coded, at);
            for (int i = 0; i < 4; i++) {
                putHigh(high(words, HEAD_WORDS + i * SUBFRAME_WORDS, SUBFRAME_WIDTH), 7, coded, at + 5 + 7 * i);
            }
        }

        @Override
        void unpack(byte[] coded, int from, int[] words) {
            spreadHigh(high(coded, from, 5), words, 0, HEAD_WIDTH);
            for (int i = 0; i < 4; i++) {
                long bits = high(coded, from + 5 + 7 * i, 7);
                spreadHigh(bits, words, HEAD_WORDS + i * SUBFRAME_WORDS, SUBFRAME_WIDTH);
            }
        }
    },
    /** Microsoft's: two frames, each parameter from its lowest bit on, no gap between the frames: 65 octets. */
    MICROSOFT(AudioEncoding.MICROSOFT_GSM, 2) {
        @Override
        void pack(int[] words, byte[] coded, int at) {
            long half = packLow(words, 0, 0, coded, at);
            packLow(words, FRAME_WORDS, half, coded, at + 32);
        }

        @Override
        void unpack(byte[] coded, int from, int[] words) {
            unpackLow(coded, from, 0, words, 0);
            unpackLow(coded, from + 32, 4, words, FRAME_WORDS);
        }
    };

    private static final long SIGNATURE = 0xD;
    private static final int HEAD_BITS = 36;
    private static final int SUBFRAME_BITS = 56;
    private static final int[] HEAD_WIDTH = {6, 6, 5, 5, 4, 4, 3, 3};
    private static final int[] SUBFRAME_WIDTH = {7, 2, 2, 6, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3};

    private final AudioEncoding encoding;
    private final int frames;

    GsmFraming(AudioEncoding encoding, int frames) {
        this.encoding = encoding;
        this.frames = frames;
    }

    /** The encoding that has this framing. */
    AudioEncoding encoding() {
        return encoding;
    }

    /** Frames in a block. */
    int frames() {
        return frames;
    }

    /** Writes a block's parameters, which must be in their ranges. */
    abstract void pack(int[] words, byte[] coded, int at);

    /** Reads a block's parameters; any octets give some. */
    abstract void unpack(byte[] coded, int from, int[] words);

    private static long high(int[] words, int at, int[] widths) {
        long bits = 0;
        for (int i = 0; i < widths.length; i++) {
            bits = bits << widths[i] | words[at + i];
        }
        return bits;
    }

    private static long low(int[] words, int at, int[] widths) {
        long bits = 0;
        for (int i = widths.length - 1; i >= 0; i--) {
            bits = bits << widths[i] | words[at + i];
        }
        return bits;
    }

    private static void spreadHigh(long bits, int[] words, int at, int[] widths) {
        long left = bits;
        for (int i = widths.length - 1; i >= 0; i--) {
            words[at + i] = (int) left & (1 << widths[i]) - 1;
            left >>>= widths[i];
        }
    }

    private static void spreadLow(long bits, int[] words, int at, int[] widths) {
        long left = bits;
        for (int i = 0; i < widths.length; i++) {
            words[at + i] = (int) left & (1 << widths[i]) - 1;
            left >>>= widths[i];
        }
    }

    private static void putHigh(long bits, int octets, byte[] coded, int at) {
        for (int i = 0; i < octets; i++) {
            coded[at + i] = (byte) (bits >> 8 * (octets - 1 - i));
        }
    }

    private static void putLow(long bits, int octets, byte[] coded, int at) {
        for (int i = 0; i < octets; i++) {
            coded[at + i] = (byte) (bits >> 8 * i);
        }
    }

    private static long high(byte[] coded, int from, int octets) {
        long bits = 0;
        for (int i = 0; i < octets; i++) {
            bits = bits << 8 | coded[from + i] & 0xFF;
        }
        return bits;
    }

    private static long low(byte[] coded, int from, int octets) {
        long bits = 0;
        for (int i = octets - 1; i >= 0; i--) {
            bits = bits << 8 | coded[from + i] & 0xFF;
        }
        return bits;
    }

    /**
     * Writes one frame behind the four bits that the frame before left over; returns those that this one leaves over, 0 if
     * it ends with an octet.
     */
    private static long packLow(int[] words, int from, long before, byte[] coded, int at) {
        boolean second = from > 0;
        long head = low(words, from, HEAD_WIDTH);
        long carry = second ? head << 4 | before : head;
        int carried = second ? HEAD_BITS + 4 : HEAD_BITS;
        int octets = carried / 8;
        putLow(carry, octets, coded, at);
        carry >>>= 8 * octets;
        for (int i = 0; i < 4; i++) {
            long bits = low(words, from + HEAD_WORDS + i * SUBFRAME_WORDS, SUBFRAME_WIDTH);
            carry |= second ? bits : bits << 4;
            putLow(carry, 7, coded, at + octets + 7 * i);
            carry >>>= SUBFRAME_BITS;
        }
        return carry;
    }

    private static void unpackLow(byte[] coded, int from, int skip, int[] words, int at) {
        spreadLow(low(coded, from, 5) >>> skip, words, at, HEAD_WIDTH);
        int next = skip == 0 ? from + 4 : from + 5;
        for (int i = 0; i < 4; i++) {
            long bits = skip == 0 ? low(coded, next + 7 * i, 8) >>> 4 : low(coded, next + 7 * i, 7);
            spreadLow(bits, words, at + HEAD_WORDS + i * SUBFRAME_WORDS, SUBFRAME_WIDTH);
        }
    }
}

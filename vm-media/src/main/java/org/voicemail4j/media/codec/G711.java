package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioEncoding;

/**
 * G.711 by tables. Encoding truncates like the reference software of ITU-T G.191; it does not round to the nearest level
 * as some programs do. A decoded value encodes to the code it came from, except that µ-law 0x7F (minus zero) becomes 0xFF.
 */
final class G711 implements AudioCodec {

    static final AudioCodec ULAW = new G711(AudioEncoding.ULAW, G711::ulaw, G711::linearOfUlaw);
    static final AudioCodec ALAW = new G711(AudioEncoding.ALAW, G711::alaw, G711::linearOfAlaw);

    private final AudioEncoding encoding;
    private final byte[] codes = new byte[1 << 16];
    private final short[] values = new short[1 << 8];
    private final Decoder decoder = this::decode;
    private final Encoder encoder = this::encode;

    private G711(AudioEncoding encoding, Law compress, Law expand) {
        this.encoding = encoding;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) compress.apply((short) i);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) expand.apply(i);
        }
    }

    @Override
    public AudioEncoding encoding() {
        return encoding;
    }

    @Override
    public Decoder decoder() {
        return decoder;
    }

    @Override
    public Encoder encoder() {
        return encoder;
    }

    private int decode(byte[] coded, int from, int bytes, short[] samples, int at) {
        for (int i = 0; i < bytes; i++) {
            samples[at + i] = values[coded[from + i] & 0xFF];
        }
        return bytes;
    }

    private int encode(short[] samples, int from, int count, byte[] coded, int at) {
        for (int i = 0; i < count; i++) {
            coded[at + i] = codes[samples[from + i] & 0xFFFF];
        }
        return count;
    }

    private static int ulaw(int linear) {
        int magnitude = Math.min(((linear < 0 ? ~linear : linear) >> 2) + 33, 0x1FFF);
        int segment = 32 - Integer.numberOfLeadingZeros(magnitude >> 6) + 1;
        int code = (8 - segment) << 4 | 0xF - (magnitude >> segment & 0xF);
        return linear < 0 ? code : code | 0x80;
    }

    private static int linearOfUlaw(int code) {
        int exponent = ~code >> 4 & 7;
        int step = 8 << exponent;
        int magnitude = (0x80 << exponent) + step * (~code & 0xF) + step / 2 - 4 * 33;
        return code < 0x80 ? -magnitude : magnitude;
    }

    private static int alaw(int linear) {
        int magnitude = (linear < 0 ? ~linear : linear) >> 4;
        int exponent = Math.max(0, 32 - Integer.numberOfLeadingZeros(magnitude >> 4) - 1);
        int code = magnitude > 15 ? (exponent + 1 << 4) + (magnitude >> exponent) - 16 : magnitude;
        return (linear < 0 ? code : code | 0x80) ^ 0x55;
    }

    private static int linearOfAlaw(int code) {
        int plain = (code ^ 0x55) & 0x7F;
        int exponent = plain >> 4;
        int mantissa = ((plain & 0xF) + (exponent > 0 ? 16 : 0) << 4) + 8;
        int magnitude = exponent > 1 ? mantissa << exponent - 1 : mantissa;
        return code < 0x80 ? -magnitude : magnitude;
    }

    /** One direction of the law, for one value. */
    @FunctionalInterface
    private interface Law {
        int apply(int value);
    }
}

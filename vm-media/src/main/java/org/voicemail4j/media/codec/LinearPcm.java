package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioEncoding;

/** Linear samples, 16 bit, little endian: coding is a matter of octet order. */
final class LinearPcm implements AudioCodec {

    private final AudioEncoding encoding;

    LinearPcm(AudioEncoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public AudioEncoding encoding() {
        return encoding;
    }

    @Override
    public Decoder decoder() {
        return LinearPcm::decode;
    }

    @Override
    public Encoder encoder() {
        return LinearPcm::encode;
    }

    private static int decode(byte[] coded, int from, int bytes, short[] samples, int at) {
        int count = bytes / 2;
        for (int i = 0; i < count; i++) {
            samples[at + i] = (short) (coded[from + 2 * i] & 0xFF | coded[from + 2 * i + 1] << 8);
        }
        return count;
    }

    private static int encode(short[] samples, int from, int count, byte[] coded, int at) {
        for (int i = 0; i < count; i++) {
            coded[at + 2 * i] = (byte) samples[from + i];
            coded[at + 2 * i + 1] = (byte) (samples[from + i] >> 8);
        }
        return 2 * count;
    }
}

package org.voicemail4j.media.codec;

import org.voicemail4j.audio.AudioEncoding;

/**
 * G.722 in mode 1, 64 kbit/s (ITU-T G.722), to the bit as the Recommendation has it, saturation included: sound at 16 kHz
 * is split into two bands at 8 kHz, the lower coded by adaptive prediction in 6 bits a sample, the upper in 2.
 *
 * <p>The state of a stream takes less than 1 kB. Sound comes out of encoder and decoder 22 samples late.
 */
final class G722 implements AudioCodec {

    static final AudioCodec MODE_1 = new G722();

    private G722() {}

    @Override
    public AudioEncoding encoding() {
        return AudioEncoding.G722;
    }

    @Override
    public Decoder decoder() {
        return new Receiver()::decode;
    }

    @Override
    public Encoder encoder() {
        return new Sender()::encode;
    }

    /** The encoder of one stream (§3). */
    private static final class Sender {

        private final G722Band lower = G722Band.lower();
        private final G722Band upper = G722Band.upper();
        private final G722Filter filter = new G722Filter();

        int encode(short[] samples, int from, int count, byte[] coded, int at) {
            int octets = count / 2;
            for (int i = 0; i < octets; i++) {
                filter.push(samples[from + 2 * i + 1], samples[from + 2 * i]);
                int even = filter.even();
                int odd = filter.odd();
                int low = encodeLower(G722Tables.limit(even + odd >> 14));
                int high = encodeUpper(G722Tables.limit(even - odd >> 14));
                coded[at + i] = (byte) (high << 6 | low);
            }
            return octets;
        }

        private int encodeLower(int sample) {
            int code = G722Tables.lowerCode(lower.error(sample), lower.scale());
            lower.adaptLower(code);
            return code;
        }

        private int encodeUpper(int sample) {
            int code = G722Tables.upperCode(upper.error(sample), upper.scale());
            upper.adaptUpper(code);
            return code;
        }
    }

    /** The decoder of one stream (§4). Any octets are sound. */
    private static final class Receiver {

        private final G722Band lower = G722Band.lower();
        private final G722Band upper = G722Band.upper();
        private final G722Filter filter = new G722Filter();

        int decode(byte[] coded, int from, int bytes, short[] samples, int at) {
            for (int i = 0; i < bytes; i++) {
                int low = decodeLower(coded[from + i] & 0x3F);
                int high = decodeUpper(coded[from + i] >> 6 & 3);
                filter.push(low - high, low + high);
                samples[at + 2 * i] = (short) G722Tables.clip(filter.even() >> 11);
                samples[at + 2 * i + 1] = (short) G722Tables.clip(filter.odd() >> 11);
            }
            return 2 * bytes;
        }

        private int decodeLower(int code) {
            int sample = lower.sample(G722Tables.LOWER[code]);
            lower.adaptLower(code);
            return sample;
        }

        private int decodeUpper(int code) {
            int sample = upper.sample(G722Tables.UPPER[code]);
            upper.adaptUpper(code);
            return sample;
        }
    }
}

package org.voicemail4j.examples.server.phone;

/** G.711 µ-law (ITU-T G.711 table 2), one octet for one sample of 16 bit. */
public final class MuLaw {

    private static final int BIAS = 132;
    private static final int LOUDEST = 32635;

    private MuLaw() {}

    static byte encode(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) sample), LOUDEST) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        int step = magnitude >> (segment + 3) & 0x0F;
        return (byte) ~(sign | segment << 4 | step);
    }

    /** Many samples. */
    public static byte[] encode(short[] samples) {
        byte[] octets = new byte[samples.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = encode(samples[i]);
        }
        return octets;
    }

    /** Many octets. */
    public static short[] decode(byte[] octets) {
        short[] samples = new short[octets.length];
        for (int i = 0; i < octets.length; i++) {
            samples[i] = decode(octets[i]);
        }
        return samples;
    }

    static short decode(byte octet) {
        int code = ~octet & 0xFF;
        int segment = code >> 4 & 7;
        int magnitude = ((code & 0x0F) << 3 | 0x84) << segment;
        int value = magnitude - BIAS;
        return (short) ((code & 0x80) == 0 ? value : -value);
    }
}

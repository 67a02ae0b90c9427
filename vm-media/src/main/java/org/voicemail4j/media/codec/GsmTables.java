package org.voicemail4j.media.codec;

/** Constants of GSM 06.10 (EN 300 961, tables 4.1 to 4.6), what follows from them, and its 16 bit arithmetic. */
final class GsmTables {

    /** Samples in a frame of 20 ms. */
    static final int FRAME = 160;

    /** Samples in a subframe of 5 ms. */
    static final int SUBFRAME = 40;

    /** How far back the long-term predictor looks, in samples. */
    static final int LONGEST_LAG = 120;

    /** Reflection coefficients of the short-term filter. */
    static final int ORDER = 8;

    /** Pulses in a subframe. */
    static final int PULSES = 13;

    /** Parameters in front of the first subframe, in a subframe, and in a frame (table 1.1). */
    static final int HEAD_WORDS = ORDER;

    static final int SUBFRAME_WORDS = 4 + PULSES;
    static final int FRAME_WORDS = HEAD_WORDS + 4 * SUBFRAME_WORDS;

    /** Table 4.1: quantisation of the log-area ratios. */
    static final int[] LAR_SCALE = {20480, 20480, 20480, 20480, 13964, 15360, 8534, 9036};

    static final int[] LAR_OFFSET = {0, 0, 2048, -2560, 94, -1792, -341, -1144};
    static final int[] LAR_LEAST = {-32, -32, -16, -16, -8, -8, -4, -4};
    static final int[] LAR_MOST = {31, 31, 15, 15, 7, 7, 3, 3};

    /** Table 4.2: the reciprocals of the scales. */
    private static final int[] LAR_UNSCALE = {13107, 13107, 13107, 13107, 19223, 17476, 31454, 29708};

    /** Table 4.3: decision levels of the long-term gain, and its decoded values. */
    static final int[] GAIN_LEVEL = {6554, 16384, 26214};

    static final int[] GAIN = {3277, 11469, 21299, 32767};

    /** Table 4.5: the reciprocals of the mantissas. */
    static final int[] PULSE_SCALE = {29128, 26215, 23832, 21846, 20165, 18725, 17476, 16384};

    /** Table 4.6: the mantissas. */
    private static final int[] PULSE_UNSCALE = {18431, 20479, 22527, 24575, 26623, 28671, 30719, 32767};

    /** Exponent and mantissa of each code of a subframe's block maximum. */
    static final byte[] EXPONENT = new byte[64];

    static final byte[] MANTISSA = new byte[64];

    /** Decoded pulses, by code of the block maximum times eight, plus code of the pulse. */
    static final short[] PULSE = new short[64 * 8];

    /** Decoded log-area ratios, by number of the ratio times 64, plus its code. */
    static final short[] LAR = new short[ORDER * 64];

    static {
        for (int code = 0; code < 64; code++) {
            splitMaximum(code);
            for (int pulse = 0; pulse < 8; pulse++) {
                PULSE[code << 3 | pulse] = pulse(code, pulse);
            }
            for (int i = 0; i < ORDER; i++) {
                LAR[i << 6 | code] = logAreaRatio(i, code);
            }
        }
    }

    private GsmTables() {}

    /** §5.2.15, the block maximum's exponent and mantissa. */
    private static void splitMaximum(int code) {
        int exponent = code > 15 ? (code >> 3) - 1 : 0;
        int mantissa = code - (exponent << 3);
        if (mantissa == 0) {
            exponent = -4;
            mantissa = 7;
        } else {
            while (mantissa <= 7) {
                mantissa = mantissa << 1 | 1;
                exponent--;
            }
            mantissa -= 8;
        }
        EXPONENT[code] = (byte) exponent;
        MANTISSA[code] = (byte) mantissa;
    }

    /** §5.2.16, inverse quantisation of a pulse. */
    private static short pulse(int maximum, int code) {
        int shift = 6 - EXPONENT[maximum];
        int rounding = shift == 0 ? 0 : 1 << shift - 1;
        int linear = (2 * code - 7) << 12;
        return (short) (clip(product(PULSE_UNSCALE[MANTISSA[maximum]], linear) + rounding) >> shift);
    }

    /** §5.2.8, decoding of a log-area ratio. Codes that the ratio's width cannot hold get a value that is never used. */
    private static short logAreaRatio(int i, int code) {
        int least = (short) (code + LAR_LEAST[i] << 10);
        return (short) clip(2 * product(LAR_UNSCALE[i], clip(least - 2 * LAR_OFFSET[i])));
    }

    /** The standard's {@code mult_r}: product of two fractions of 15 bits, rounded. */
    static int product(int a, int b) {
        return a * b + 0x4000 >> 15;
    }

    /**
     * Saturates to 16 bits. Overflow is rare: as a branch that is foreseen it costs next to nothing, as a minimum and a
     * maximum it would be part of every filter's longest chain of dependent operations.
     */
    static int clip(int value) {
        return value == (short) value ? value : value >> 31 ^ Short.MAX_VALUE;
    }

    /** The standard's {@code abs}: that of -32768 is 32767. */
    static int magnitude(int value) {
        return value == Short.MIN_VALUE ? Short.MAX_VALUE : Math.abs(value);
    }

    /** The standard's {@code norm}: left shifts until bit 30 differs from the sign. */
    static int norm(int value) {
        return Integer.numberOfLeadingZeros(value < 0 ? ~value : value) - 1;
    }
}

package org.voicemail4j.media.codec;

/** Quantisers and step sizes of G.722 (tables 14 to 19 of the Recommendation), and its arithmetic. */
final class G722Tables {

    /** What each code of the lower band stands for with all its 6 bits, in 1/32768 of the step. */
    static final int[] LOWER = new int[64];

    /** What each code of the lower band stands for by its 4 highest bits: with these it adapts. */
    static final int[] LOWER_COARSE = new int[16];

    /** How the lower band's step changes after a code's 4 highest bits. */
    static final int[] LOWER_WEIGHT = new int[16];

    /** What each code of the upper band stands for. */
    static final int[] UPPER = {-926 * 8, -202 * 8, 926 * 8, 202 * 8};

    /** How the upper band's step changes after a code. */
    static final int[] UPPER_WEIGHT = {798, -214, 798, -214};

    private static final int LEVELS = 30;
    private static final int UPPER_BORDER = 564 * 8;

    private static final int[] BORDER = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };
    private static final int[] LEVEL = {
        17, 54, 91, 130, 170, 211, 254, 300, 347, 396, 447, 501, 558, 618, 682, 750, 822, 899, 982, 1072, 1170, 1279,
        1399, 1535, 1689, 1873, 2088, 2376, 2738, 3101
    };
    private static final int[] COARSE = {0, 150, 323, 530, 786, 1121, 1612, 2557};
    private static final int[] WEIGHT = {-60, -30, 58, 172, 334, 538, 1198, 3042};

    /** One octave of steps. */
    private static final int[] STEP = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834, 2896, 2960,
        3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    static {
        for (int code = 0; code < LOWER.length; code++) {
            boolean negative = code < 32 || code >= 62;
            LOWER[code] = (negative ? -8 : 8) * LEVEL[level(code)];
        }
        for (int code = 0; code < LOWER_COARSE.length; code++) {
            int size = code == 0 ? 0 : code < 8 ? 8 - code : 15 - code;
            LOWER_COARSE[code] = (code < 8 ? -8 : 8) * COARSE[size];
            LOWER_WEIGHT[code] = WEIGHT[size];
        }
    }

    private G722Tables() {}

    private static int level(int code) {
        if (code < 4) {
            return 0; // no encoder makes these
        } else if (code < 32) {
            return 33 - code;
        }
        return code < 62 ? 61 - code : 63 - code;
    }

    /** The lower band's code for a difference (QUANTL). */
    static int lowerCode(int error, int step) {
        int size = error < 0 ? ~error : error;
        int low = 0;
        int high = LEVELS;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if ((BORDER[middle] << 3) * step >> 15 <= size) {
                low = middle;
            } else {
                high = middle;
            }
        }
        if (error >= 0) {
            return 61 - low;
        }
        return low < 2 ? 63 - low : 33 - low;
    }

    /** The upper band's code for a difference (QUANTH). */
    static int upperCode(int error, int step) {
        int size = error < 0 ? ~error : error;
        int outer = size >= UPPER_BORDER * step >> 15 ? 0 : 1;
        return error < 0 ? outer : outer + 2;
    }

    /** The step for a logarithm, in units whose octave is 2048 (SCALEL, SCALEH). */
    static int step(int logarithm, int octaves) {
        int step = STEP[logarithm >> 6 & 31];
        int down = octaves - (logarithm >> 11);
        return (down < 0 ? step << -down : step >> down) << 2;
    }

    /** Bounds to 16 bits. */
    static int clip(int value) {
        return value == (short) value ? value : value < 0 ? Short.MIN_VALUE : Short.MAX_VALUE;
    }

    /** Bounds to 15 bits. */
    static int limit(int value) {
        return Math.max(-16384, Math.min(16383, value));
    }
}

package org.voicemail4j.media.rtp;

/**
 * Hears keys in sound: the eight frequencies of DTMF (ITU-T Q.23), looked for by Goertzel's recursion in blocks of 12.75
 * ms. A key is heard in its second block, so that a tone of 40 ms is always heard and a click never, and is over after two
 * blocks without it. Two tones are a key's if they are by far the loudest of their groups, hold most of the power of
 * the block, are about as loud as each other, and the higher one has no second harmonic, which speech has.
 *
 * <p>Frequencies are taken up to 1.5 % off; levels from -36 dBm0; a low tone may be 8 dB louder than the high one, a high one
 * 4 dB louder than the low one (ITU-T Q.24). One instance for one stream; allocates nothing.
 */
final class ToneDetector {

    /** What {@link #hear} returns if no key begins. */
    static final char NONE = 0;

    private static final int BLOCK = 102;
    private static final int TONES = 4;
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] FREQUENCIES = {697, 770, 852, 941, 1209, 1336, 1477, 1633};

    /** Of a sine wave whose peak is 350, about -36 dBm0. */
    private static final float LEAST_POWER = 350f * 350 * BLOCK * BLOCK / 4;

    private static final float LOW_LOUDER = 6.3f;
    private static final float HIGH_LOUDER = 2.5f;
    private static final float ABOVE_OTHERS = 6.3f;
    private static final float SHARE = 0.70f;
    private static final float HARMONIC = 0.1f;

    /** Of the eight, and of the higher four at twice their frequency. */
    private static final float[] COEFFICIENTS = new float[3 * TONES];

    static {
        for (int i = 0; i < 2 * TONES; i++) {
            COEFFICIENTS[i] = (float) (2 * Math.cos(2 * Math.PI * FREQUENCIES[i] / 8000));
        }
        for (int i = TONES; i < 2 * TONES; i++) {
            COEFFICIENTS[TONES + i] = (float) (2 * Math.cos(4 * Math.PI * FREQUENCIES[i] / 8000));
        }
    }

    private final float[] power = new float[2 * TONES];
    private final short[] block = new short[BLOCK];
    private int filled;
    private char candidate = NONE;
    private char sounding = NONE;
    private int missing;

    /** Listens to samples of 8 kHz. Returns the key that begins in them, or {@link #NONE}. */
    char hear(short[] samples, int count) {
        char heard = NONE;
        for (int done = 0; done < count; ) {
            int piece = Math.min(count - done, BLOCK - filled);
            System.arraycopy(samples, done, block, filled, piece);
            filled += piece;
            done += piece;
            if (filled == BLOCK) {
                filled = 0;
                char key = judge();
                heard = key == NONE ? heard : key;
            }
        }
        return heard;
    }

    private char judge() {
        char key = keyOfBlock();
        if (sounding != NONE) {
            missing = key == sounding ? 0 : missing + 1;
            if (missing < 2) {
                candidate = key;
                return NONE;
            }
            sounding = NONE;
        }
        boolean again = key != NONE && key == candidate;
        candidate = key;
        if (again) {
            sounding = key;
            missing = 0;
            return key;
        }
        return NONE;
    }

    private char keyOfBlock() {
        float energy = energy();
        if (energy < 2 * LEAST_POWER * 2 / BLOCK) {
            return NONE;
        }
        for (int tone = 0; tone < 2 * TONES; tone++) {
            power[tone] = power(tone);
        }
        int low = loudest(0);
        int high = loudest(TONES);
        return isKey(low, high, energy) ? KEYS.charAt(low * TONES + high - TONES) : NONE;
    }

    private float energy() {
        long sum = 0;
        for (short sample : block) {
            sum += sample * sample;
        }
        return sum;
    }

    private float power(int tone) {
        float coefficient = COEFFICIENTS[tone];
        float one = 0;
        float two = 0;
        for (short sample : block) {
            float next = sample + coefficient * one - two;
            two = one;
            one = next;
        }
        return one * one + two * two - coefficient * one * two;
    }

    private int loudest(int from) {
        int loudest = from;
        for (int tone = from + 1; tone < from + TONES; tone++) {
            loudest = power[tone] > power[loudest] ? tone : loudest;
        }
        return loudest;
    }

    private boolean isKey(int low, int high, float energy) {
        float lower = power[low];
        float higher = power[high];
        return Math.min(lower, higher) >= LEAST_POWER
                && lower <= LOW_LOUDER * higher
                && higher <= HIGH_LOUDER * lower
                && 2 * (lower + higher) >= SHARE * BLOCK * energy
                && isAlone(low, 0)
                && isAlone(high, TONES)
                && power(TONES + high) <= HARMONIC * higher;
    }

    private boolean isAlone(int tone, int from) {
        for (int other = from; other < from + TONES; other++) {
            if (other != tone && power[other] * ABOVE_OTHERS > power[tone]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a key sounds, or did a moment ago. */
    boolean isSounding() {
        return sounding != NONE;
    }
}

package org.voicemail4j.media.rtp;

/** Makes samples louder or quieter; what gets too loud for 16 bits stays at their end. */
final class Gain {

    private static final int ONE = 1 << 12;

    private final long factor;

    /**
     * @param db in dB; 0 leaves samples as they are
     */
    Gain(int db) {
        factor = Math.round(ONE * Math.pow(10, db / 20.0));
    }

    void apply(short[] samples, int count) {
        if (factor == ONE) {
            return;
        }
        for (int i = 0; i < count; i++) {
            long louder = samples[i] * factor / ONE;
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, louder));
        }
    }
}

package org.voicemail4j.media.rtp;

/** Covers a short gap with the last 20 ms of sound, repeated and fading out over 60 ms. */
final class Concealment {

    private static final int REPEATED = 160;
    private static final int FADE = 480;

    private final short[] last = new short[REPEATED];
    private final short[] cover = new short[FADE];

    /** Remembers the end of what was heard. */
    void learn(short[] samples, int count) {
        int fresh = Math.min(count, REPEATED);
        System.arraycopy(last, fresh, last, 0, REPEATED - fresh);
        System.arraycopy(samples, count - fresh, last, REPEATED - fresh, fresh);
    }

    /**
     * Sound for a gap of that many samples, at most 480; valid until the next call.
     */
    short[] conceal(int count) {
        for (int i = 0; i < count; i++) {
            cover[i] = (short) (last[i % REPEATED] * (FADE - i) / FADE);
        }
        return cover;
    }
}

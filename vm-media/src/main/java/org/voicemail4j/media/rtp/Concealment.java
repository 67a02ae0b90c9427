package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Covers a short gap with the last 20 ms of sound, repeated and fading out over 60 ms. Memory is taken at the first gap,
 * and then kept.
 */
final class Concealment {

    private static final int REPEATED = 160;
    private static final int FADE = 480;

    private short @Nullable [] cover;

    /**
     * Sound for a gap of that many samples, at most 480; valid until the next call.
     *
     * @param blocks whose newest samples are what was heard before the gap
     */
    short[] conceal(SampleBlocks blocks, int count) {
        short[] sound = cover;
        if (sound == null) {
            sound = new short[FADE + REPEATED];
            cover = sound;
        }
        blocks.newest(sound, FADE, REPEATED);
        for (int i = 0; i < count; i++) {
            sound[i] = (short) (sound[FADE + i % REPEATED] * (FADE - i) / FADE);
        }
        return sound;
    }
}

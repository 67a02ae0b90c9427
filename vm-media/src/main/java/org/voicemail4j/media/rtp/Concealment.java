package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;

/**
 * Covers a short gap with the last 20 ms of sound, repeated and fading out over 60 ms. Memory is taken at the first gap,
 * and then kept.
 */
final class Concealment {

    private static final int REPEATED = 160;
    private static final int FADE = 480;

    private final int width;
    private short @Nullable [] cover;

    /**
     * @param width samples of the sound for each of 8 kHz
     */
    Concealment(int width) {
        this.width = width;
    }

    /**
     * Sound for a gap of that many samples of 8 kHz, at most 480; valid until the next call.
     *
     * @param blocks whose newest samples are what was heard before the gap
     */
    short[] conceal(SampleBlocks blocks, int count) {
        short[] sound = cover;
        if (sound == null) {
            sound = new short[(FADE + REPEATED) * width];
            cover = sound;
        }
        blocks.newest(sound, FADE, REPEATED);
        int fade = FADE * width;
        int repeated = REPEATED * width;
        for (int i = 0; i < count * width; i++) {
            sound[i] = (short) (sound[fade + i % repeated] * (fade - i) / fade);
        }
        return sound;
    }
}

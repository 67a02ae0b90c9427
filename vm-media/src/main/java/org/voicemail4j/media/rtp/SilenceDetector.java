package org.voicemail4j.media.rtp;

/**
 * Measures silence in pieces of 20 ms: one is silent if the mean magnitude of its samples is below the threshold. What
 * does not fill a piece is not judged yet. Counts in samples of 8 kHz, also where sound has two for each of them.
 */
final class SilenceDetector {

    static final int PIECE = 160;

    private final int threshold;
    private final int width;
    private int count;
    private int sum;
    private long spoken;
    private long trailing;

    /**
     * @param width how many samples the sound has for each of 8 kHz: 1 or 2
     */
    SilenceDetector(int threshold, int width) {
        this.threshold = threshold;
        this.width = width;
    }

    /** How many samples complete the piece. */
    int room() {
        return PIECE - count;
    }

    /** Listens to at most {@link #room} samples. */
    void add(short[] samples, int from, int howMany) {
        int magnitudes = 0;
        int end = (from + howMany) * width;
        for (int i = from * width; i < end; i++) {
            magnitudes += Math.abs(samples[i]);
        }
        add(magnitudes, howMany);
    }

    /** Listens to at most {@link #room} samples of digital silence. */
    void addSilence(int howMany) {
        add(0, howMany);
    }

    private void add(int magnitudes, int howMany) {
        sum += magnitudes;
        count += howMany;
        if (count < PIECE) {
            return;
        }
        if (sum / (PIECE * width) < threshold) {
            trailing += PIECE;
        } else {
            spoken += PIECE;
            trailing = 0;
        }
        sum = 0;
        count = 0;
    }

    /** Forgets samples at the end that were silent and have been taken back. */
    void retract(int howMany) {
        trailing = Math.max(0, trailing - howMany);
    }

    /** Samples of pieces that were not silent. */
    long spoken() {
        return spoken;
    }

    /** Samples of silent pieces since the last one that was not. */
    long trailing() {
        return trailing;
    }
}

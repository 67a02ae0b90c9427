package org.voicemail4j.media.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Room to work in while a frame is coded. Nothing in it outlives the frame, so that streams can share it. */
final class GsmScratch {

    /** Zeros in front of and behind a subframe's error signal, for the weighting filter. */
    static final int MARGIN = 5;

    /** Parameters of one block: two frames in Microsoft's framing. */
    final int[] words = new int[2 * GsmTables.FRAME_WORDS];

    /** A frame of sound, and of what the filters make of it. */
    final int[] signal = new int[GsmTables.FRAME];

    /** The long-term predictor's past, followed by this frame's reconstructed short-term residual. */
    final int[] residual = new int[GsmTables.LONGEST_LAG + GsmTables.FRAME];

    /** The same for the search of the lag. */
    final double[] past = new double[GsmTables.LONGEST_LAG + GsmTables.FRAME];

    /** What the lag is searched with; before that, the scaled frame behind zeros. */
    final double[] scaled = new double[GsmTables.ORDER + GsmTables.FRAME];

    final double[] sums = new double[GsmTables.ORDER + 1];
    final int[] ratios = new int[GsmTables.ORDER];
    final int[] reflections = new int[GsmTables.ORDER];
    final int[] forward = new int[GsmTables.ORDER + 1];
    final int[] backward = new int[GsmTables.ORDER + 1];
    final int[] predicted = new int[GsmTables.SUBFRAME];
    final int[] error = new int[GsmTables.SUBFRAME + 2 * MARGIN];
    final int[] weighted = new int[GsmTables.SUBFRAME];

    private GsmScratch() {}

    /** A bounded store of scratches, so that a call in progress holds only its codec's state. For many threads. */
    static final class Pool {

        private static final int SLOTS = 64;

        private final AtomicReferenceArray<GsmScratch> spare = new AtomicReferenceArray<>(SLOTS);

        GsmScratch take() {
            GsmScratch scratch = spare.getAndSet(slot(), null);
            return scratch == null ? new GsmScratch() : scratch;
        }

        void back(GsmScratch scratch) {
            spare.setRelease(slot(), scratch);
        }

        private static int slot() {
            return (int) Thread.currentThread().getId() & SLOTS - 1;
        }
    }
}

package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.FRAME;
import static org.voicemail4j.media.codec.GsmTables.FRAME_WORDS;
import static org.voicemail4j.media.codec.GsmTables.HEAD_WORDS;
import static org.voicemail4j.media.codec.GsmTables.LONGEST_LAG;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME_WORDS;
import static org.voicemail4j.media.codec.GsmTables.clip;
import static org.voicemail4j.media.codec.GsmTables.product;

/** The encoder of one stream (§5.2). Of a sample's 16 bits the lowest three are not heard. */
final class GsmEncoder implements AudioCodec.Encoder {

    private static final int OFFSET_POLE = 32735;
    private static final int EMPHASIS = -28180;

    private final GsmFraming framing;
    private final GsmScratch.Pool pool;
    private final GsmLattice lattice = new GsmLattice();
    private final short[] past = new short[LONGEST_LAG];
    private int lastInput;
    private int lastOffset;
    private int lastSample;

    GsmEncoder(GsmFraming framing, GsmScratch.Pool pool) {
        this.framing = framing;
        this.pool = pool;
    }

    @Override
    public int encode(short[] samples, int from, int count, byte[] coded, int at) {
        int blockSamples = framing.encoding().blockSamples();
        GsmScratch scratch = pool.take();
        int written = 0;
        for (int read = 0; read + blockSamples <= count; read += blockSamples) {
            for (int i = 0; i < framing.frames(); i++) {
                encode(samples, from + read + i * FRAME, scratch, i * FRAME_WORDS);
            }
            framing.pack(scratch.words, coded, at + written);
            written += framing.encoding().blockBytes();
        }
        pool.back(scratch);
        return written;
    }

    private void encode(short[] samples, int from, GsmScratch scratch, int words) {
        prepare(samples, from, scratch.signal);
        GsmPrediction.analyse(scratch, words);
        lattice.analyse(scratch.signal, scratch.words, words, scratch);
        recall(scratch);
        for (int i = 0; i < 4; i++) {
            int at = words + HEAD_WORDS + i * SUBFRAME_WORDS;
            GsmPitch.search(scratch, i * SUBFRAME, at);
            GsmPulses.encode(scratch, LONGEST_LAG + i * SUBFRAME, at + 2);
        }
        remember(scratch.residual);
    }

    /** §5.2.1 to 5.2.3: 13 bits of 16, the mean taken away, pre-emphasis. */
    private void prepare(short[] samples, int from, int[] signal) {
        int input = lastInput;
        int offset = lastOffset;
        int sample = lastSample;
        for (int k = 0; k < FRAME; k++) {
            int now = samples[from + k] >> 3 << 2;
            int step = now - input;
            input = now;
            int high = offset >> 15;
            int low = offset & 0x7FFF;
            offset = high * OFFSET_POLE + (step << 15) + product(low, OFFSET_POLE);
            int free = offset + 0x4000 >> 15;
            signal[k] = clip(free + product(sample, EMPHASIS));
            sample = free;
        }
        lastInput = input;
        lastOffset = offset;
        lastSample = sample;
    }

    private void recall(GsmScratch scratch) {
        for (int i = 0; i < LONGEST_LAG; i++) {
            scratch.residual[i] = past[i];
            scratch.past[i] = past[i];
        }
    }

    private void remember(int[] residual) {
        for (int i = 0; i < LONGEST_LAG; i++) {
            past[i] = (short) residual[FRAME + i];
        }
    }
}

package org.voicemail4j.media.codec;

import static org.voicemail4j.media.codec.GsmTables.FRAME;
import static org.voicemail4j.media.codec.GsmTables.FRAME_WORDS;
import static org.voicemail4j.media.codec.GsmTables.GAIN;
import static org.voicemail4j.media.codec.GsmTables.HEAD_WORDS;
import static org.voicemail4j.media.codec.GsmTables.LONGEST_LAG;
import static org.voicemail4j.media.codec.GsmTables.PULSE;
import static org.voicemail4j.media.codec.GsmTables.PULSES;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME;
import static org.voicemail4j.media.codec.GsmTables.SUBFRAME_WORDS;
import static org.voicemail4j.media.codec.GsmTables.clip;
import static org.voicemail4j.media.codec.GsmTables.product;

/** The decoder of one stream (§5.3). Any octets are a frame: a plain frame's signature is not looked at. */
final class GsmDecoder implements AudioCodec.Decoder {

    private static final int EMPHASIS = 28180;

    private final GsmFraming framing;
    private final GsmScratch.Pool pool;
    private final GsmLattice lattice = new GsmLattice();
    private final short[] past = new short[LONGEST_LAG];
    private int lag = SUBFRAME;
    private int emphasised;

    GsmDecoder(GsmFraming framing, GsmScratch.Pool pool) {
        this.framing = framing;
        this.pool = pool;
    }

    @Override
    public int decode(byte[] coded, int from, int bytes, short[] samples, int at) {
        int blockBytes = framing.encoding().blockBytes();
        GsmScratch scratch = pool.take();
        int written = 0;
        for (int read = 0; read + blockBytes <= bytes; read += blockBytes) {
            framing.unpack(coded, from + read, scratch.words);
            for (int i = 0; i < framing.frames(); i++) {
                decode(scratch, i * FRAME_WORDS, samples, at + written);
                written += FRAME;
            }
        }
        pool.back(scratch);
        return written;
    }

    private void decode(GsmScratch scratch, int words, short[] samples, int at) {
        recall(scratch.residual);
        for (int i = 0; i < 4; i++) {
            predict(scratch, words + HEAD_WORDS + i * SUBFRAME_WORDS, LONGEST_LAG + i * SUBFRAME);
        }
        lattice.synthesise(scratch.residual, LONGEST_LAG, scratch.signal, scratch.words, words, scratch);
        remember(scratch.residual);
        deemphasise(scratch.signal, samples, at);
    }

    private void recall(int[] residual) {
        for (int i = 0; i < LONGEST_LAG; i++) {
            residual[i] = past[i];
        }
    }

    private void remember(int[] residual) {
        for (int i = 0; i < LONGEST_LAG; i++) {
            past[i] = (short) residual[FRAME + i];
        }
    }

    /** Long-term synthesis of a subframe (§5.3.1, 5.3.2): the past at the lag, and the pulses on their grid. */
    private void predict(GsmScratch scratch, int at, int start) {
        int[] words = scratch.words;
        int[] residual = scratch.residual;
        int coded = words[at];
        lag = coded < SUBFRAME || coded > LONGEST_LAG ? lag : coded;
        int gain = GAIN[words[at + 1]];
        int back = start - lag;
        for (int k = 0; k < SUBFRAME; k++) {
            residual[start + k] = product(gain, residual[back + k]);
        }
        int first = start + words[at + 2];
        int maximum = words[at + 3] << 3;
        for (int i = 0; i < PULSES; i++) {
            int place = first + 3 * i;
            residual[place] = clip(residual[place] + PULSE[maximum | words[at + 4 + i]]);
        }
    }

    /** §5.3.5 and 5.3.7: de-emphasis, doubling, and 13 bits of 16. */
    private void deemphasise(int[] signal, short[] samples, int at) {
        int last = emphasised;
        for (int k = 0; k < FRAME; k++) {
            last = clip(signal[k] + product(last, EMPHASIS));
            samples[at + k] = (short) (clip(2 * last) & ~7);
        }
        emphasised = last;
    }
}

package org.voicemail4j.media.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.signal.RateConverter;

/**
 * Writes linear samples to a sink in the sink's encoding. What does not fill a block waits for the next call; {@link
 * #finish} fills it up with silence. Used by one thread at a time.
 */
public final class SoundWriter {

    /** What is recorded comes in blocks of 3,000: each is appended at once. */
    private static final int PIECE_SAMPLES = 3200;

    private final AudioSink sink;
    private final AudioEncoding encoding;
    private final AudioCodec.Encoder encoder;
    private final @Nullable RateConverter filter;
    private final short[] waiting;
    private final short[] resampled;
    private final byte[] coded;
    private final ByteBuffer piece;
    private int held;

    /**
     * @param rateHz samples in a second that {@link #write} is given: 8000 or 16000
     * @throws IllegalArgumentException if there is no codec for the sink's format
     */
    public SoundWriter(AudioSink sink, AudioCodecs codecs, int rateHz) {
        this.sink = sink;
        encoding = sink.format().encoding();
        encoder = codecs.require(encoding).encoder();
        filter = encoding.sampleRateHz() == rateHz ? null : RateConverter.of(rateHz, encoding.sampleRateHz());
        resampled = new short[filter == null ? 0 : filter.most(PIECE_SAMPLES)];
        waiting = new short[Math.max(resampled.length, PIECE_SAMPLES) + encoding.blockSamples()];
        coded = new byte[waiting.length / encoding.blockSamples() * encoding.blockBytes()];
        piece = ByteBuffer.wrap(coded);
    }

    /**
     * Writes samples.
     *
     * @throws org.voicemail4j.VoicemailException if the sink does not take them
     */
    public void write(short[] samples, int from, int count) {
        for (int at = 0; at < count; at += PIECE_SAMPLES) {
            writePiece(samples, from + at, Math.min(PIECE_SAMPLES, count - at));
        }
    }

    private void writePiece(short[] samples, int from, int count) {
        if (filter == null) {
            hold(samples, from, count);
        } else {
            hold(resampled, 0, filter.convert(samples, from, count, resampled, 0));
        }
        appendWholeBlocks();
    }

    private void hold(short[] samples, int from, int count) {
        System.arraycopy(samples, from, waiting, held, count);
        held += count;
    }

    private void appendWholeBlocks() {
        int whole = held - held % encoding.blockSamples();
        if (whole == 0) {
            return;
        }
        int bytes = encoder.encode(waiting, 0, whole, coded, 0);
        held -= whole;
        System.arraycopy(waiting, whole, waiting, 0, held);
        sink.append(piece.clear().limit(bytes));
    }

    /**
     * Writes what waits for a whole block, filled up with silence.
     *
     * @throws org.voicemail4j.VoicemailException if the sink does not take it
     */
    public void finish() {
        while (held % encoding.blockSamples() != 0) {
            waiting[held++] = 0;
        }
        appendWholeBlocks();
    }
}

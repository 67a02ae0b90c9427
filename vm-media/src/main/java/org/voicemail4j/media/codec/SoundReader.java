package org.voicemail4j.media.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.media.signal.RateConverter;
import org.voicemail4j.media.signal.SampleSource;

/** Reads a recording of any encoding that has a codec as linear samples. Used by one thread at a time. */
public final class SoundReader implements SampleSource {

    /** The telephone's rate. */
    public static final int NARROW = 8000;

    /** The rate of wideband telephony. */
    public static final int WIDE = 16000;

    private static final int PIECE_BYTES = 3200;

    private final AudioReader reader;
    private final AudioEncoding encoding;
    private final AudioCodec codec;
    private final int rateHz;
    private final long payloadBytes;
    private final byte[] coded;
    private final short[] decoded;
    private final short[] resampled;
    private AudioCodec.Decoder decoder;
    private @Nullable RateConverter filter;
    private long position;
    private int next;
    private int ready;

    /**
     * Opens a recording.
     *
     * @param rateHz samples in a second that {@link #read} shall give: 8000 or 16000
     * @throws IllegalArgumentException if there is no codec for the recording
     * @throws org.voicemail4j.VoicemailException if the recording has gone or cannot be read
     */
    public SoundReader(AudioContent content, AudioCodecs codecs, int rateHz) {
        encoding = content.format().encoding();
        codec = codecs.require(encoding);
        this.rateHz = rateHz;
        payloadBytes = content.payloadBytes();
        int blocks = Math.max(1, PIECE_BYTES / encoding.blockBytes());
        coded = new byte[blocks * encoding.blockBytes()];
        decoded = new short[blocks * encoding.blockSamples()];
        decoder = codec.decoder();
        filter = filter();
        resampled = filter == null ? decoded : new short[filter.most(decoded.length)];
        reader = content.open();
    }

    private @Nullable RateConverter filter() {
        return encoding.sampleRateHz() == rateHz ? null : RateConverter.of(encoding.sampleRateHz(), rateHz);
    }

    @Override
    public int rateHz() {
        return rateHz;
    }

    @Override
    public int read(short[] samples, int from, int count) {
        while (next == ready) {
            if (!readPiece()) {
                return -1;
            }
        }
        int taken = Math.min(count, ready - next);
        System.arraycopy(resampled, next, samples, from, taken);
        next += taken;
        return taken;
    }

    /** Goes on from there: samples from the start, at the rate that is read; rounded down to the encoding's blocks. */
    public void seek(long sample) {
        long own = sample * encoding.sampleRateHz() / rateHz;
        position = own / encoding.blockSamples() * encoding.blockBytes();
        decoder = codec.decoder();
        filter = filter();
        next = 0;
        ready = 0;
    }

    private boolean readPiece() {
        int bytes = readWholeBlocks();
        if (bytes == 0) {
            return false;
        }
        position += bytes;
        int samples = decoder.decode(coded, 0, bytes, decoded, 0);
        next = 0;
        ready = resample(samples);
        return true;
    }

    private int readWholeBlocks() {
        int wanted = (int) Math.max(0, Math.min(coded.length, payloadBytes - position));
        ByteBuffer into = ByteBuffer.wrap(coded, 0, wanted);
        while (into.hasRemaining()) {
            if (reader.read(into, position + into.position()) < 0) {
                break;
            }
        }
        return into.position() - into.position() % encoding.blockBytes();
    }

    private int resample(int samples) {
        return filter == null ? samples : filter.convert(decoded, 0, samples, resampled, 0);
    }

    @Override
    public void close() {
        reader.close();
    }
}

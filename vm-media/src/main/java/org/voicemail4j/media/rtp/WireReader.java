package org.voicemail4j.media.rtp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;

/** Reads a recording in the encoding of the wire, a fifth of a second at a time. */
final class WireReader implements AutoCloseable {

    private static final int PIECES_PER_SECOND = 5;

    private final SoundReader reader;
    private final AudioCodec.Encoder encoder;
    private final WireCodec wire;
    private final short[] samples;

    /**
     * @throws IllegalArgumentException if there is no codec for the recording
     * @throws org.voicemail4j.VoicemailException if it has gone
     */
    WireReader(AudioContent audio, AudioCodecs codecs, WireCodec wire) {
        this.wire = wire;
        encoder = wire.encoder();
        samples = new short[wire.rateHz() / PIECES_PER_SECOND];
        reader = new SoundReader(audio, codecs, wire.rateHz());
    }

    /** Goes on from there, in samples of 8 kHz. */
    void seek(long sample) {
        reader.seek(sample * (wire.rateHz() / WireCodec.CLOCK_RATE_HZ));
    }

    /**
     * The next piece, the last one filled up with silence to a whole block; null at the end.
     *
     * @throws org.voicemail4j.VoicemailException if the recording cannot be read
     */
    byte @Nullable [] read() {
        int count = fill();
        if (count == 0) {
            return null;
        }
        int block = wire.blockSamples();
        int whole = (count + block - 1) / block * block;
        Arrays.fill(samples, count, whole, (short) 0);
        byte[] octets = new byte[whole / block * wire.blockBytes()];
        encoder.encode(samples, 0, whole, octets, 0);
        return octets;
    }

    private int fill() {
        int count = 0;
        while (count < samples.length) {
            int read = reader.read(samples, count, samples.length - count);
            if (read < 0) {
                break;
            }
            count += read;
        }
        return count;
    }

    @Override
    public void close() {
        reader.close();
    }
}

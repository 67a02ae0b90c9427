package org.voicemail4j.media.rtp;

import org.voicemail4j.media.codec.AudioCodec;

/**
 * Turns frames of one codec into frames of another: of linear samples into a codec that has a memory, and of any when the
 * codec changes while something plays. Has that memory: {@link #from another source} of frames goes on with it.
 */
final class Recoding {

    private final WireCodec from;
    private final WireCodec to;
    private final WireDecoder decoder;
    private final AudioCodec.Encoder encoder;
    private final int width;
    private final short[] samples;

    Recoding(WireCodec from, WireCodec to) {
        this(from, to, to.encoder());
    }

    private Recoding(WireCodec from, WireCodec to, AudioCodec.Encoder encoder) {
        this.from = from;
        this.to = to;
        this.encoder = encoder;
        decoder = new WireDecoder(from);
        width = to.rateHz() / WireCodec.CLOCK_RATE_HZ;
        samples = new short[Math.max(from.rateHz(), to.rateHz()) / WireCodec.CLOCK_RATE_HZ * WireCodec.FRAME_SAMPLES];
    }

    boolean is(WireCodec source, WireCodec target) {
        return from == source && to == target;
    }

    boolean isTo(WireCodec target) {
        return to == target;
    }

    /** One of frames of another codec, which goes on where this one ends. */
    Recoding from(WireCodec source) {
        return new Recoding(source, to, encoder);
    }

    /** Turns a frame into one of the other codec, in place. */
    void frame(byte[] octets, int at) {
        int count = decoder.decode(octets, at, from.frameBytes(), samples, width) * width;
        encoder.encode(samples, 0, count, octets, at);
    }
}

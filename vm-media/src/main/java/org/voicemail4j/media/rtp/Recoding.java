package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.signal.RateConverter;

/** Turns frames of one codec into frames of another; for when the codec changes while something plays. */
final class Recoding {

    private final WireCodec from;
    private final WireCodec to;
    private final WireDecoder decoder;
    private final AudioCodec.Encoder encoder;
    private final @Nullable RateConverter converter;
    private final short[] samples;
    private final short[] converted;

    Recoding(WireCodec from, WireCodec to) {
        this.from = from;
        this.to = to;
        samples = new short[Math.max(WireCodec.FRAME_SAMPLES, from.rateHz() / 50)]; // decoded at its own rate first
        decoder = new WireDecoder(from);
        encoder = to.encoder();
        boolean same = to.rateHz() == WireCodec.CLOCK_RATE_HZ;
        converter = same ? null : RateConverter.of(WireCodec.CLOCK_RATE_HZ, to.rateHz());
        converted = same ? samples : new short[to.rateHz() / 50 + 1];
    }

    boolean is(WireCodec source, WireCodec target) {
        return from == source && to == target;
    }

    /** Turns a frame into one of the other codec, in place. */
    void frame(byte[] octets, int at) {
        int count = decoder.decode(octets, at, from.frameBytes(), samples, 1);
        if (converter != null) {
            count = converter.convert(samples, 0, count, converted, 0);
        }
        encoder.encode(converted, 0, count, octets, at);
    }
}

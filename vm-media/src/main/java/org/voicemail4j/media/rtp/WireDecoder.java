package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.signal.RateConverter;

/** Turns the payloads of one stream of packets into the engine's samples of 8 kHz. */
final class WireDecoder {

    private final WireCodec codec;
    private final AudioCodec.Decoder decoder;
    private final @Nullable RateConverter converter;

    WireDecoder(WireCodec codec) {
        this.codec = codec;
        decoder = codec.decoder();
        converter = codec.rateHz() == WireCodec.CLOCK_RATE_HZ
                ? null
                : RateConverter.of(codec.rateHz(), WireCodec.CLOCK_RATE_HZ);
    }

    /** Decodes a payload as far as there is room. Returns how many samples it has. */
    int decode(byte[] octets, int from, int bytes, short[] samples) {
        int count = decoder.decode(octets, from, codec.whole(bytes, samples.length), samples, 0);
        return converter == null ? count : converter.convert(samples, 0, count, samples, 0);
    }
}

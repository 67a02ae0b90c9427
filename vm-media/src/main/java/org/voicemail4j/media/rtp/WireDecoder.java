package org.voicemail4j.media.rtp;

import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.signal.RateConverter;

/**
 * Turns the payloads of one stream of packets into samples of 8 kHz, or of 16 kHz where sound is recorded wide: whatever of
 * them the codec has not is converted. Memory is taken when the rate changes, not for packets.
 */
final class WireDecoder {

    private final WireCodec codec;
    private final AudioCodec.Decoder decoder;
    private final int ownWidth;
    private int width;
    private @Nullable RateConverter converter;
    private short @Nullable [] narrow;

    WireDecoder(WireCodec codec) {
        this.codec = codec;
        decoder = codec.decoder();
        ownWidth = codec.rateHz() / WireCodec.CLOCK_RATE_HZ;
        width = ownWidth;
    }

    boolean isOf(WireCodec other) {
        return codec == other;
    }

    int clockFactor() {
        return codec.clockFactor();
    }

    /** Whether a payload is no sound but says that there is none from now on. */
    boolean isSilence(byte[] octets, int from, int bytes) {
        return codec.isSilence(octets, from, bytes);
    }

    /**
     * Decodes a payload as far as there is room. Returns how many samples of 8 kHz it is long.
     *
     * @param wanted samples for each of 8 kHz: 1 or 2
     */
    int decode(byte[] octets, int from, int bytes, short[] samples, int wanted) {
        if (wanted != width) {
            width = wanted;
            converter = width == ownWidth ? null : RateConverter.of(codec.rateHz(), width * WireCodec.CLOCK_RATE_HZ);
        }
        RateConverter change = converter;
        if (change == null) {
            return decoder.decode(octets, from, codec.whole(bytes, samples.length), samples, 0) / width;
        }
        return width < ownWidth
                ? halved(change, octets, from, bytes, samples)
                : doubled(change, octets, from, bytes, samples);
    }

    private int halved(RateConverter change, byte[] octets, int from, int bytes, short[] samples) {
        int count = decoder.decode(octets, from, codec.whole(bytes, samples.length), samples, 0);
        return change.convert(samples, 0, count, samples, 0);
    }

    private int doubled(RateConverter change, byte[] octets, int from, int bytes, short[] samples) {
        short[] before = narrow;
        if (before == null) {
            before = new short[samples.length / 2];
            narrow = before;
        }
        int count = decoder.decode(octets, from, codec.whole(bytes, before.length), before, 0);
        change.convert(before, 0, count, samples, 0);
        return count;
    }
}

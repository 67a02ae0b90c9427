package org.voicemail4j.media.rtp;

import org.voicemail4j.media.PayloadFormat;

/** Which payload types may come in a call, and what they mean. */
final class PayloadTypes {

    /** RFC 3389. */
    private static final int COMFORT_NOISE = 13;

    private static final int NONE = -1;

    /** How many codecs a call can be offered. */
    static final int MOST = 8;

    private final int[] audio = new int[MOST];
    private final WireDecoder[] decoders = new WireDecoder[MOST];
    private int count;
    private int events = NONE;
    private int noise = COMFORT_NOISE;
    /** The first one, which nearly all packets have. */
    private int agreed = NONE;

    /** Those of an agreement, and no others. */
    void agree(Agreement agreement) {
        count = 0;
        add(agreement.audio().payloadType(), agreement.codec());
        events = agreement.events().map(PayloadFormat::payloadType).orElse(NONE);
        noise = agreement.noise().map(PayloadFormat::payloadType).orElse(COMFORT_NOISE);
    }

    /** All that we offer, until the other side has chosen. */
    void offer(Iterable<WireCodec> ours, int eventType) {
        count = 0;
        ours.forEach(codec -> add(codec.format().payloadType(), codec));
        events = eventType;
    }

    private void add(int type, WireCodec codec) {
        agreed = count == 0 ? type : agreed;
        WireDecoder before = decoders[count];
        if (before == null || audio[count] != type || !before.isOf(codec)) { // else the sound goes on without a click
            decoders[count] = new WireDecoder(codec);
        }
        audio[count++] = type;
    }

    boolean isKnown(int type) {
        return isEvent(type) || isNoise(type) || indexOf(type) >= 0;
    }

    boolean isEvent(int type) {
        return type == events;
    }

    boolean isNoise(int type) {
        return type == noise;
    }

    /** The payload type of comfort noise, which may come without having been agreed on. */
    int noise() {
        return noise;
    }

    /** The payload type of the sound that we send. */
    int audio() {
        return agreed;
    }

    private int indexOf(int type) {
        if (type == agreed) {
            return 0;
        }
        for (int i = 0; i < count; i++) {
            if (audio[i] == type) {
                return i;
            }
        }
        return NONE;
    }

    /**
     * Decodes a packet of sound as far as there is room. Returns how many samples of 8 kHz it is long.
     *
     * @param width samples wanted for each of 8 kHz
     */
    int decode(RtpPacket packet, short[] samples, int width) {
        int known = indexOf(packet.payloadType());
        return known < 0
                ? 0
                : decoders[known].decode(packet.octets(), packet.payloadAt(), packet.payloadBytes(), samples, width);
    }
}

package org.voicemail4j.media.rtp;

import java.util.Arrays;
import org.voicemail4j.media.PayloadFormat;

/**
 * Which payload types may come in a call, and what they mean. When a new agreement changes them, those of before that mean
 * nothing else now stay known until the first sound under the new ones: the other side goes on as before until our answer
 * has reached it.
 */
final class PayloadTypes {

    /** RFC 3389. */
    private static final int COMFORT_NOISE = 13;

    /** What {@link #decode} returns of a packet that is no sound. */
    static final int SILENCE = -1;

    private static final int NONE = -1;

    /** How many codecs a call can be offered. */
    static final int MOST = 8;

    private final int[] audio = new int[2 * MOST];
    private final WireDecoder[] decoders = new WireDecoder[2 * MOST];
    /** How many there are; the first of them are agreed on now, the others were before. */
    private int count;

    private int current;
    private int events = NONE;
    private int formerEvents = NONE;
    private int noise = COMFORT_NOISE;
    /** The first one, which nearly all packets have. */
    private int agreed = NONE;

    /** Those of an agreement, and for a while those of before. */
    void agree(Agreement agreement) {
        int before = count;
        int[] types = Arrays.copyOf(audio, before);
        WireDecoder[] known = Arrays.copyOf(decoders, before);
        formerEvents = events;
        begin();
        add(agreement.audio().payloadType(), agreement.codec(), types, known);
        for (Agreement.Spoken also : agreement.also()) {
            add(also.payloadType(), also.codec(), types, known);
        }
        current = count;
        events = agreement.events().map(PayloadFormat::payloadType).orElse(NONE);
        noise = agreement.noise().map(PayloadFormat::payloadType).orElse(COMFORT_NOISE);
        for (int i = 0; i < before; i++) {
            if (known[i].clockFactor() == agreement.codec().clockFactor()) {
                keep(types[i], known[i]);
            }
        }
        formerEvents = indexOf(formerEvents) >= 0 || formerEvents == noise ? NONE : formerEvents;
    }

    /** All that we offer, until the other side has chosen. */
    void offer(Iterable<WireCodec> ours, int eventType) {
        begin();
        ours.forEach(codec -> add(codec.format().payloadType(), codec, new int[0], new WireDecoder[0]));
        current = count;
        events = eventType;
    }

    private void begin() {
        count = 0;
        agreed = NONE;
    }

    private void add(int type, WireCodec codec, int[] types, WireDecoder[] known) {
        WireDecoder decoder = null;
        for (int i = 0; i < types.length; i++) {
            if (types[i] == type && known[i].isOf(codec)) {
                decoder = known[i]; // the sound goes on without a click
            }
        }
        agreed = count == 0 ? type : agreed;
        audio[count] = type;
        decoders[count++] = decoder == null ? new WireDecoder(codec) : decoder;
    }

    private void keep(int type, WireDecoder decoder) {
        if (count < audio.length && !isKnown(type)) {
            audio[count] = type;
            decoders[count++] = decoder;
        }
    }

    boolean isKnown(int type) {
        return isEvent(type) || isNoise(type) || indexOf(type) >= 0;
    }

    boolean isEvent(int type) {
        return type == events || type == formerEvents;
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
     * Decodes a packet of sound as far as there is room. Returns how many samples of 8 kHz it is long, or {@link #SILENCE} if it
     * says that there is none from now on.
     *
     * @param width samples wanted for each of 8 kHz
     */
    int decode(RtpPacket packet, short[] samples, int width) {
        int known = indexOf(packet.payloadType());
        if (known < 0) {
            return 0;
        }
        if (known < current) { // in order, so that no more comes under the former ones
            count = current;
            formerEvents = NONE;
        }
        WireDecoder decoder = decoders[known];
        return decoder.isSilence(packet.octets(), packet.payloadAt(), packet.payloadBytes())
                ? SILENCE
                : decoder.decode(packet.octets(), packet.payloadAt(), packet.payloadBytes(), samples, width);
    }
}

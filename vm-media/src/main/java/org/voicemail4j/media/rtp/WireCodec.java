package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;

/**
 * An encoding as it travels in RTP (RFC 3551): its name and static payload type, and frames of 20 ms. RTP counts in
 * units of 8 kHz for all of them.
 */
final class WireCodec {

    /** Samples of 8 kHz in a frame of 20 ms. */
    static final int FRAME_SAMPLES = 160;

    static final int CLOCK_RATE_HZ = 8000;

    private final String name;
    private final int payloadType;
    private final AudioCodec codec;
    private final byte silence;

    private WireCodec(String name, int payloadType, AudioCodec codec) {
        this.name = name;
        this.payloadType = payloadType;
        this.codec = codec;
        byte[] coded = new byte[codec.encoding().blockBytes()];
        codec.encoder()
                .encode(
                        new short[codec.encoding().blockSamples()],
                        0,
                        codec.encoding().blockSamples(),
                        coded,
                        0);
        silence = coded[0];
    }

    /**
     * An encoding in RTP.
     *
     * @throws IllegalArgumentException if it cannot be sent in RTP here, or has no codec
     */
    static WireCodec of(AudioEncoding encoding, AudioCodecs codecs) {
        AudioCodec codec = codecs.require(encoding);
        return switch (encoding) {
            case ULAW -> new WireCodec("PCMU", 0, codec);
            case ALAW -> new WireCodec("PCMA", 8, codec);
            default -> throw new IllegalArgumentException("not sent in RTP here: " + encoding);
        };
    }

    /** The first codec that has the format's name. */
    static Optional<WireCodec> of(PayloadFormat format, List<WireCodec> codecs) {
        return codecs.stream()
                .filter(codec -> format.is(codec.name, CLOCK_RATE_HZ))
                .findFirst();
    }

    /** How we offer it. */
    PayloadFormat format() {
        return new PayloadFormat(payloadType, name, CLOCK_RATE_HZ, "");
    }

    AudioCodec codec() {
        return codec;
    }

    AudioEncoding encoding() {
        return codec.encoding();
    }

    /** Octets of a frame of 20 ms. */
    int frameBytes() {
        return bytes(20);
    }

    /** Octets of so much sound. */
    int bytes(int millis) {
        return millis * 8 / codec.encoding().blockSamples() * codec.encoding().blockBytes();
    }

    /** Samples in so many octets. */
    int samples(int bytes) {
        return bytes / codec.encoding().blockBytes() * codec.encoding().blockSamples();
    }

    /** Samples of 8 kHz in so much time. */
    static long samples(Duration length) {
        return length.toMillis() * 8;
    }

    /** Turns a frame into one of another codec, in place; for when the codec changes while something plays. */
    void recode(WireCodec to, byte[] frame, int at, short[] scratch) {
        int samples = codec.decoder().decode(frame, at, frameBytes(), scratch, 0);
        to.codec.encoder().encode(scratch, 0, samples, frame, at);
    }

    /** The octet of silence. */
    byte silence() {
        return silence;
    }
}

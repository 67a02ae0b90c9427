package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.PacketCodec;

/**
 * An encoding as it travels in RTP (RFC 3551): its name, payload type and clock, and frames of 20 ms, all of one length. The
 * engine counts and records at 8 kHz whatever the encoding's own rate is; what plays is encoded from sound at that own rate.
 *
 * <p>G.711 is encoded before it plays, once for all calls. In G.722 and GSM an octet means what those before it made of it, so a
 * call is {@linkplain #fed fed} linear samples, and one encoder for all that it hears encodes each frame when it is sent: else
 * the other side's decoder would make a loud pop of each join.
 */
final class WireCodec {

    /** Samples of 8 kHz in a frame of 20 ms. */
    static final int FRAME_SAMPLES = 160;

    /** The engine's own rate, and the clock of most encodings in RTP. */
    static final int CLOCK_RATE_HZ = 8000;

    private static final int FRAMES_PER_SECOND = 50;
    private static final int NEVER_SENT = 127;

    private final PayloadFormat format;
    private final int rateHz;
    private final int blockBytes;
    private final int blockSamples;
    private final Supplier<AudioCodec.Decoder> decoders;
    private final Supplier<AudioCodec.Encoder> encoders;
    private final boolean inPackets;
    private final byte silence;
    private final @Nullable WireCodec linear;
    private final boolean isGsm;

    private WireCodec(
            PayloadFormat format,
            boolean inPackets,
            int rateHz,
            int blockBytes,
            int blockSamples,
            Supplier<AudioCodec.Decoder> decoders,
            Supplier<AudioCodec.Encoder> encoders,
            @Nullable WireCodec linear) {
        this.linear = linear;
        isGsm = blockBytes == AudioEncoding.GSM.blockBytes() && !inPackets;
        this.format = format;
        this.inPackets = inPackets;
        this.rateHz = rateHz;
        this.blockBytes = blockBytes;
        this.blockSamples = blockSamples;
        this.decoders = decoders;
        this.encoders = encoders;
        byte[] coded = new byte[blockBytes];
        encoders.get().encode(new short[blockSamples], 0, blockSamples, coded, 0);
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
            case ULAW -> of(0, "PCMU", codec, null);
            case ALAW -> of(8, "PCMA", codec, null);
            case GSM -> of(3, "GSM", codec, linear(AudioEncoding.LINEAR_8K));
            case G722 -> of(9, "G722", codec, linear(AudioEncoding.LINEAR_16K));
            default -> throw new IllegalArgumentException("not sent in RTP here: " + encoding);
        };
    }

    /** Samples as they are; never on the wire. */
    private static WireCodec linear(AudioEncoding encoding) {
        return of(NEVER_SENT, encoding.name(), AudioCodecs.standard().require(encoding), null);
    }

    /** The clock of G.722 is 8 kHz too, by an old mistake (RFC 3551 §4.5.2). */
    private static WireCodec of(int payloadType, String name, AudioCodec codec, @Nullable WireCodec linear) {
        AudioEncoding encoding = codec.encoding();
        return new WireCodec(
                new PayloadFormat(payloadType, name, CLOCK_RATE_HZ, ""),
                false,
                encoding.sampleRateHz(),
                encoding.blockBytes(),
                encoding.blockSamples(),
                codec::decoder,
                codec::encoder,
                linear);
    }

    /** One that is spoken in packets. */
    static WireCodec of(PacketCodec codec) {
        return new WireCodec(
                new PayloadFormat(codec.payloadType(), codec.name(), codec.clockRateHz(), codec.parameters()),
                true,
                codec.sampleRateHz(),
                codec.packetBytes(),
                codec.sampleRateHz() / FRAMES_PER_SECOND,
                codec::decoder,
                codec::encoder,
                null);
    }

    /** The first codec that has the format's name. */
    static Optional<WireCodec> of(PayloadFormat format, List<WireCodec> codecs) {
        return codecs.stream()
                .filter(codec -> format.is(codec.format.encodingName(), codec.format.clockRateHz()))
                .findFirst();
    }

    /** How we offer it. */
    PayloadFormat format() {
        return format;
    }

    /** Its name, which no other has. */
    String name() {
        return format.encodingName();
    }

    /** By how much its timestamps go faster than 8 kHz. */
    int clockFactor() {
        return format.clockRateHz() / CLOCK_RATE_HZ;
    }

    /** Samples in a second of the sound that {@link #encoder} takes: 8000 or 16000. */
    int rateHz() {
        return rateHz;
    }

    /** An encoder at the start of a stream, of sound at this encoding's own rate. */
    AudioCodec.Encoder encoder() {
        return encoders.get();
    }

    /** A decoder at the start of a stream, to sound at this encoding's own rate. */
    AudioCodec.Decoder decoder() {
        return decoders.get();
    }

    /** Whether a payload is no sound but says that there is none from now on. */
    boolean isSilence(byte[] octets, int at, int bytes) {
        return isGsm && GsmSilence.is(octets, at, bytes);
    }

    /** In which form it is fed what plays: in its own, or in linear samples of its rate if it has a memory. */
    WireCodec fed() {
        return linear == null ? this : linear;
    }

    /** Octets of the smallest piece that can be encoded. */
    int blockBytes() {
        return blockBytes;
    }

    /** Samples, at its own rate, of the smallest piece that can be encoded. */
    int blockSamples() {
        return blockSamples;
    }

    /** How many of those octets can be decoded if there is room for so many samples: whole blocks, or the whole packet. */
    int whole(int bytes, int room) {
        return inPackets ? bytes : Math.min(bytes / blockBytes, room / blockSamples) * blockBytes;
    }

    /** Octets of a frame of 20 ms. */
    int frameBytes() {
        return bytes(20);
    }

    /** Octets of so much sound. */
    int bytes(int millis) {
        return millis * (rateHz / 1000) / blockSamples * blockBytes;
    }

    /** Samples of 8 kHz in so many octets. */
    int samples(int bytes) {
        return bytes / blockBytes * blockSamples / (rateHz / CLOCK_RATE_HZ);
    }

    /** Samples of 8 kHz in so much time. */
    static long samples(Duration length) {
        return length.toMillis() * 8;
    }

    /** The octet of silence. */
    byte silence() {
        return silence;
    }
}

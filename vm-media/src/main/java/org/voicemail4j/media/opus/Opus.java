package org.voicemail4j.media.opus;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.codec.PacketCodec;

/**
 * Opus in RTP (RFC 6716, RFC 7587): what is sent has 24 kbit/s at a constant rate, one channel and 16 kHz; what comes may be
 * anything that Opus can be, and is heard as one channel of up to 8 kHz. Needs {@code io.github.jaredmdobson:concentus} on the
 * class path, which is an optional dependency of this module.
 *
 * <p>Concentus is portable and slow beside everything else here, and it allocates: about 9 kB for a packet decoded and 115 kB for
 * one encoded. That is why it is in reserve, for callers who speak nothing else ({@code MediaConfig.Builder.packets}).
 */
public final class Opus implements PacketCodec {

    private static final int RATE_HZ = 16_000;
    private static final int BITS_PER_SECOND = 24_000;
    private static final int FRAME_SAMPLES = RATE_HZ / 50;
    private static final int FRAME_BYTES = BITS_PER_SECOND / 8 / 50;
    /** Opus' longest packet, 120 ms. */
    private static final int LONGEST_SAMPLES = 6 * FRAME_SAMPLES;

    private static final int COMPLEXITY = 2;
    private static final int PAYLOAD_TYPE = 107;

    /**
     * The codec.
     *
     * @throws NoClassDefFoundError if Concentus is not on the class path
     */
    public Opus() {
        newDecoder();
    }

    @Override
    public String name() {
        return "opus";
    }

    @Override
    public int clockRateHz() {
        return 48_000;
    }

    @Override
    public int payloadType() {
        return PAYLOAD_TYPE;
    }

    /** That we hear one channel, up to 8 kHz of it (RFC 7587 §6.1). */
    @Override
    public String parameters() {
        return "maxplaybackrate=16000;stereo=0;useinbandfec=0";
    }

    @Override
    public int sampleRateHz() {
        return RATE_HZ;
    }

    @Override
    public int packetBytes() {
        return FRAME_BYTES;
    }

    @Override
    public AudioCodec.Decoder decoder() {
        return new Receiver()::decode;
    }

    @Override
    public AudioCodec.Encoder encoder() {
        return new Sender()::encode;
    }

    private static OpusDecoder newDecoder() {
        try {
            return new OpusDecoder(RATE_HZ, 1);
        } catch (OpusException e) {
            throw new IllegalStateException("Opus has no decoder for one channel of 16 kHz", e);
        }
    }

    private static OpusEncoder newEncoder() {
        try {
            OpusEncoder encoder = new OpusEncoder(RATE_HZ, 1, OpusApplication.OPUS_APPLICATION_VOIP);
            encoder.setBitrate(BITS_PER_SECOND);
            encoder.setUseVBR(false);
            encoder.setComplexity(COMPLEXITY);
            return encoder;
        } catch (OpusException e) {
            throw new IllegalStateException("Opus has no encoder for one channel of 16 kHz", e);
        }
    }

    /** The decoder of one stream; begins anew after a packet that is none. */
    private static final class Receiver {

        private OpusDecoder decoder = newDecoder();

        /** Concentus meets some packets that are none with assertions of its own, and with indexes out of bounds. */
        int decode(byte[] coded, int from, int bytes, short[] samples, int at) {
            int room = Math.min(LONGEST_SAMPLES, samples.length - at);
            if (bytes == 0 || room == 0) {
                return 0;
            }
            try {
                return Math.max(0, decoder.decode(coded, from, bytes, samples, at, room, false));
            } catch (OpusException | RuntimeException | AssertionError e) {
                decoder = newDecoder();
                return 0;
            }
        }
    }

    /** The encoder of one stream. */
    private static final class Sender {

        private final OpusEncoder encoder = newEncoder();

        int encode(short[] samples, int from, int count, byte[] coded, int at) {
            int written = 0;
            for (int done = 0; done < count; done += FRAME_SAMPLES) {
                written += encodeFrame(samples, from + done, coded, at + written);
            }
            return written;
        }

        private int encodeFrame(short[] samples, int from, byte[] coded, int at) {
            try {
                int bytes = encoder.encode(samples, from, FRAME_SAMPLES, coded, at, FRAME_BYTES);
                if (bytes != FRAME_BYTES) {
                    throw new IllegalStateException("Opus made " + bytes + " octets of 20 ms, not " + FRAME_BYTES);
                }
                return bytes;
            } catch (OpusException e) {
                throw new IllegalStateException("Opus refuses a frame", e);
            }
        }
    }
}

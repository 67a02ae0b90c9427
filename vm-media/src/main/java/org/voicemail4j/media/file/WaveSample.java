package org.voicemail4j.media.file;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodecs;

/** How one sample of one channel is kept in a WAVE file. */
enum WaveSample {
    UNSIGNED_8(1) {
        @Override
        short at(ByteBuffer octets, int index) {
            return (short) ((octets.get(index) & 0xFF) - 128 << 8);
        }
    },
    SIGNED_16(2) {
        @Override
        short at(ByteBuffer octets, int index) {
            return octets.getShort(index);
        }
    },
    SIGNED_24(3) {
        @Override
        short at(ByteBuffer octets, int index) {
            return octets.getShort(index + 1);
        }
    },
    SIGNED_32(4) {
        @Override
        short at(ByteBuffer octets, int index) {
            return octets.getShort(index + 2);
        }
    },
    FLOAT_32(4) {
        @Override
        short at(ByteBuffer octets, int index) {
            return linear(octets.getFloat(index));
        }
    },
    FLOAT_64(8) {
        @Override
        short at(ByteBuffer octets, int index) {
            return linear(octets.getDouble(index));
        }
    },
    ULAW(1) {
        @Override
        short at(ByteBuffer octets, int index) {
            return ULAW_VALUES[octets.get(index) & 0xFF];
        }
    },
    ALAW(1) {
        @Override
        short at(ByteBuffer octets, int index) {
            return ALAW_VALUES[octets.get(index) & 0xFF];
        }
    };

    private static final int PCM = 1;
    private static final int FLOAT = 3;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final short[] ULAW_VALUES = values(AudioEncoding.ULAW);
    private static final short[] ALAW_VALUES = values(AudioEncoding.ALAW);

    private final int bytes;

    WaveSample(int bytes) {
        this.bytes = bytes;
    }

    private static short[] values(AudioEncoding law) {
        byte[] codes = new byte[256];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) i;
        }
        short[] values = new short[codes.length];
        AudioCodecs.standard().require(law).decoder().decode(codes, 0, codes.length, values, 0);
        return values;
    }

    private static short linear(double sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.rint(sample * 32_768)));
    }

    /** The one with that format tag and size, if it is known here. */
    static Optional<WaveSample> of(int tag, int bits) {
        return switch (tag * 100 + bits) {
            case PCM * 100 + 8 -> Optional.of(UNSIGNED_8);
            case PCM * 100 + 16 -> Optional.of(SIGNED_16);
            case PCM * 100 + 24 -> Optional.of(SIGNED_24);
            case PCM * 100 + 32 -> Optional.of(SIGNED_32);
            case FLOAT * 100 + 32 -> Optional.of(FLOAT_32);
            case FLOAT * 100 + 64 -> Optional.of(FLOAT_64);
            case A_LAW * 100 + 8 -> Optional.of(ALAW);
            case MU_LAW * 100 + 8 -> Optional.of(ULAW);
            default -> Optional.empty();
        };
    }

    int bytes() {
        return bytes;
    }

    /** The sample at an octet, 16 bit linear; the lower bits of longer ones are cut off. */
    abstract short at(ByteBuffer octets, int index);
}

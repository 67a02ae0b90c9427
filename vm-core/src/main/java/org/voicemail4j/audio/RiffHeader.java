package org.voicemail4j.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The RIFF WAVE header in front of coded sound: octet for octet what Asterisk writes (44 octets for linear PCM, 60 for
 * Microsoft GSM with {@code fmt} of 20 octets and a {@code fact} chunk), and a tolerant reader for what others write.
 *
 * <p>A writer that died left sizes of 0 or 0xFFFFFFFF, or smaller than the file; a reader may therefore not trust
 * {@link #payloadBytes()} more than the length of the file: use {@link #payloadBytes(long)}.
 *
 * @param encoding how the sound behind the header is coded
 * @param payloadOffset octets from the start of the file to the coded sound
 * @param payloadBytes size that the header claims for the coded sound, 0 or more
 */
public record RiffHeader(AudioEncoding encoding, int payloadOffset, long payloadBytes) {

    /** Longest run of foreign chunks in front of the sound that a reader looks through, in octets. */
    public static final int LONGEST = 64 * 1024;

    private static final int PCM = 1;
    private static final int A_LAW = 6;
    private static final int MU_LAW = 7;
    private static final int GSM_610 = 0x31;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final long UNKNOWN_SIZE = 0xFFFFFFFFL;

    /** How many octets {@link #encode} makes for that encoding: those of linear sound, where there is no layout. */
    public static int length(AudioEncoding encoding) {
        return switch (encoding) {
            case MICROSOFT_GSM -> 60;
            case ULAW, ALAW -> 58;
            default -> 44;
        };
    }

    /**
     * The header for a file with {@code payloadBytes} octets of coded sound behind it.
     *
     * @throws IllegalArgumentException if the encoding is not one that has a RIFF format here (linear PCM, µ-law, A-law,
     *     Microsoft GSM)
     */
    public static byte[] encode(AudioEncoding encoding, long payloadBytes) {
        return switch (encoding) {
            case LINEAR_8K, LINEAR_16K -> pcm(encoding.sampleRateHz(), payloadBytes);
            case ULAW -> law(MU_LAW, payloadBytes);
            case ALAW -> law(A_LAW, payloadBytes);
            case MICROSOFT_GSM -> gsm(payloadBytes);
            default -> throw new IllegalArgumentException("no RIFF layout for " + encoding);
        };
    }

    private static byte[] pcm(int rate, long payloadBytes) {
        return start(44, 36 + payloadBytes, 16)
                .putShort((short) PCM)
                .putShort((short) 1 /* channels */)
                .putInt(rate)
                .putInt(rate * 2 /* octets per second */)
                .putShort((short) 2 /* block align */)
                .putShort((short) 16 /* bits per sample */)
                .put(ascii("data"))
                .putInt((int) payloadBytes)
                .array();
    }

    private static byte[] law(int tag, long payloadBytes) {
        return start(58, 50 + even(payloadBytes), 18)
                .putShort((short) tag)
                .putShort((short) 1 /* channels */)
                .putInt(8000)
                .putInt(8000 /* octets per second */)
                .putShort((short) 1 /* block align */)
                .putShort((short) 8 /* bits per sample */)
                .putShort((short) 0 /* extra size */)
                .put(ascii("fact"))
                .putInt(4)
                .putInt((int) payloadBytes)
                .put(ascii("data"))
                .putInt((int) payloadBytes)
                .array();
    }

    /** What a chunk takes with its padding. */
    private static long even(long bytes) {
        return bytes + (bytes & 1);
    }

    private static byte[] gsm(long payloadBytes) {
        return start(60, 52 + payloadBytes, 20)
                .putShort((short) GSM_610)
                .putShort((short) 1 /* channels */)
                .putInt(8000)
                .putInt(1625 /* octets per second */)
                .putInt(65 /* block align 65, bits per sample 0 */)
                .putShort((short) 2 /* extra size */)
                .putShort((short) 320 /* samples per block */)
                .put(ascii("fact"))
                .putInt(4)
                .putInt((int) (payloadBytes / 65 * 320))
                .put(ascii("data"))
                .putInt((int) payloadBytes)
                .array();
    }

    private static ByteBuffer start(int headerBytes, long riffBytes, int fmtBytes) {
        return ByteBuffer.allocate(headerBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) riffBytes)
                .put(ascii("WAVE"))
                .put(ascii("fmt "))
                .putInt(fmtBytes);
    }

    private static byte[] ascii(String chunk) {
        return chunk.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a header: foreign chunks are skipped, odd ones are padded, WAVE_FORMAT_EXTENSIBLE is understood.
     *
     * @param start the first octets of the file, up to {@link #LONGEST} of them, from position to limit; not consumed
     * @return empty if this is no RIFF WAVE, or not mono in an encoding known here
     */
    public static Optional<RiffHeader> parse(ByteBuffer start) {
        ByteBuffer octets = start.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (octets.remaining() < 12 || !is(octets, 0, "RIFF") || !is(octets, 8, "WAVE")) {
            return Optional.empty();
        }
        Optional<AudioEncoding> encoding = Optional.empty();
        long at = 12;
        while (at + 8 <= octets.limit()) {
            int chunk = (int) at;
            long size = octets.getInt(chunk + 4) & UNKNOWN_SIZE;
            if (is(octets, chunk, "data")) {
                long payload = size == UNKNOWN_SIZE ? 0 : size;
                return encoding.map(known -> new RiffHeader(known, chunk + 8, payload));
            }
            if (is(octets, chunk, "fmt ")) {
                encoding = encoding(octets, chunk + 8, size);
            }
            at += 8 + size + (size & 1);
        }
        return Optional.empty();
    }

    private static Optional<AudioEncoding> encoding(ByteBuffer octets, int at, long size) {
        if (size < 16 || at + 16 > octets.limit() || octets.getShort(at + 2) != 1) {
            return Optional.empty();
        }
        int tag = octets.getShort(at) & 0xFFFF;
        if (tag == EXTENSIBLE && size >= 26 && at + 26 <= octets.limit()) {
            tag = octets.getShort(at + 24) & 0xFFFF;
        }
        int rate = octets.getInt(at + 4);
        int bits = octets.getShort(at + 14);
        return encoding(tag, rate, bits);
    }

    private static Optional<AudioEncoding> encoding(int tag, int rate, int bits) {
        if (tag == PCM && bits == 16 && rate == 16000) {
            return Optional.of(AudioEncoding.LINEAR_16K);
        }
        if (rate != 8000) {
            return Optional.empty();
        }
        return switch (tag) {
            case PCM -> bits == 16 ? Optional.of(AudioEncoding.LINEAR_8K) : Optional.empty();
            case A_LAW -> Optional.of(AudioEncoding.ALAW);
            case MU_LAW -> Optional.of(AudioEncoding.ULAW);
            case GSM_610 -> Optional.of(AudioEncoding.MICROSOFT_GSM);
            default -> Optional.empty();
        };
    }

    private static boolean is(ByteBuffer octets, int at, String chunk) {
        for (int i = 0; i < 4; i++) {
            if (octets.get(at + i) != chunk.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * How much coded sound really is in a file of that length: what the header claims, or all that follows the header
     * if the header claims nothing or more than there is; rounded down to whole blocks.
     *
     * @param fileBytes length of the file
     */
    public long payloadBytes(long fileBytes) {
        long there = Math.max(0, fileBytes - payloadOffset);
        long claimed = payloadBytes == 0 || payloadBytes > there ? there : payloadBytes;
        return claimed - claimed % encoding.blockBytes();
    }
}

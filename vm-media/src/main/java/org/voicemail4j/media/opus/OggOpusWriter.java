package org.voicemail4j.media.opus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodec;

/**
 * Writes samples of 16 kHz and one channel as Opus in Ogg (RFC 7845), 24 kbit/s in packets of 20 ms, a page for each second.
 * The length is exact: what fills up the last packet is cut off by the last page's position. Used by one thread at a time.
 */
final class OggOpusWriter {

    static final int RATE_HZ = 16_000;

    private static final int FRAME = RATE_HZ / 50;
    private static final int CLOCK_PER_SAMPLE = 3; // positions count 48,000 in a second
    private static final int PACKETS_A_PAGE = 50;
    /** What the encoder holds back: 6.5 ms, in positions. */
    private static final int PRE_SKIP = 312;

    private static final String VENDOR = "voicemail4j";

    private final OutputStream out;
    private final AudioCodec.Encoder encoder = new Opus().encoder();
    private final int serial;
    private final short[] waiting = new short[FRAME];
    private final byte[] packet = new byte[new Opus().packetBytes()];
    private final ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int held;
    private int packets;
    private int sequence;
    private long samples;
    private long encoded;

    /**
     * Begins a stream.
     *
     * @param serial its number, any
     * @throws MediaException if it cannot be written
     */
    OggOpusWriter(OutputStream out, int serial) {
        this.out = out;
        this.serial = serial;
        byte[] head = ByteBuffer.allocate(19)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusHead".getBytes(UTF_8))
                .put((byte) 1) // version
                .put((byte) 1) // channels
                .putShort((short) PRE_SKIP)
                .putInt(RATE_HZ) // of what was encoded, for information
                .putShort((short) 0) // gain
                .put((byte) 0) // mapping family: mono or stereo
                .array();
        page(OggPage.FIRST, 0, new byte[] {(byte) head.length}, head);
        byte[] vendor = VENDOR.getBytes(UTF_8);
        byte[] tags = ByteBuffer.allocate(16 + vendor.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OpusTags".getBytes(UTF_8))
                .putInt(vendor.length)
                .put(vendor)
                .putInt(0) // no comments
                .array();
        page(0, 0, new byte[] {(byte) tags.length}, tags);
    }

    private void page(int flags, long granule, byte[] segments, byte[] octets) {
        try {
            out.write(OggPage.encode(flags, granule, serial, sequence++, segments, octets));
        } catch (IOException e) {
            throw new MediaException("Ogg cannot be written: " + e.getMessage(), e);
        }
    }

    /** Writes samples. */
    void write(short[] more, int from, int count) {
        samples += count;
        for (int done = 0; done < count; ) {
            int taken = Math.min(count - done, FRAME - held);
            System.arraycopy(more, from + done, waiting, held, taken);
            held += taken;
            done += taken;
            if (held == FRAME) {
                encode();
            }
        }
    }

    private void encode() {
        if (packets == PACKETS_A_PAGE) {
            flush(0, encoded * CLOCK_PER_SAMPLE);
        }
        int octets = encoder.encode(waiting, 0, FRAME, packet, 0);
        lacing.write(octets);
        body.write(packet, 0, octets);
        held = 0;
        packets++;
        encoded += FRAME;
    }

    private void flush(int flags, long granule) {
        page(flags, granule, lacing.toByteArray(), body.toByteArray());
        lacing.reset();
        body.reset();
        packets = 0;
    }

    /** Ends the stream; the output is left open. */
    void finish() {
        long end = samples * CLOCK_PER_SAMPLE + PRE_SKIP;
        while (held > 0 || encoded * CLOCK_PER_SAMPLE < end) {
            Arrays.fill(waiting, held, FRAME, (short) 0);
            encode();
        }
        flush(OggPage.LAST, end);
    }
}

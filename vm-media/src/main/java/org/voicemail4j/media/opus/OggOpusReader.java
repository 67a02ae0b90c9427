package org.voicemail4j.media.opus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodec;
import org.voicemail4j.media.signal.SampleSource;

/**
 * Reads the first stream of Opus in an Ogg file (RFC 7845) as one channel of 16 kHz. Other streams, damaged pages and packets
 * that are none are passed over; a file that was cut short is read as far as it goes. Used by one thread at a time.
 */
final class OggOpusReader implements SampleSource {

    private static final int CLOCK_PER_SAMPLE = 48_000 / OggOpusWriter.RATE_HZ;
    private static final int HEAD_BYTES = 19;
    private static final int GAIN_PER_DB = 256;
    private static final int LONGEST_PACKET = 61_440; // of what one channel or two can need, RFC 7845 §3
    private static final int LONGEST_SOUND = OggOpusWriter.RATE_HZ * 120 / 1000;

    private final Path path;
    private final InputStream in;
    private final OggPackets packets;
    private final AudioCodec.Decoder decoder = new Opus().decoder();
    private final byte[] packet = new byte[LONGEST_PACKET];
    private final short[] decoded = new short[LONGEST_SOUND];
    private final int preSkip;
    /** By how much its maker wants it louder (RFC 7845 §5.1). */
    private final double gain;

    private long skip;
    private long position;
    private int next;
    private int ready;

    private OggOpusReader(Path path, InputStream in) throws IOException {
        this.path = path;
        this.in = in;
        packets = new OggPackets(in);
        int length = packets.next(packet);
        while (length >= 0 && !isHead(length)) {
            length = packets.next(packet);
        }
        if (length < 0) {
            throw new MediaException("sound file " + path + ": no Opus of one or two channels in Ogg");
        }
        packets.follow();
        ByteBuffer head = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        preSkip = Short.toUnsignedInt(head.getShort(10));
        gain = Math.pow(10, head.getShort(16) / (20.0 * GAIN_PER_DB));
        skip = preSkip / CLOCK_PER_SAMPLE;
        packets.next(packet); // the tags
    }

    /**
     * Opens a file; whoever opens it closes it.
     *
     * @throws MediaException if it cannot be read, or is no such file
     */
    static OggOpusReader open(Path path) {
        InputStream in = null;
        boolean done = false;
        try {
            in = new BufferedInputStream(Files.newInputStream(path));
            OggOpusReader reader = new OggOpusReader(path, in);
            done = true;
            return reader;
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be read", e);
        } finally {
            if (!done && in != null) {
                close(path, in);
            }
        }
    }

    private boolean isHead(int length) {
        return length >= HEAD_BYTES
                && new String(packet, 0, 8, StandardCharsets.US_ASCII).equals("OpusHead")
                && (packet[8] & 0xF0) == 0 // any version of the first kind
                && (packet[9] == 1 || packet[9] == 2)
                && packet[18] == 0;
    }

    @Override
    public int rateHz() {
        return OggOpusWriter.RATE_HZ;
    }

    @Override
    public int read(short[] samples, int from, int count) {
        try {
            while (next == ready) {
                if (!decodeNext()) {
                    return -1;
                }
            }
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be read", e);
        }
        int taken = Math.min(count, ready - next);
        System.arraycopy(decoded, next, samples, from, taken);
        next += taken;
        return taken;
    }

    private boolean decodeNext() throws IOException {
        int length = packets.next(packet);
        if (length < 0) {
            return false;
        }
        int samples = decoder.decode(packet, 0, length, decoded, 0);
        amplify(samples);
        next = (int) Math.min(skip, samples);
        skip -= next;
        ready = Math.max(next, Math.min(samples, next + left(samples - next)));
        position += ready - next;
        return true;
    }

    private void amplify(int samples) {
        for (int i = 0; i < samples && gain != 1; i++) {
            double louder = Math.rint(decoded[i] * gain);
            decoded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, louder));
        }
    }

    /** How many of so many samples there are up to where the last page says that the sound ends. */
    private int left(int samples) {
        if (!packets.isOnLastPage()) {
            return samples;
        }
        long end = (packets.granule() - preSkip) / CLOCK_PER_SAMPLE;
        return end < position ? samples : (int) Math.min(samples, end - position);
    }

    @Override
    public void close() {
        close(path, in);
    }

    private static void close(Path path, InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be closed", e);
        }
    }
}

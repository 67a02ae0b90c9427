package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.MediaException;

/**
 * Where the sound is in a RIFF WAVE file of whatever maker, and how it is kept there. Sizes in the file are taken for claims:
 * none leads beyond the end of the file, and one of 0 or more than there is means all that is there.
 *
 * @param sample of one channel
 * @param channels 1 to 8
 * @param rateHz samples of each channel in a second
 * @param soundAt octets from the start of the file
 * @param frames samples of each channel
 */
record WaveLayout(WaveSample sample, int channels, int rateHz, long soundAt, long frames) {

    private static final int MOST_CHUNKS = 1_000;
    private static final int MOST_CHANNELS = 8;
    private static final int FORMAT_BYTES = 40;
    private static final int EXTENSIBLE = 0xFFFE;

    /**
     * Reads the chunks of a file up to its sound.
     *
     * @throws MediaException if it has no sound that can be read here; the message does not name the file
     */
    static WaveLayout of(FileChannel file) throws IOException {
        ByteBuffer start = octets(file, 0, 12);
        if (start.remaining() < 12
                || !text(start, 0).equals("RIFF")
                || !text(start, 8).equals("WAVE")) {
            throw new MediaException("does not begin like a WAVE file");
        }
        WaveLayout format = null;
        long at = 12;
        for (int chunks = 0; chunks < MOST_CHUNKS; chunks++) {
            ByteBuffer head = octets(file, at, 8);
            if (head.remaining() < 8) {
                throw new MediaException("ends without a 'data' chunk");
            }
            long size = head.getInt(4) & 0xFFFFFFFFL;
            if (text(head, 0).equals("fmt ")) {
                format = format(octets(file, at + 8, (int) Math.min(size, FORMAT_BYTES)));
            } else if (text(head, 0).equals("data")) {
                return sound(format, at + 8, size, file.size());
            }
            at += 8 + size + (size & 1);
        }
        throw new MediaException("has more than " + MOST_CHUNKS + " chunks before its sound");
    }

    private static WaveLayout sound(@Nullable WaveLayout format, long at, long claimed, long fileBytes) {
        if (format == null) {
            throw new MediaException("has no 'fmt ' chunk before its sound");
        }
        long there = fileBytes - at;
        long bytes = claimed == 0 || claimed > there ? there : claimed;
        return new WaveLayout(
                format.sample, format.channels, format.rateHz, at, bytes / (format.channels * format.sample.bytes()));
    }

    private static WaveLayout format(ByteBuffer chunk) {
        if (chunk.remaining() < 16) {
            throw new MediaException("has a 'fmt ' chunk of only " + chunk.remaining() + " octets");
        }
        int tag = chunk.getShort(0) & 0xFFFF;
        if (tag == EXTENSIBLE && chunk.remaining() >= 26) {
            tag = chunk.getShort(24) & 0xFFFF;
        }
        int channels = chunk.getShort(2) & 0xFFFF;
        if (channels < 1 || channels > MOST_CHANNELS) {
            throw new MediaException("has " + channels + " channels, not 1 to " + MOST_CHANNELS);
        }
        int rate = chunk.getInt(4);
        int bits = chunk.getShort(14) & 0xFFFF;
        int known = tag;
        WaveSample sample = WaveSample.of(tag, bits)
                .orElseThrow(() -> new MediaException(
                        "has samples of format " + known + " with " + bits + " bits, which cannot be read here"));
        return new WaveLayout(sample, channels, rate, 0, 0);
    }

    private static ByteBuffer octets(FileChannel file, long at, int count) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (octets.hasRemaining() && file.read(octets, at + octets.position()) >= 0) {
            continue;
        }
        return octets.flip();
    }

    private static String text(ByteBuffer octets, int at) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < at + 4; i++) {
            text.append((char) (octets.get(i) & 0xFF));
        }
        return text.toString();
    }
}

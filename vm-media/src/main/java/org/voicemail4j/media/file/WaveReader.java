package org.voicemail4j.media.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.signal.SampleSource;

/** Reads a WAVE file of any layout as one channel, the mean of all it has. */
final class WaveReader implements SampleSource {

    private static final int PIECE_FRAMES = 512;

    private final Path path;
    private final FileChannel file;
    private final WaveLayout layout;
    private final ByteBuffer piece;
    private long next;

    /**
     * @param file taken over
     */
    WaveReader(Path path, FileChannel file, WaveLayout layout) {
        this.path = path;
        this.file = file;
        this.layout = layout;
        piece = ByteBuffer.allocate(PIECE_FRAMES * frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    private int frameBytes() {
        return layout.channels() * layout.sample().bytes();
    }

    @Override
    public int rateHz() {
        return layout.rateHz();
    }

    @Override
    public int read(short[] samples, int from, int count) {
        int wanted = (int) Math.min(Math.min(count, PIECE_FRAMES), layout.frames() - next);
        if (wanted <= 0) {
            return count == 0 ? 0 : -1;
        }
        int frames = fill(wanted * frameBytes()) / frameBytes();
        for (int i = 0; i < frames; i++) {
            samples[from + i] = mean(i * frameBytes());
        }
        next += frames;
        return frames == 0 ? -1 : frames;
    }

    private int fill(int bytes) {
        piece.clear().limit(bytes);
        try {
            long at = layout.soundAt() + next * frameBytes();
            while (piece.hasRemaining() && file.read(piece, at + piece.position()) >= 0) {
                continue;
            }
            return piece.position();
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be read", e);
        }
    }

    private short mean(int at) {
        int sum = 0;
        for (int channel = 0; channel < layout.channels(); channel++) {
            sum += layout.sample().at(piece, at + channel * layout.sample().bytes());
        }
        return (short) (sum / layout.channels());
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new MediaException("sound file " + path + " cannot be closed", e);
        }
    }
}

package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.codec.SoundWriter;

/**
 * Follows a file of linear samples that an Asterisk is writing, and hands what has come to the sinks. The last 200 ms are
 * held back until the file is complete: Asterisk cuts that much off when a key ends a recording.
 */
final class GrowingRecording {

    private static final Logger LOG = LoggerFactory.getLogger(GrowingRecording.class);
    private static final int BYTES_PER_MILLI = 16;
    private static final long HELD_BACK = 200L * BYTES_PER_MILLI;
    private static final double LOUDER = 20;

    private final Path file;
    private final List<SoundWriter> writers;
    private final SoundTally tally;
    private final double gain;
    private final long longestBytes;
    private final ByteBuffer piece = ByteBuffer.allocate(3200).order(ByteOrder.LITTLE_ENDIAN);
    private final short[] samples = new short[1600];
    private long done;
    private long size;
    private Optional<Reason> failure = Optional.empty();

    /**
     * @throws IllegalArgumentException if there is no sink, or no codec for one
     */
    GrowingRecording(Path file, List<AudioSink> sinks, RecordingLimits limits) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("nothing to record into");
        }
        this.file = file;
        this.writers = sinks.stream()
                .map(sink -> new SoundWriter(sink, AudioCodecs.standard(), SoundReader.NARROW))
                .toList();
        this.tally = new SoundTally(limits.silenceThreshold());
        this.gain = Math.pow(10, limits.gainDb() / LOUDER);
        this.longestBytes =
                limits.longest().isZero() ? Long.MAX_VALUE : limits.longest().toMillis() * BYTES_PER_MILLI;
    }

    /**
     * Takes what has come; nothing any more once a sink has failed.
     *
     * @return whether the file has grown
     */
    boolean follow() {
        long before = size;
        take(HELD_BACK);
        return size > before;
    }

    /** Takes all that is left of a file that is complete. */
    void complete() {
        take(0);
        if (failure.isEmpty()) {
            guarded(() -> writers.forEach(SoundWriter::finish));
        }
    }

    /** It has come to an end of another kind than the one that Asterisk will tell. */
    void fail(Reason reason) {
        failure = failure.or(() -> Optional.of(reason));
    }

    /** Why it ended, if not for what Asterisk says. */
    Optional<Reason> failure() {
        return failure;
    }

    SoundTally tally() {
        return tally;
    }

    private void take(long heldBack) {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            size = in.size();
            long end = Math.min(size - heldBack, longestBytes);
            while (failure.isEmpty() && done + 1 < end && read(in, end)) {
                ByteBuffer octets = piece.flip();
                guarded(() -> take(octets));
            }
        } catch (NoSuchFileException e) {
            LOG.trace("{} is not there yet", file);
        } catch (IOException e) {
            LOG.warn("what Asterisk records cannot be read: {}", e.toString());
            fail(Reason.SINK_FAILED);
        }
    }

    private boolean read(FileChannel in, long end) throws IOException {
        piece.clear().limit((int) Math.min(piece.capacity(), (end - done) / 2 * 2));
        return in.read(piece, done) >= 2;
    }

    private void guarded(Runnable write) {
        try {
            write.run();
        } catch (VoicemailException e) {
            LOG.warn("a recording is not kept any further: {}", e.getMessage());
            fail(Reason.SINK_FAILED);
        }
    }

    private void take(ByteBuffer octets) {
        int count = octets.remaining() / 2;
        for (int i = 0; i < count; i++) {
            samples[i] = louder(octets.getShort());
        }
        done += count * 2L;
        for (SoundWriter writer : writers) {
            writer.write(samples, 0, count);
        }
        tally.add(samples, count);
    }

    private short louder(short sample) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * gain)));
    }
}

package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.codec.SoundWriter;

/**
 * Writes a recording to its sinks, on the thread of the call's flow: it waits for the call anyway, and a disk that hangs
 * holds up this one call and no other.
 */
final class RecordingWriter {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);

    private final List<SoundWriter> writers;
    private final SampleBlocks blocks;
    private final FlowSignal flow;
    private long written;

    /**
     * @throws IllegalArgumentException if there is no codec for one of the sinks, or no sink
     */
    RecordingWriter(List<AudioSink> sinks, AudioCodecs codecs, SampleBlocks blocks, FlowSignal flow) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("nothing to record into");
        }
        writers = sinks.stream()
                .map(sink -> new SoundWriter(sink, codecs, SoundReader.NARROW))
                .toList();
        this.blocks = blocks;
        this.flow = flow;
    }

    /**
     * Writes until the recording has ended and everything of it is written.
     *
     * @param recording what is asked for its end
     * @param stop ends the recording early, when a sink failed
     */
    RecordingEnd write(Ending recording, Runnable stop) {
        try {
            return writeAll(recording);
        } catch (VoicemailException e) {
            LOG.warn("recording ended after {}: {}", length(), e.getMessage());
            stop.run();
            RecordingEnd end = awaitEnd(recording);
            return new RecordingEnd(
                    RecordingEnd.Reason.SINK_FAILED, end.digit(), length(), end.spoken(), end.trailingSilence());
        } catch (RuntimeException e) {
            stop.run();
            awaitEnd(recording);
            throw e;
        }
    }

    private RecordingEnd writeAll(Ending recording) {
        while (true) {
            RecordingEnd end = recording.end();
            SampleBlocks.Block block;
            while ((block = blocks.take()) != null) {
                write(block);
            }
            if (end != null) {
                writers.forEach(SoundWriter::finish);
                return end;
            }
            flow.await(() -> blocks.isReady() || recording.end() != null);
        }
    }

    private void write(SampleBlocks.Block block) {
        for (SoundWriter writer : writers) {
            writer.write(block.samples, 0, block.count);
        }
        written += block.count;
        blocks.back(block);
    }

    private RecordingEnd awaitEnd(Ending recording) {
        flow.await(() -> recording.end() != null);
        RecordingEnd end = recording.end();
        if (end == null) {
            throw new IllegalStateException("ended without an end");
        }
        return end;
    }

    private Duration length() {
        return Duration.ofNanos(written * 125_000);
    }

    /** Something that ends. */
    @FunctionalInterface
    interface Ending {
        /** How it ended, or null if it has not. */
        @Nullable
        RecordingEnd end();
    }
}

package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.RenditionWriter;
import org.voicemail4j.media.codec.SoundReader;

/**
 * Writes a recording to its sinks: usually on the thread of the loop's {@link Scribe}, and what is left at the end, or
 * what that thread does not come to, on the thread of the call's flow, which waits for the call anyway. One thread at a
 * time.
 */
final class RecordingWriter implements SampleBlocks.Writer {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingWriter.class);

    private final RenditionWriter renditions;
    private final SampleBlocks blocks;
    private final FlowSignal flow;
    private final Scribe scribe;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean called;
    private @Nullable RuntimeException failure;
    private long written;

    /**
     * Takes the first blocks from the budget; {@link #release} gives them back.
     *
     * @param slow told once if the sinks are slow
     * @param width samples of the sound for each of 8 kHz: 1, or 2 for sound of 16 kHz
     * @throws IllegalArgumentException if there is no codec for one of the sinks, or no sink
     */
    RecordingWriter(
            List<AudioSink> sinks,
            AudioCodecs codecs,
            BlockBudget budget,
            FlowSignal flow,
            Scribe scribe,
            Runnable slow,
            int width) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("nothing to record into");
        }
        renditions = new RenditionWriter(sinks, codecs, width * SoundReader.NARROW);
        this.flow = flow;
        this.scribe = scribe;
        blocks = new SampleBlocks(budget, this, slow, width);
    }

    /** Where the loop puts what is recorded. */
    SampleBlocks blocks() {
        return blocks;
    }

    @Override
    public void ready(boolean late) {
        if (late) {
            wake();
        } else {
            scribe.give(this);
        }
    }

    /** Has the thread of the call's flow write. */
    void wake() {
        called = true;
        flow.raise();
    }

    /** Writes what waits, or has the flow's thread do it, if that is at it; for the scribe. */
    void writeWaiting() {
        if (!turn.tryLock()) {
            wake(); // it may have seen all that there was a moment ago
            return;
        }
        try {
            if (failure == null) {
                drain();
            }
        } catch (RuntimeException | Error e) {
            LOG.debug("the call's own thread is told", e);
            wake();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Writes until the recording has ended and everything of it is written; for the flow's thread.
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
        } catch (RuntimeException | Error e) {
            stop.run();
            awaitEnd(recording);
            throw e;
        }
    }

    private RecordingEnd writeAll(Ending recording) {
        while (true) {
            flow.await(() -> called || recording.end() != null);
            called = false;
            RecordingEnd end = recording.end();
            turn.lock();
            try {
                drain();
                if (end != null) {
                    renditions.finish();
                    return end;
                }
            } finally {
                turn.unlock();
            }
        }
    }

    /** After a failure nothing is written any more, by no thread. */
    private void drain() {
        RuntimeException before = failure;
        if (before != null) {
            throw before;
        }
        try {
            SampleBlocks.Block block;
            while ((block = blocks.take()) != null) {
                write(block);
            }
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } catch (Error e) {
            failure = new IllegalStateException("a recording could not be written", e);
            throw e;
        }
    }

    private void write(SampleBlocks.Block block) {
        renditions.write(block.samples, 0, block.count);
        for (int left = block.silence; left > 0; left -= SampleBlocks.SILENCE.length) {
            renditions.write(SampleBlocks.SILENCE, 0, Math.min(left, SampleBlocks.SILENCE.length));
        }
        written += (block.count + block.silence) / blocks.width();
        blocks.back(block);
    }

    /** Gives all blocks back to the budget; when the recording is over. */
    void release() {
        blocks.release();
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

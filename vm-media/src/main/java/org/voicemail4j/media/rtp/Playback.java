package org.voicemail4j.media.rtp;

import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.PlayEnd;

/**
 * One thing that plays. The thread of the call's flow feeds it pieces, at most two seconds ahead; the media loop takes
 * frames of 20 ms out of them, whichever piece they are in, so that there is no gap between prompts. When the listener
 * skips, a new run begins: pieces of an earlier run are thrown away and the feeder goes on from the new place.
 */
final class Playback {

    /** What {@link #next} found. */
    enum Frame {
        /** A frame of sound. */
        SOUND,
        /** A frame's time of nothing. */
        PAUSE,
        /** The feeder is late. */
        STARVED,
        /** The end. */
        END
    }

    private final Queue<Chunk> chunks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bytesAhead = new AtomicInteger();
    private final WireCodec wire;
    private final FlowSignal flow;
    private final Set<Digit> stopKeys;
    private final Optional<ListenControls> controls;
    private final long length;
    private @Nullable Chunk current;
    private int usedBytes;
    private long usedPause;
    private long position;
    private boolean paused;
    private volatile int run;
    private volatile long runStart;
    private volatile @Nullable PlayEnd end;

    private Playback(
            WireCodec wire, FlowSignal flow, Set<Digit> stopKeys, Optional<ListenControls> controls, long length) {
        this.wire = wire;
        this.flow = flow;
        this.stopKeys = stopKeys;
        this.controls = controls;
        this.length = length;
    }

    /** Something that plays until it ends or one of these keys is pressed. */
    static Playback of(WireCodec wire, FlowSignal flow, Set<Digit> stopKeys) {
        return new Playback(wire, flow, stopKeys, Optional.empty(), Long.MAX_VALUE);
    }

    /**
     * A message under the listener's control.
     *
     * @param length samples of the message, at 8 kHz
     */
    static Playback steered(WireCodec wire, FlowSignal flow, ListenControls controls, long length) {
        return new Playback(wire, flow, Digit.ANY, Optional.of(controls), length);
    }

    // ---- for the feeder

    /** Adds a piece of a run. */
    void feed(Chunk chunk) {
        bytesAhead.addAndGet(chunk.ahead);
        chunks.add(chunk);
    }

    /** Whether the feeder shall go on with that run: not if it is over, nor as long as enough is ahead. */
    boolean isHungry(int fedRun) {
        return end == null && run == fedRun && bytesAhead.get() < wire.bytes(2000);
    }

    /** Waits until the feeder has something to do: food for that run, a new run, or nothing any more. */
    void awaitHunger(int fedRun) {
        flow.await(() -> end != null || run != fedRun || bytesAhead.get() <= wire.bytes(1000));
    }

    /** Waits until it has ended or a new run begins. Returns how it ended, or null if a new run begins. */
    @Nullable
    PlayEnd awaitEnd(int fedRun) {
        flow.await(() -> end != null || run != fedRun);
        return end;
    }

    int run() {
        return run;
    }

    /** Where the present run begins, in samples at 8 kHz. */
    long runStart() {
        return runStart;
    }

    @Nullable
    PlayEnd end() {
        return end;
    }

    /** In which codec it is fed. */
    WireCodec wire() {
        return wire;
    }

    // ---- for the media loop

    /** Takes the next frame, silence filling it up where sound ends. */
    Frame next(byte[] into, int at) {
        if (paused) {
            return Frame.PAUSE;
        }
        int filled = 0;
        while (filled < wire.frameBytes()) {
            Chunk chunk = chunk();
            if (chunk == null || chunk.isEnd()) {
                break;
            }
            if (chunk.pause > 0) {
                if (filled == 0) {
                    return pauseOn(chunk);
                }
                usePause(chunk, wire.samples(wire.frameBytes() - filled));
                break;
            }
            filled += copy(chunk, into, at + filled, wire.frameBytes() - filled);
        }
        return filled == 0 ? nothing() : filledUp(into, at, filled);
    }

    private Frame nothing() {
        Chunk chunk = chunk();
        return chunk != null && chunk.isEnd() ? Frame.END : Frame.STARVED;
    }

    private Frame filledUp(byte[] into, int at, int filled) {
        Arrays.fill(into, at + filled, at + wire.frameBytes(), wire.silence());
        position += WireCodec.FRAME_SAMPLES;
        return Frame.SOUND;
    }

    private Frame pauseOn(Chunk chunk) {
        usePause(chunk, WireCodec.FRAME_SAMPLES);
        return Frame.PAUSE;
    }

    private void usePause(Chunk chunk, int samples) {
        usedPause += samples;
        if (usedPause >= chunk.pause) {
            drop();
        }
    }

    private int copy(Chunk chunk, byte[] into, int at, int room) {
        int piece = Math.min(room, chunk.octets.length - usedBytes);
        System.arraycopy(chunk.octets, usedBytes, into, at, piece);
        usedBytes += piece;
        if (usedBytes == chunk.octets.length) {
            drop();
        }
        return piece;
    }

    private @Nullable Chunk chunk() {
        Chunk chunk = current;
        while (chunk == null || chunk.run != run) {
            if (chunk != null) {
                drop();
            }
            chunk = chunks.poll();
            if (chunk == null) {
                return null;
            }
            current = chunk;
        }
        return chunk;
    }

    private void drop() {
        Chunk chunk = current;
        if (chunk != null) {
            int ahead = bytesAhead.addAndGet(-chunk.ahead);
            if (chunk.ahead > 0 && ahead <= wire.bytes(1000)) {
                flow.raise();
            }
        }
        current = null;
        usedBytes = 0;
        usedPause = 0;
    }

    /** Whether nothing but the end is left. */
    boolean isExhausted() {
        Chunk chunk = chunk();
        return !paused && chunk != null && chunk.isEnd();
    }

    /** Takes a key that was pressed before it began: one that stops, stops it. */
    void typedAhead(Digit digit) {
        if (stops(digit)) {
            end(PlayEnd.pressed(digit));
        }
    }

    /** Takes a key. */
    void press(Digit digit) {
        if (stops(digit)) {
            end(PlayEnd.pressed(digit));
        } else {
            controls.ifPresent(keys -> steer(keys, digit));
        }
    }

    private boolean stops(Digit digit) {
        return stopKeys.contains(digit)
                && controls.map(keys -> !steers(keys, digit)).orElse(true);
    }

    private static boolean steers(ListenControls keys, Digit digit) {
        return keys.forward().contains(digit)
                || keys.back().contains(digit)
                || keys.pause().contains(digit)
                || keys.restart().contains(digit);
    }

    private void steer(ListenControls keys, Digit digit) {
        long step = WireCodec.samples(keys.step());
        if (keys.pause().contains(digit)) {
            paused = !paused;
        } else if (paused) {
            return;
        } else if (keys.restart().contains(digit)) {
            skipTo(0);
        } else if (keys.back().contains(digit)) {
            skipTo(Math.max(0, position - step));
        } else if (position + step >= length) {
            end(PlayEnd.completed());
        } else {
            skipTo(position + step);
        }
    }

    private void skipTo(long sample) {
        position = sample;
        runStart = sample;
        run = run + 1;
        flow.raise();
    }

    /** Ends it, if it has not ended yet, and lets the flow know. */
    void end(PlayEnd how) {
        if (end == null) {
            end = how;
            flow.raise();
        }
    }
}

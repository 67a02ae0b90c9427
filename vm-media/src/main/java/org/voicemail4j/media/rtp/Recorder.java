package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/**
 * Puts received sound on the timeline of one recording. Sound is placed by its RTP timestamp: a gap of at most 60 ms is
 * concealed by fading repetition, a longer one is silence, and a timestamp that jumps by more than 2 s or backwards
 * begins a new piece right behind the old one, never seconds of zeros. A sender that falls silent (RFC 3389, or no
 * packets at all) is silence by the clock, 240 ms behind it; up to 2 s of it are counted but not written, so that they give
 * way if the sound was only late. So the recording is as long as it took. Nothing is written before the first packet; then
 * the silence before it is.
 *
 * <p>Time is counted in samples of 8 kHz. A wide recording, of sound of 16 kHz, has two samples for each of them.
 *
 * <p>All methods but {@link #end()} are for the media loop.
 */
final class Recorder {

    static final int SAMPLES_PER_MILLI = 8;

    private static final long NANOS_PER_SAMPLE = 125_000;

    private static final int CONCEALED = 60 * SAMPLES_PER_MILLI;
    private static final int JUMP = 2000 * SAMPLES_PER_MILLI;
    private static final int BEHIND_CLOCK = 240 * SAMPLES_PER_MILLI;
    /** What may lie before the end of a key; more, and the key was stamped by another clock than the sound. */
    private static final int LONGEST_MUTE = JUMP + 0xFFFF + SampleBlocks.KEPT;

    private final RecordingLimits limits;
    private final SampleBlocks blocks;
    private final int width;
    private final SilenceDetector detector;
    private final FlowSignal flow;
    private final Counters counters;
    private final long longest;
    private final long trailingLimit;
    private final Concealment concealment;
    private final WallClock wall;
    private final Gain gain;
    private boolean started;
    private boolean placed;
    private int nextStamp;
    private long written;
    private int clockFill;
    private boolean quiet;
    private long lastSound;
    private boolean muting;
    private int mutedUntil;
    private volatile @Nullable RecordingEnd end;

    Recorder(RecordingLimits limits, SampleBlocks blocks, FlowSignal flow, Counters counters, long now) {
        this.limits = limits;
        this.blocks = blocks;
        this.flow = flow;
        this.counters = counters;
        width = blocks.width();
        detector = new SilenceDetector(limits.silenceThreshold(), width);
        concealment = new Concealment(width);
        longest = limits.longest().isZero() ? Long.MAX_VALUE : samples(limits.longest());
        trailingLimit = limits.trailingSilence().isZero() ? Long.MAX_VALUE : samples(limits.trailingSilence());
        wall = new WallClock(now);
        gain = new Gain(limits.gainDb());
    }

    private static long samples(Duration length) {
        return length.toMillis() * SAMPLES_PER_MILLI;
    }

    /** How many samples it is given for each of 8 kHz. */
    int width() {
        return width;
    }

    /** Takes the sound of one packet, in order, so many samples of 8 kHz long; may change the samples. */
    void audio(int stamp, boolean marker, short[] samples, int count, long now) {
        if (end != null || count == 0) {
            return;
        }
        boolean gapIsSilence = quiet || marker;
        place(stamp, count, gapIsSilence, now);
        quiet = false;
        int left = mutedUntil - stamp;
        if (muting && left > 0 && left <= LONGEST_MUTE) {
            Arrays.fill(samples, 0, count * width, (short) 0);
        } else {
            muting = false;
            gain.apply(samples, count * width);
        }
        append(samples, count);
        nextStamp = stamp + count;
        clockFill = 0;
        lastSound = now;
        wall.heard(now);
    }

    private void place(int stamp, int count, boolean gapIsSilence, long now) {
        if (!started) {
            started = true;
            fillSilence(behindClock(now) - count);
        } else if (placed) {
            int gap = stamp - nextStamp;
            if (gap < 0) {
                overlap(-gap);
            } else if (gap > JUMP) {
                counters.add(Count.REBASED);
            } else if (gap > CONCEALED || gapIsSilence || muting) {
                fillSilence(gap);
            } else if (gap > 0) {
                counters.add(Count.CONCEALED);
                append(concealment.conceal(blocks, gap), gap);
            }
        }
        placed = true;
    }

    private long behindClock(long now) {
        long behind = wall.samples(now) - written;
        return behind > BEHIND_CLOCK ? behind : 0;
    }

    private void overlap(int samples) {
        if (samples < 0 || samples > clockFill) { // half the circle of timestamps has no positive length
            counters.add(Count.REBASED);
            return;
        }
        int back = blocks.retract(samples);
        written -= back;
        detector.retract(back);
    }

    /** The sender says that it is silent from now on. */
    void comfortNoise(long now) {
        quiet = true;
        wall.heard(now);
    }

    /** A key sounds, from that timestamp on and for so long: neither it nor 100 ms around it shall be in the recording. */
    void tone(int stamp, int duration) {
        if (end != null) {
            return;
        }
        if (placed && Math.abs((long) (stamp - nextStamp)) > JUMP + duration) {
            blocks.mute(SampleBlocks.KEPT); // stamped by another clock than the sound
            return;
        }
        int until = stamp + duration + SampleBlocks.KEPT;
        if (!muting || until - mutedUntil > 0) {
            if (!muting) {
                blocks.mute(SampleBlocks.KEPT);
            }
            muting = true;
            mutedUntil = until;
        }
    }

    /** What follows has another timeline. */
    void restarted() {
        placed = false;
        muting = false;
    }

    /** The caller is on hold: until he is back no time passes in the recording. */
    void hold(boolean held, long now) {
        wall.hold(held, now);
        restarted();
    }

    /** Lets time pass where no packets come. */
    void tick(long now, long mediaTimeoutNanos) {
        if (end != null) {
            return;
        }
        if (wall.sinceHeard(now) >= mediaTimeoutNanos) {
            end(Reason.NO_MEDIA, Optional.empty());
        } else if (started && !wall.isHeld()) {
            fillByClock(now);
        } else if (!started && wall.samples(now) >= trailingLimit) {
            end(Reason.SILENCE, Optional.empty());
        }
    }

    private void fillByClock(long now) {
        long lag = wall.samples(now) - written - BEHIND_CLOCK;
        if (lag >= SilenceDetector.PIECE && (quiet || now - lastSound > BEHIND_CLOCK * NANOS_PER_SAMPLE)) {
            int fill = (int) Math.min(lag, JUMP);
            if (quiet || clockFill >= JUMP) {
                fillSilence(fill);
            } else {
                waitSilently(fill);
            }
            clockFill += fill;
            nextStamp += fill;
        }
    }

    /** Counts silence that gives way to sound if that comes after all. */
    private void waitSilently(int count) {
        for (int done = 0; done < count && end == null; ) {
            int piece = (int) Math.min(Math.min(count - done, detector.room()), longest - written);
            detector.addSilence(piece);
            blocks.owe(piece);
            written += piece;
            done += piece;
            endAtLimits();
        }
    }

    private void fillSilence(long count) {
        for (long left = count; left > 0 && end == null; left -= SilenceDetector.PIECE) {
            append(SampleBlocks.SILENCE, (int) Math.min(left, SilenceDetector.PIECE));
        }
    }

    private void append(short[] samples, int count) {
        for (int done = 0; done < count && end == null; ) {
            int piece = (int) Math.min(Math.min(count - done, detector.room()), longest - written);
            int taken = blocks.append(samples, done, piece);
            detector.add(samples, done, taken);
            written += taken;
            done += taken;
            if (taken < piece) {
                counters.add(Count.NO_BLOCK);
                end(Reason.SINK_FAILED, Optional.empty());
                return;
            }
            endAtLimits();
        }
    }

    private void endAtLimits() {
        if (written >= longest) {
            end(Reason.LONGEST, Optional.empty());
        } else if (detector.trailing() >= trailingLimit) {
            end(Reason.SILENCE, Optional.empty());
        }
    }

    /** Whether the sender has said that it is quiet, and sent no sound since. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether anything has been written: from then on the clock that sound is read by does not matter. */
    boolean isStarted() {
        return started;
    }

    boolean isEndedBy(Digit digit) {
        return limits.endKeys().contains(digit);
    }

    /** Ends the recording if that key does. */
    void press(Digit digit) {
        if (isEndedBy(digit)) {
            end(Reason.KEY, Optional.of(digit));
        }
    }

    /** Ends the recording because a sink takes no more. */
    void fail() {
        end(Reason.SINK_FAILED, Optional.empty());
    }

    /** Ends the recording, if it has not ended yet, and lets the flow know. */
    void end(Reason reason, Optional<Digit> digit) {
        if (end == null) {
            written -= blocks.finish();
            end = new RecordingEnd(
                    reason, digit, length(written), length(detector.spoken()), length(detector.trailing()));
            flow.raise();
        }
    }

    private static Duration length(long samples) {
        return Duration.ofNanos(samples * NANOS_PER_SAMPLE);
    }

    /** How it ended, or null if it has not; for any thread. */
    @Nullable
    RecordingEnd end() {
        return end;
    }
}

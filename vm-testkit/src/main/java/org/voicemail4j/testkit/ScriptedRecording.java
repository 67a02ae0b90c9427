package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** One recording in frames of 20 ms: what was appended, how much of it was speech, and which limit was reached. */
final class ScriptedRecording {

    private static final int FRAME = 160;
    private static final int LONGEST_GAP = 30 * Speech.RATE;
    private static final int LONGEST_HOLD = 60 * Speech.RATE;

    private final List<SampleWriter> writers;
    private final RecordingLimits limits;
    private final long longest;
    private final long longestSilence;
    private long length;
    private long spoken;
    private long silence;
    private long gap;
    private long onHold;
    private boolean failed;

    ScriptedRecording(List<AudioSink> renditions, RecordingLimits limits) {
        if (renditions.isEmpty()) {
            throw new IllegalArgumentException("no rendition to record into");
        }
        this.writers = renditions.stream().map(SampleWriter::new).toList();
        this.limits = limits;
        this.longest = limit(limits.longest());
        this.longestSilence = limit(limits.trailingSilence());
    }

    private static long limit(Duration length) {
        return length.isZero() ? Long.MAX_VALUE : samples(length);
    }

    private static long samples(Duration length) {
        return length.toNanos() * Speech.RATE / 1_000_000_000L;
    }

    /** An empty frame to fill: 20 ms, or what is left until the longest length. */
    short[] frame() {
        return new short[(int) Math.min(FRAME, longest - length)];
    }

    void append(short[] frame) {
        gap = 0;
        onHold = 0;
        amplify(frame);
        write(frame);
    }

    private void write(short[] frame) {
        try {
            writers.forEach(writer -> writer.append(frame));
            count(frame);
        } catch (VoicemailException e) {
            failed = true;
        }
    }

    private void amplify(short[] frame) {
        if (limits.gainDb() == 0) {
            return;
        }
        double factor = Math.pow(10, limits.gainDb() / 20.0);
        for (int i = 0; i < frame.length; i++) {
            double louder = Math.rint(frame[i] * factor);
            frame[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, louder));
        }
    }

    private void count(short[] frame) {
        length += frame.length;
        if (isSilent(frame)) {
            silence += frame.length;
        } else {
            spoken += frame.length;
            silence = 0;
        }
    }

    private boolean isSilent(short[] frame) {
        long sum = 0;
        for (short sample : frame) {
            sum += Math.abs((int) sample);
        }
        return sum < (long) limits.silenceThreshold() * frame.length;
    }

    /** A frame did not come: it is silent, but nothing is written before the first sound. */
    void nothing(short[] frame) {
        gap += frame.length;
        if (length > 0) {
            write(frame);
        }
    }

    /** A frame's time has passed on hold. */
    void held(short[] frame) {
        gap = 0;
        onHold += frame.length;
    }

    boolean isOver() {
        return failed || length >= longest || isSilentForTooLong() || isNobodyThere();
    }

    private boolean isSilentForTooLong() {
        return silence >= longestSilence || (length == 0 && gap >= longestSilence);
    }

    private boolean isNobodyThere() {
        return gap >= LONGEST_GAP || onHold >= LONGEST_HOLD;
    }

    /** Which limit was reached. */
    Reason reason() {
        if (failed) {
            return Reason.SINK_FAILED;
        }
        if (isNobodyThere()) {
            return Reason.NO_MEDIA;
        }
        return length >= longest ? Reason.LONGEST : Reason.SILENCE;
    }

    RecordingEnd end(Reason reason, Optional<Digit> digit) {
        return new RecordingEnd(reason, digit, duration(length), duration(spoken), duration(silence));
    }

    private static Duration duration(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / Speech.RATE);
    }
}

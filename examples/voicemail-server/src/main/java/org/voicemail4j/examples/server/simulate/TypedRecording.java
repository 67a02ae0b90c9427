package org.voicemail4j.examples.server.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** A recording that grows by seconds of speech or silence. */
final class TypedRecording {

    private final List<AudioSink> renditions;
    private final RecordingLimits limits;
    private final AudioTranscoder transcoder;
    private Duration length = Duration.ZERO;
    private Duration spoken = Duration.ZERO;
    private Duration silence = Duration.ZERO;
    private Optional<VoicemailException> failure = Optional.empty();

    TypedRecording(List<AudioSink> renditions, RecordingLimits limits, AudioTranscoder transcoder) {
        this.renditions = renditions;
        this.limits = limits;
        this.transcoder = transcoder;
    }

    /** A second passes, unless a key was pressed instead. */
    void add(Act act) {
        if (act.kind() == Act.Kind.SPEECH) {
            append(Voice.SPEECH);
            spoken = spoken.plus(Voice.LENGTH);
            silence = Duration.ZERO;
        } else if (act.kind() == Act.Kind.SILENCE) {
            append(Voice.SILENCE);
            silence = silence.plus(Voice.LENGTH);
        }
    }

    private void append(Voice second) {
        try {
            renditions.forEach(sink -> transcoder.transcode(second, sink));
            length = length.plus(Voice.LENGTH);
        } catch (VoicemailException e) {
            failure = Optional.of(e);
        }
    }

    /** Why it cannot go on, if it cannot. */
    Optional<VoicemailException> failure() {
        return failure;
    }

    /** What ended it by itself, if anything did. */
    Optional<Reason> reason() {
        if (failure.isPresent()) {
            return Optional.of(Reason.SINK_FAILED);
        }
        if (isReached(limits.longest(), length)) {
            return Optional.of(Reason.LONGEST);
        }
        return isReached(limits.trailingSilence(), silence) ? Optional.of(Reason.SILENCE) : Optional.empty();
    }

    private static boolean isReached(Duration limit, Duration now) {
        return !limit.isZero() && now.compareTo(limit) >= 0;
    }

    RecordingEnd end(boolean hungUp, Optional<Digit> key) {
        Reason unpressed = hungUp ? Reason.HUNG_UP : reason().orElse(Reason.KEY);
        return new RecordingEnd(key.isPresent() ? Reason.KEY : unpressed, key, length, spoken, silence);
    }
}

package org.voicemail4j.flow;

import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.store.Recording;

/**
 * Cuts the silence off the end of a recording, down to 200 ms, where silence, a key or a line that fell dead ended it.
 * What is silent from beginning to end stays as it is: it may be a very quiet voice.
 */
final class TrailingSilence {

    private static final Set<Reason> WITH_SILENCE = Set.of(Reason.SILENCE, Reason.KEY, Reason.NO_MEDIA);
    private static final Duration KEPT = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(TrailingSilence.class);

    private TrailingSilence() {}

    static void cut(Recording recording, RecordingEnd end) {
        if (WITH_SILENCE.contains(end.reason())
                && !end.spoken().isZero()
                && end.trailingSilence().compareTo(KEPT) > 0) {
            truncate(recording, end.length().minus(end.trailingSilence()).plus(KEPT));
        }
    }

    /** A message with silence at its end is better than none. */
    private static void truncate(Recording recording, Duration length) {
        try {
            recording.truncate(length);
        } catch (VoicemailException e) {
            LOG.warn("silence at the end of a recording cannot be cut off; it stays", e);
        }
    }
}

package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/**
 * What a recording becomes when the far end sends nothing: because the network lost it, or because we are on hold. Beside {@link
 * MediaSessionContract}, for a {@link MediaSession} that sees packets come and stay away.
 */
public interface QuietLineContract {

    /** Silence that ends a recording. */
    Duration SILENCE = ofSeconds(1);

    /** What is said. */
    AudioContent WORD = Sounds.tone(450, ofMillis(300));

    /** A new call that has been answered. */
    QuietLine line();

    /** The same, but a recording of it is ended as soon as possible when nothing comes, if that takes real time. */
    default QuietLine impatientLine() {
        return line();
    }

    /** A line that may send nothing at all. What it does comes in its turn, behind what {@link #farEnd} was told before. */
    interface QuietLine extends MediaSessionContract.Line {

        /** Sends nothing any more; the call stays. */
        void fallsDead();

        /** Puts our side on hold. */
        void holds();

        /** Comes back from hold. */
        void resumes();
    }

    @Test
    default void aLineThatFallsDeadEndsTheRecording() {
        try (QuietLine line = impatientLine()) {
            line.farEnd().speaks(WORD);
            line.fallsDead();
            InMemorySink sink = sink();

            RecordingEnd end = line.session().record(List.of(sink), limits(Duration.ZERO));

            assertThat(end.reason()).isEqualTo(Reason.NO_MEDIA);
            assertThat(end.spoken()).isBetween(ofMillis(260), ofMillis(340));
            assertThat(sink.length()).isEqualTo(end.length());
        }
    }

    @Test
    default void aLineFromWhichNothingComesEndsTheRecordingWithoutSound() {
        try (QuietLine line = impatientLine()) {
            line.fallsDead();
            InMemorySink sink = sink();

            RecordingEnd end = line.session().record(List.of(sink), limits(Duration.ZERO));

            assertThat(end.reason()).isEqualTo(Reason.NO_MEDIA);
            assertThat(end.length()).isZero();
            assertThat(sink.length()).isZero();
        }
    }

    @Test
    default void aLineThatFellDeadIsSilent() {
        try (QuietLine line = line()) {
            line.farEnd().speaks(WORD);
            line.fallsDead();
            InMemorySink sink = sink();

            RecordingEnd end = line.session().record(List.of(sink), limits(SILENCE));

            assertThat(end.reason()).isEqualTo(Reason.SILENCE);
            assertThat(end.trailingSilence()).isBetween(SILENCE, SILENCE.plusMillis(100));
            assertThat(sink.length()).isEqualTo(end.length());
        }
    }

    @Test
    default void timeOnHoldIsNotRecorded() {
        try (QuietLine line = line()) {
            line.farEnd().speaks(WORD);
            line.holds();
            line.farEnd().waits(ofSeconds(5));
            line.resumes();
            line.farEnd().speaks(WORD).presses("#");
            InMemorySink sink = sink();

            RecordingEnd end = line.session().record(List.of(sink), limits(ofSeconds(4)));

            assertThat(end.reason()).isEqualTo(Reason.KEY);
            assertThat(end.spoken()).isBetween(ofMillis(540), ofMillis(660));
            assertThat(end.length()).isLessThan(ofSeconds(4));
            assertThat(sink.length()).isEqualTo(end.length());
        }
    }

    private static InMemorySink sink() {
        return new InMemorySink(AudioFormat.SLN, new RecordingState());
    }

    private static RecordingLimits limits(Duration silence) {
        return new RecordingLimits(Duration.ZERO, silence, 128, Set.of(Digit.POUND));
    }
}

package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.pause;
import static org.voicemail4j.media.Prompt.recorded;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd.Reason;

/**
 * What every {@link MediaSession} does. A test class of an implementation implements this interface by {@link #line}: a
 * fresh call, with somebody at its far end who does as told. Sound may lose as much on its way as G.711 takes. Where a message
 * goes on after a key that steers it is in {@link ListeningContract}, which recordings there may be in {@link
 * SoundFormatsContract}, how many keys wait in {@link KeyQueueContract}.
 */
public interface MediaSessionContract extends RecordedSpeechContract {

    /** A new call that has been answered. */
    @Override
    Line line();

    /** One call with both its ends. */
    interface Line extends AutoCloseable {

        /** The end under test. */
        MediaSession session();

        /** The other end. */
        FarEnd farEnd();

        /** Ends the call and frees what it held. */
        @Override
        void close();
    }

    /**
     * Somebody who does one thing after the other, and begins when the session next plays, listens or records: not before
     * that has begun.
     */
    interface FarEnd {

        /** Says that; waits for a recording to begin first. 16 bit linear PCM, 8 kHz. */
        FarEnd speaks(AudioContent words);

        /** Is silent; the line stays. */
        FarEnd waits(Duration length);

        /** Listens to so much of what plays. */
        default FarEnd hears(Duration length) {
            return waits(length);
        }

        /** Presses keys one after the other, such as {@code "12#"}. */
        FarEnd presses(String keys);

        /** Presses keys at once: when the session has seen the first, the others have been pressed already. */
        FarEnd typesAhead(String keys);

        /** Hangs up. */
        FarEnd hangsUp();
    }

    @Test
    default void playingNothingCompletes() {
        try (Line line = line()) {
            assertThat(line.session().play(List.of(), Digit.ANY)).isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void recordingsAndPausesPlayToTheirEnd() {
        try (Line line = line()) {
            AudioContent greeting = Sounds.tone(450, ofMillis(100));

            assertThat(line.session().play(List.of(recorded(greeting), pause(ofMillis(100))), Digit.ANY))
                    .isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void aRecordingThatCannotBeReadIsLeftOut() {
        try (Line line = line()) {
            ListenControls controls = ListenControls.standard(ofSeconds(3));

            assertThat(line.session().play(List.of(recorded(new GoneAudio())), Digit.ANY))
                    .isEqualTo(PlayEnd.completed());
            assertThat(line.session().listen(new GoneAudio(), controls)).isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void aStopKeyStopsAndOthersAreDropped() {
        try (Line line = line()) {
            line.farEnd().presses("91");

            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.set("12")))
                    .isEqualTo(PlayEnd.pressed(Digit.ONE));
            assertThat(line.session().play(List.of(pause(ofMillis(300))), Digit.ANY))
                    .isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void keysCanBeTypedAhead() {
        try (Line line = line()) {
            line.farEnd().typesAhead("1923");

            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.set("12")))
                    .isEqualTo(PlayEnd.pressed(Digit.ONE));
            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.set("12")))
                    .isEqualTo(PlayEnd.pressed(Digit.TWO));
            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.ANY))
                    .isEqualTo(PlayEnd.pressed(Digit.THREE));
        }
    }

    @Test
    default void playingNothingLeavesKeysToWhatPlaysNext() {
        try (Line line = line()) {
            line.farEnd().typesAhead("12");

            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.set("1")))
                    .isEqualTo(PlayEnd.pressed(Digit.ONE));
            assertThat(line.session().play(List.of(), Digit.ANY)).isEqualTo(PlayEnd.completed());
            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.ANY))
                    .isEqualTo(PlayEnd.pressed(Digit.TWO));
        }
    }

    @Test
    default void aListenerStopsAMessageByAKeyThatDoesNotSteer() {
        try (Line line = line()) {
            line.farEnd().presses("0").waits(ofMillis(200)).presses("7");

            assertThat(line.session().listen(WORDS, ListenControls.standard(ofSeconds(3))))
                    .isEqualTo(PlayEnd.pressed(Digit.SEVEN));
        }
    }

    @Test
    default void skippingBeyondTheEndEndsAMessage() {
        try (Line line = line()) {
            line.farEnd().presses("#");

            assertThat(line.session().listen(Sounds.tone(450, ofMinutes(5)), ListenControls.standard(ofMinutes(6))))
                    .isEqualTo(PlayEnd.completed());
        }
    }

    @Test
    default void aHangUpEndsPlayingAndEverythingAfter() {
        try (Line line = line()) {
            line.farEnd().waits(ofMillis(100)).hangsUp();
            InMemorySink sink = new InMemorySink(AudioFormat.SLN, new RecordingState());

            assertThat(line.session().play(List.of(pause(ofMinutes(1))), Digit.ANY))
                    .isEqualTo(PlayEnd.hungUp());
            assertThat(line.session().play(List.of(), Digit.ANY)).isEqualTo(PlayEnd.hungUp());
            assertThat(line.session().listen(WORDS, ListenControls.standard(ofSeconds(3))))
                    .isEqualTo(PlayEnd.hungUp());
            assertThat(line.session().record(List.of(sink), UNTIL_POUND).reason())
                    .isEqualTo(Reason.HUNG_UP);
            assertThat(sink.length()).isZero();
        }
    }

    /** A recording that somebody has deleted. */
    final class GoneAudio implements AudioContent {

        @Override
        public AudioFormat format() {
            return AudioFormat.SLN;
        }

        @Override
        public long payloadBytes() {
            return 16000;
        }

        @Override
        public AudioReader open() {
            throw new VoicemailException("gone");
        }
    }
}

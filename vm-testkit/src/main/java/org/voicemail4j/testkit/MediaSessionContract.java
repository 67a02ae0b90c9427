package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.pause;
import static org.voicemail4j.media.Prompt.recorded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/**
 * What every {@link MediaSession} does. A test class of an implementation implements this interface by {@link #line}: a
 * fresh call, with somebody at its far end who does as told. Sound may lose as much on its way as G.711 takes.
 */
public interface MediaSessionContract {

    /** A new call that has been answered. */
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

        /** Presses keys one after the other, such as {@code "12#"}. */
        FarEnd presses(String keys);

        /** Presses keys at once: when the session has seen the first, the others have been pressed already. */
        FarEnd typesAhead(String keys);

        /** Hangs up. */
        FarEnd hangsUp();
    }

    /** What is said. */
    AudioContent WORDS = Sounds.tone(450, ofMillis(1500));

    /** Ends a recording by the pound key alone. */
    RecordingLimits UNTIL_POUND = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

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
    default void whatIsSaidIsRecordedInEveryRendition() {
        try (Line line = line()) {
            InMemorySink linear = sink(AudioFormat.SLN);
            InMemorySink wav = sink(AudioFormat.WAV);
            line.farEnd().speaks(WORDS).waits(ofMillis(400)).presses("9#");

            RecordingEnd end = line.session().record(List.of(linear, wav), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(Reason.KEY);
            assertThat(end.digit()).contains(Digit.POUND);
            assertThat(linear.length()).isEqualTo(end.length());
            assertThat(Sounds.octets(wav.content())).isEqualTo(Sounds.octets(linear.content()));
            assertThat(end.spoken()).isBetween(ofMillis(1460), ofMillis(1540));
            assertSaid(linear);
        }
    }

    @Test
    default void whatIsRecordedIsAsMuchLouderAsIsAskedFor() {
        try (Line line = line()) {
            InMemorySink asItCame = sink(AudioFormat.SLN);
            line.farEnd().speaks(WORDS).presses("#");
            line.session().record(List.of(asItCame), UNTIL_POUND);
            InMemorySink quieter = sink(AudioFormat.SLN);
            line.farEnd().speaks(WORDS).presses("#");
            line.session().record(List.of(quieter), UNTIL_POUND.louder(-12));

            assertThat(loudest(asItCame) / (double) loudest(quieter))
                    .as("a quarter")
                    .isBetween(3.5, 4.5);
        }
    }

    @Test
    default void keysPressedBeforeARecordingDoNotEndIt() {
        try (Line line = line()) {
            line.farEnd().typesAhead("1#").speaks(WORDS).waits(ofMillis(400)).presses("#");

            line.session().play(List.of(pause(ofMinutes(1))), Digit.set("1"));
            InMemorySink sink = sink(AudioFormat.SLN);
            RecordingEnd end = line.session().record(List.of(sink), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(Reason.KEY);
            assertSaid(sink);
        }
    }

    @Test
    default void aRecordingEndsAtItsLongest() {
        try (Line line = line()) {
            InMemorySink sink = sink(AudioFormat.SLN);
            line.farEnd().speaks(WORDS).waits(ofSeconds(2));

            RecordingEnd end = line.session()
                    .record(List.of(sink), new RecordingLimits(ofSeconds(1), Duration.ZERO, 128, Digit.NONE));

            assertThat(end.reason()).isEqualTo(Reason.LONGEST);
            assertThat(end.length()).isEqualTo(ofSeconds(1));
            assertThat(sink.length()).isEqualTo(ofSeconds(1));
        }
    }

    @Test
    default void aRecordingEndsAfterSilence() {
        try (Line line = line()) {
            InMemorySink sink = sink(AudioFormat.SLN);
            line.farEnd().speaks(WORDS).waits(ofSeconds(5));

            RecordingEnd end = line.session()
                    .record(List.of(sink), new RecordingLimits(Duration.ZERO, ofSeconds(1), 128, Digit.NONE));

            assertThat(end.reason()).isEqualTo(Reason.SILENCE);
            assertThat(end.trailingSilence()).isBetween(ofSeconds(1), ofMillis(1100));
            assertThat(end.spoken()).isBetween(ofMillis(1460), ofMillis(1540));
            assertThat(sink.length()).isEqualTo(end.length());
        }
    }

    @Test
    default void aSinkThatFailsEndsTheRecording() {
        try (Line line = line()) {
            line.farEnd()
                    .speaks(Sounds.tone(450, ofSeconds(5)))
                    .waits(ofSeconds(5))
                    .presses("#");

            RecordingEnd end = line.session().record(List.of(new FullSink()), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(Reason.SINK_FAILED);
        }
    }

    @Test
    default void aHangUpEndsPlayingAndEverythingAfter() {
        try (Line line = line()) {
            line.farEnd().waits(ofMillis(100)).hangsUp();
            InMemorySink sink = sink(AudioFormat.SLN);

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

    @Test
    default void whatWasSaidBeforeAHangUpIsKept() {
        try (Line line = line()) {
            InMemorySink sink = sink(AudioFormat.SLN);
            line.farEnd().speaks(WORDS).hangsUp();

            RecordingEnd end = line.session().record(List.of(sink), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(Reason.HUNG_UP);
            assertThat(sink.length()).isEqualTo(end.length());
            assertSaid(sink);
        }
    }

    private static InMemorySink sink(AudioFormat format) {
        return new InMemorySink(format, new RecordingState());
    }

    /** Whether the words are in there, whole, behind whatever silence. */
    private static void assertSaid(InMemorySink sink) {
        short[] said = samples(WORDS);
        short[] heard = samples(sink.content());
        int start = 0;
        while (start < heard.length && Math.abs(heard[start]) < 128) {
            start++;
        }
        int lead = 0;
        while (Math.abs(said[lead]) < 128) {
            lead++;
        }
        assertThat(heard.length - start).as("samples recorded").isGreaterThanOrEqualTo(said.length - lead);
        for (int i = lead; i < said.length; i++) {
            int allowed = 64 + Math.abs(said[i]) / 20;
            assertThat((int) heard[start + i - lead])
                    .as("sample %d", i)
                    .isBetween(said[i] - allowed, said[i] + allowed);
        }
    }

    private static int loudest(InMemorySink sink) {
        int loudest = 1;
        for (short sample : samples(sink.content())) {
            loudest = Math.max(loudest, Math.abs((int) sample));
        }
        return loudest;
    }

    private static short[] samples(AudioContent content) {
        byte[] octets = Sounds.octets(content);
        short[] samples = new short[octets.length / 2];
        ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
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

    /** A sink that has no room from its second half second on. */
    final class FullSink implements AudioSink {

        private long bytes;

        @Override
        public AudioFormat format() {
            return AudioFormat.SLN;
        }

        @Override
        public void append(ByteBuffer audio) {
            if (bytes + audio.remaining() > 8000) {
                throw new VoicemailException("no space left");
            }
            bytes += audio.remaining();
            audio.position(audio.limit());
        }

        @Override
        public Duration length() {
            return format().encoding().duration(bytes);
        }
    }
}

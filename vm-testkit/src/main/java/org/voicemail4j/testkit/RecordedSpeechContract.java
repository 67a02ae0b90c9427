package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.pause;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/** The part of {@link MediaSessionContract} that is about recording what somebody says. */
public interface RecordedSpeechContract {

    /** A new call that has been answered. */
    MediaSessionContract.Line line();

    /** What is said. */
    AudioContent WORDS = Sounds.tone(450, ofMillis(1500));

    /** Ends a recording by the pound key alone. */
    RecordingLimits UNTIL_POUND = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));

    @Test
    default void whatIsSaidIsRecordedInEveryRendition() {
        try (MediaSessionContract.Line line = line()) {
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
        try (MediaSessionContract.Line line = line()) {
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
        try (MediaSessionContract.Line line = line()) {
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
        try (MediaSessionContract.Line line = line()) {
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
        try (MediaSessionContract.Line line = line()) {
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
        try (MediaSessionContract.Line line = line()) {
            line.farEnd()
                    .speaks(Sounds.tone(450, ofSeconds(5)))
                    .waits(ofSeconds(5))
                    .presses("#");

            RecordingEnd end = line.session().record(List.of(new FullSink()), UNTIL_POUND);

            assertThat(end.reason()).isEqualTo(Reason.SINK_FAILED);
        }
    }

    @Test
    default void whatWasSaidBeforeAHangUpIsKept() {
        try (MediaSessionContract.Line line = line()) {
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

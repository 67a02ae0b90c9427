package org.voicemail4j.examples.server.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.Sounds;

/** Messages that are heard and recorded by keys in a text. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TypedSessionTest {

    private final StringWriter out = new StringWriter();

    private TypedSession session(String keys) {
        Screen screen = new Screen(new PrintWriter(out), PromptLibrary.english(), Locale.ENGLISH);
        return new TypedSession(screen, new TypedText(new StringReader(keys)), AudioTranscoder.COPYING);
    }

    @Test
    void speechWhileAMessageIsPausedLetsTimePassAndNoMore() {
        ListenControls controls = ListenControls.standard(Duration.ofSeconds(1));

        PlayEnd end = session("0ss0.").listen(Sounds.noise(AudioFormat.WAV, Duration.ofSeconds(3), 1), controls);

        assertThat(end).isEqualTo(PlayEnd.completed());
        assertThat(out.toString().lines().filter(line -> line.endsWith("paused")))
                .hasSize(3);
    }

    @Test
    void whyNothingCanBeRecordedIsSaid() {
        AudioSink full = new AudioSink() {
            @Override
            public AudioFormat format() {
                return AudioFormat.SLN;
            }

            @Override
            public void append(ByteBuffer audio) {
                throw new StoreException("the disk is full");
            }

            @Override
            public Duration length() {
                return Duration.ZERO;
            }
        };
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of());

        RecordingEnd end = session("ss").record(List.of(full), limits);

        assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.SINK_FAILED);
        assertThat(out.toString()).contains("nothing can be recorded: the disk is full");
    }
}

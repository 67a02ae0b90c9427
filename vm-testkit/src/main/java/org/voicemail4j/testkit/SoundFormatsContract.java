package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.recorded;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;

/**
 * That a session plays recordings of every {@link AudioFormat}, and records each of them or refuses it at once; beside {@link
 * MediaSessionContract}. A store may hold any of them: what another program has recorded, too.
 */
public interface SoundFormatsContract {

    /** A new call that has been answered. */
    MediaSessionContract.Line line();

    @Test
    default void aRecordingOfEveryFormatIsPlayed() {
        for (AudioFormat format : AudioFormat.values()) {
            try (MediaSessionContract.Line line = line()) {
                line.farEnd().waits(ofMillis(200)).presses("7");

                assertThat(line.session().play(List.of(recorded(sound(format, ofSeconds(20)))), Digit.ANY))
                        .as("%s still plays when a key comes", format)
                        .isEqualTo(PlayEnd.pressed(Digit.SEVEN));
            }
        }
    }

    @Test
    default void aRecordingOfEveryFormatEndsWhenItIsOver() {
        for (AudioFormat format : AudioFormat.values()) {
            try (MediaSessionContract.Line line = line()) {
                assertThat(line.session().play(List.of(recorded(sound(format, ofMillis(200)))), Digit.ANY))
                        .as("%s", format)
                        .isEqualTo(PlayEnd.completed());
            }
        }
    }

    @Test
    default void aMessageOfEveryFormatIsListenedTo() {
        for (AudioFormat format : AudioFormat.values()) {
            try (MediaSessionContract.Line line = line()) {
                line.farEnd().waits(ofMillis(200)).presses("7");

                assertThat(line.session().listen(sound(format, ofSeconds(20)), ListenControls.standard(ofSeconds(3))))
                        .as("%s still plays when a key comes", format)
                        .isEqualTo(PlayEnd.pressed(Digit.SEVEN));
            }
        }
    }

    @Test
    default void everyFormatIsRecordedWholeOrRefusedBeforeAnythingIs() {
        for (AudioFormat format : AudioFormat.values()) {
            try (MediaSessionContract.Line line = line()) {
                InMemorySink linear = new InMemorySink(AudioFormat.SLN, new RecordingState());
                InMemorySink rendition = new InMemorySink(format, new RecordingState());
                line.farEnd()
                        .speaks(Sounds.tone(450, ofMillis(400)))
                        .waits(ofMillis(200))
                        .presses("#");
                if (isRecorded(line.session(), linear, rendition)) {
                    assertThat(linear.length()).as("beside %s", format).isGreaterThan(ofMillis(400));
                    assertThat(rendition.length())
                            .as("%s, to a block", format)
                            .isBetween(
                                    linear.length().minus(block(format)),
                                    linear.length().plus(block(format)));
                } else {
                    assertThat(linear.length().plus(rendition.length()))
                            .as("recorded in spite of %s", format)
                            .isZero();
                }
            }
        }
    }

    private static boolean isRecorded(MediaSession session, InMemorySink linear, InMemorySink rendition) {
        RecordingEnd end;
        try {
            end = session.record(List.of(linear, rendition), RecordedSpeechContract.UNTIL_POUND);
        } catch (IllegalArgumentException e) {
            return false;
        }
        assertThat(end.reason()).as("%s", rendition.format()).isEqualTo(Reason.KEY);
        assertThat(end.length()).as("%s", rendition.format()).isEqualTo(linear.length());
        return true;
    }

    private static Duration block(AudioFormat format) {
        return format.encoding().duration(format.encoding().blockBytes());
    }

    /** Noise that is a recording in that format: frames of GSM 06.10 begin with a nibble of their own (RFC 3551 §4.5.8.1). */
    private static AudioContent sound(AudioFormat format, Duration length) {
        byte[] octets = Sounds.octets(Sounds.noise(format, length, 20261127));
        if (format.encoding() == AudioEncoding.GSM) {
            for (int frame = 0; frame < octets.length; frame += AudioEncoding.GSM.blockBytes()) {
                octets[frame] = (byte) (octets[frame] & 0x0F | 0xD0);
            }
        }
        return Sounds.of(format, octets);
    }
}

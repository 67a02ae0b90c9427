package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** What a test may rely on when it scripts a call. */
class ScriptedCallTest {

    private static final Prompt INTRO = Prompt.named("vm-intro");
    private static final Prompt BEEP = Prompt.named("beep");
    private static final RecordingLimits NO_LIMITS = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Digit.NONE);

    private final ScriptedCall call =
            ScriptedCall.of(CallInfo.of("call-1", CallPurpose.retrieval()).build());

    private static InMemorySink sink(AudioFormat format) {
        return new InMemorySink(format, new RecordingState());
    }

    @Test
    void timePassesOnTheTestsClock() {
        ManualClock clock = ManualClock.at("2026-11-24T20:00:00Z");
        MediaSession session = call.on(clock).promptsOf(ofSeconds(2)).accept();

        session.play(List.of(INTRO, Prompt.pause(ofSeconds(3)), BEEP), Digit.ANY);

        assertThat(clock.instant()).isEqualTo(Instant.parse("2026-11-24T20:00:07Z"));
    }

    @Test
    void whoHearsAPromptActsWhileItSounds() {
        MediaSession session = call.hears("beep").presses("5").accept();

        assertThat(session.play(List.of(INTRO), Digit.ANY)).isEqualTo(PlayEnd.completed());
        assertThat(session.play(List.of(INTRO, BEEP, INTRO), Digit.ANY)).isEqualTo(PlayEnd.pressed(Digit.FIVE));
        assertThat(call.transcript()).isEqualTo("vm-intro\nvm-intro\nbeep\n> 5\n");
    }

    @Test
    void whoWaitsForWhatNeverComesHangsUpInTheEnd() {
        MediaSession session =
                call.hears("vm-nothing").presses("1").patience(ofMinutes(1)).accept();

        assertThat(session.play(List.of(Prompt.pause(ofMinutes(2))), Digit.ANY)).isEqualTo(PlayEnd.hungUp());
        assertThat(call.unfinished()).hasSize(2);
        assertThat(call.isOver()).isTrue();
    }

    @Test
    void aPausedMessageThatNobodyResumesEndsWithTheCall() {
        MediaSession session = call.hearsRecording().presses("0").accept();

        assertThat(session.listen(Sounds.tone(450, ofSeconds(3)), ListenControls.standard(ofSeconds(3))))
                .isEqualTo(PlayEnd.hungUp());
    }

    @Test
    void aMessageIsSteered() {
        ManualClock clock = ManualClock.at("2026-11-24T20:00:00Z");
        MediaSession session = call.on(clock)
                .hearsRecording()
                .waits(ofMillis(3900))
                .presses("#") // at 4 s: to 7 s
                .waits(ofMillis(900))
                .presses("*") // at 8 s: to 5 s
                .waits(ofMillis(900))
                .presses("0") // at 6 s: stands
                .waits(ofMinutes(1))
                .presses("#0") // skips nothing while it stands, goes on
                .waits(ofMillis(900))
                .presses("2") // at 7 s: to the start
                .accept();

        assertThat(session.listen(Sounds.tone(450, ofSeconds(10)), ListenControls.standard(ofSeconds(3))))
                .isEqualTo(PlayEnd.completed());

        Duration paused = ofMillis(60_200);
        assertThat(Duration.between(Instant.parse("2026-11-24T20:00:00Z"), clock.instant()))
                .isEqualTo(ofSeconds(4 + 1 + 1 + 1 + 10).plus(paused));
    }

    @Test
    void aLineThatDropsAtAnEvent() {
        MediaSession session = call.hangsUpAtEvent(3).accept();

        assertThat(session.play(List.of(INTRO, INTRO, BEEP), Digit.ANY)).isEqualTo(PlayEnd.hungUp());
        assertThat(call.transcript()).isEqualTo("vm-intro\nvm-intro\n> hangs up\n");
    }

    @Test
    void silenceIsRecordedWhileTheCallerIsSilent() {
        MediaSession session = call.waits(ofSeconds(1)).hangsUp().accept();
        InMemorySink sink = sink(AudioFormat.WAV);

        RecordingEnd end = session.record(List.of(sink), NO_LIMITS);

        assertThat(end.length()).isEqualTo(ofSeconds(1));
        assertThat(end.spoken()).isZero();
        assertThat(end.trailingSilence()).isEqualTo(ofSeconds(1));
        assertThat(Sounds.octets(sink.content())).containsOnly(0);
    }

    @Test
    void nothingIsRecordedOfALineThatFellDead() {
        MediaSession session = call.fallsDead().accept();

        RecordingEnd end = session.record(List.of(sink(AudioFormat.WAV)), NO_LIMITS);

        assertThat(end.reason()).isEqualTo(RecordingEnd.Reason.NO_MEDIA);
        assertThat(end.length()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"WAV", "SLN", "ULAW", "ALAW"})
    void whatIsSaidIsCodedAsTheSinkWants(AudioFormat format) throws IOException {
        MediaSession session = call.speaks(ofSeconds(1)).hangsUp().accept();
        InMemorySink sink = sink(format);

        session.record(List.of(sink), NO_LIMITS);

        short[] said = samples(Sounds.octets(Sounds.tone(450, ofSeconds(1))));
        short[] kept = samples(decodedByTheJdk(sink.content()));
        assertThat(kept).hasSameSizeAs(said);
        for (int i = 0; i < said.length; i++) {
            assertThat((int) kept[i]).isCloseTo(said[i], within(32 + Math.abs(said[i]) / 30));
        }
    }

    private static byte[] decodedByTheJdk(AudioContent content) throws IOException {
        Encoding encoding = switch (content.format()) {
            case ULAW -> Encoding.ULAW;
            case ALAW -> Encoding.ALAW;
            default -> Encoding.PCM_SIGNED;
        };
        int bytes = content.format().encoding().blockBytes();
        var coded = new javax.sound.sampled.AudioFormat(encoding, 8000, 8 * bytes, 1, bytes, 8000, false);
        var linear = new javax.sound.sampled.AudioFormat(8000, 16, 1, true, false);
        byte[] octets = Sounds.octets(content);
        try (AudioInputStream stream =
                new AudioInputStream(new ByteArrayInputStream(octets), coded, octets.length / bytes)) {
            return AudioSystem.getAudioInputStream(linear, stream).readAllBytes();
        }
    }

    private static short[] samples(byte[] octets) {
        short[] samples = new short[octets.length / 2];
        ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    @Test
    void aFormatThatTakesACodecIsRefused() {
        MediaSession session = call.accept();

        assertThatThrownBy(() -> session.record(List.of(sink(AudioFormat.GSM)), NO_LIMITS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("GSM");
        assertThatThrownBy(() -> session.record(List.of(), NO_LIMITS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallIsAnsweredOrRefusedOnce() {
        call.reject(CallRefusal.UNKNOWN_MAILBOX);

        assertThat(call.refusal()).hasValue(CallRefusal.UNKNOWN_MAILBOX);
        assertThat(call.transcript()).isEqualTo("-- refused: UNKNOWN_MAILBOX\n");
        assertThatThrownBy(call::accept).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void hangingUpARingingCallRefusesIt() {
        call.hangUp();
        call.hangUp();

        assertThat(call.refusal()).hasValue(CallRefusal.FAILED);
    }

    @Test
    void aTransferEndsTheCallHere() {
        MediaSession session = call.accept();

        assertThat(call.control().transfer("0100")).isTrue();
        assertThat(session.play(List.of(INTRO), Set.of())).isEqualTo(PlayEnd.hungUp());
        assertThat(call.control().transfer("0100")).isFalse();
        assertThat(call.transferredTo()).hasValue("0100");
    }

    @Test
    void keysAreThoseOfATelephone() {
        assertThatThrownBy(() -> call.presses("12x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'x'");
    }
}

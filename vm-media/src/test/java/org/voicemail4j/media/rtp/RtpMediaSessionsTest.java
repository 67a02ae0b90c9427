package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.named;
import static org.voicemail4j.media.Prompt.recorded;
import static org.voicemail4j.media.rtp.CallFlow.UNTIL_POUND;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.testkit.Sounds;

/** Calls over real UDP on the loopback. */
class RtpMediaSessionsTest {

    private static final byte[] BEEP = Phone.speech(7, 1);
    private static final byte[] INTRO = Phone.speech(12, 2);

    private final RtpMediaSessions sessions = new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
            .loops(1)
            .prompts((name, language) -> switch (name) {
                case "beep" -> Optional.of(Sounds.of(AudioFormat.ULAW, BEEP));
                case "vm-intro" -> Optional.of(Sounds.of(AudioFormat.ULAW, INTRO));
                default -> Optional.empty();
            })
            .build());
    private final Phone phone = new Phone();

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    private MediaLeg answered() {
        MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
        phone.call(leg.answer());
        return leg;
    }

    private long count(String what) {
        return sessions.counts().getOrDefault(what, -1L);
    }

    /** Begins something on a thread of its own and returns when it waits for the call. */
    @Test
    void aPhoneHearsPromptsOneAfterTheOtherWithoutGap() {
        MediaLeg leg = answered();

        PlayEnd end = leg.session().play(List.of(named("vm-intro"), named("not-there"), named("beep")), Digit.NONE);

        assertThat(end).isEqualTo(PlayEnd.completed());
        Phone.await(() -> phone.heard().size() == 19);
        assertThat(Phone.linear(phone.heardOctets()))
                .startsWith(Phone.linear(INTRO))
                .endsWith(Phone.linear(BEEP));
        List<Phone.Heard> packets = phone.heard();
        assertThat(packets.get(0).marker()).isTrue();
        for (int i = 1; i < packets.size(); i++) {
            assertThat(packets.get(i).sequence()).isEqualTo(packets.get(i - 1).sequence() + 1 & 0xFFFF);
            int step = packets.get(i).timestamp() - packets.get(i - 1).timestamp();
            boolean stalled = step != 160; // this machine stood still for more than two frames
            assertThat(packets.get(i).marker()).isEqualTo(stalled);
        }
    }

    @Test
    void whatIsRecordedIsWhatWasSaid() throws Exception {
        MediaLeg leg = answered();
        Sink wav = new Sink(AudioFormat.WAV);
        Sink ulaw = new Sink(AudioFormat.ULAW);
        byte[] speech = Phone.speech(300, 3);

        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(wav, ulaw), UNTIL_POUND));
        phone.speak(speech);
        phone.speak(Phone.speech(5, 4)); // where the key's tone would be heard
        phone.press(Digit.POUND);

        RecordingEnd end = recording.get();
        assertThat(end.reason()).isEqualTo(Reason.KEY);
        assertThat(end.digit()).contains(Digit.POUND);
        assertThat(end.length()).isEqualTo(Duration.ofMillis(6100));
        assertThat(wav.samples()).startsWith(Phone.linear(speech)).hasSize(8 * 6100);
        assertThat(ulaw.octets()).startsWith(speech).hasSize(8 * 6100);
        assertThat(sessions.counts()).containsEntry("lost", 0L);
    }

    @Test
    void aKeyStopsAPromptAndFurtherKeysAreKept() throws Exception {
        MediaLeg leg = answered();

        CompletableFuture<PlayEnd> playing =
                flow(() -> leg.session().play(List.of(Prompt.pause(Duration.ofMinutes(1))), Digit.set("12")));
        phone.press(Digit.NINE);
        phone.press(Digit.ONE);

        assertThat(playing.get()).isEqualTo(PlayEnd.pressed(Digit.ONE));
        ((RtpLeg) leg).inTurn(call -> List.of(Digit.SEVEN, Digit.TWO).forEach(call::press));
        assertThat(leg.session().play(List.of(named("beep")), Digit.set("12"))).isEqualTo(PlayEnd.pressed(Digit.TWO));
        assertThat(phone.heard()).isEmpty();
    }

    @Test
    void aHangUpEndsEverything() throws Exception {
        MediaLeg leg = answered();
        Sink sink = new Sink(AudioFormat.SLN);

        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
        byte[] speech = Phone.speech(20, 5);
        phone.speak(speech);
        leg.hangUp();

        assertThat(recording.get().reason()).isEqualTo(Reason.HUNG_UP);
        assertThat(sink.samples()).isEqualTo(Phone.linear(speech));
        assertThat(leg.session().play(List.of(named("beep")), Digit.NONE)).isEqualTo(PlayEnd.hungUp());
        assertThat(leg.session().record(List.of(sink), UNTIL_POUND).reason()).isEqualTo(Reason.HUNG_UP);
        leg.close();
        leg.close();
        assertThat(leg.session().play(List.of(), Digit.NONE)).isEqualTo(PlayEnd.hungUp());
    }

    @Test
    void aListenerSkipsPausesAndStops() throws Exception {
        MediaLeg leg = answered();
        byte[] message = Phone.speech(1000, 6);

        CompletableFuture<PlayEnd> listening = flow(() -> leg.session()
                .listen(Sounds.of(AudioFormat.ULAW, message), ListenControls.standard(Duration.ofSeconds(3))));
        Phone.await(() -> !phone.heard().isEmpty());
        phone.press(Digit.POUND); // 3 s on
        Phone.await(() -> heardFromTheMiddle(message));
        phone.press(Digit.STAR); // and back
        phone.press(Digit.SEVEN);

        assertThat(listening.get()).isEqualTo(PlayEnd.pressed(Digit.SEVEN));
    }

    private boolean heardFromTheMiddle(byte[] message) {
        List<Phone.Heard> packets = phone.heard();
        byte[] last = packets.get(packets.size() - 1).payload();
        for (int frame = 150; frame < 1000; frame++) {
            if (Arrays.equals(last, 0, 160, message, frame * 160, frame * 160 + 160)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void skippingBeyondTheEndEndsTheMessage() throws Exception {
        MediaLeg leg = answered();

        CompletableFuture<PlayEnd> listening = flow(() -> leg.session()
                .listen(Sounds.tone(450, Duration.ofSeconds(5)), ListenControls.standard(Duration.ofSeconds(6))));
        phone.press(Digit.POUND);

        assertThat(listening.get()).isEqualTo(PlayEnd.completed());
    }

    @Test
    void strangersAreNotHeard() throws Exception {
        MediaLeg leg = answered();
        Sink sink = new Sink(AudioFormat.SLN);
        byte[] speech = Phone.speech(50, 7);
        try (Phone stranger = new Phone()) {
            CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
            stranger.call(leg.answer());
            phone.speak(Phone.speech(1, 8));
            Phone.await(() -> count("received") == 1);
            stranger.speak(Phone.speech(20, 9));
            stranger.press(Digit.POUND);
            phone.speak(speech);
            Phone.await(() -> count("stranger") == 26);
            phone.press(Digit.POUND);

            assertThat(recording.get().length()).isEqualTo(Duration.ofMillis(1020));
            assertThat(sessions.counts()).containsEntry("stranger", 26L);
        }
    }

    @Test
    void codecsThatNobodySpeaksAreRefused() {
        PayloadFormat g729 = new PayloadFormat(18, "G729", 8000, "");

        assertThat(sessions.answer(phone.offer(MediaDirection.SENDRECV, g729))).isEmpty();
    }

    @Test
    void weOfferAndTheyChoose() throws Exception {
        MediaLeg leg = sessions.offer();
        MediaOffer ours = leg.offer();
        assertThat(ours.formats())
                .extracting(PayloadFormat::encodingName)
                .containsExactly("PCMU", "PCMA", "G722", "GSM", "telephone-event");
        phone.call(ours.address());
        MediaOffer theirs = phone.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.EVENTS);

        assertThat(leg.accept(
                        new MediaAnswer(theirs.address(), theirs.formats(), theirs.direction(), theirs.packetTime())))
                .isTrue();
        CompletableFuture<PlayEnd> playing =
                flow(() -> leg.session().play(List.of(recorded(Sounds.tone(450, Duration.ofMinutes(1)))), Digit.ANY));
        Phone.await(() -> phone.heard().size() > 3);
        phone.press(Digit.A);

        assertThat(playing.get()).isEqualTo(PlayEnd.pressed(Digit.A));
    }
}

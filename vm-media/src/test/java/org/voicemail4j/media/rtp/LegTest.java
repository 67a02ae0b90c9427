package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.voicemail4j.media.rtp.CallFlow.UNTIL_POUND;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.testkit.Sounds;

/** What signalling asks of a call's sound: offers, hold, other addresses, ports, the end. */
class LegTest {

    private static MediaConfig.Builder config() {
        return MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1);
    }

    @Test
    void anAnswerNamesOneCodecOfTheirsAndOurAddress() {
        try (var sessions = new RtpMediaSessions(config().build());
                Phone phone = new Phone()) {
            PayloadFormat g729 = new PayloadFormat(18, "G729", 8000, "");
            PayloadFormat alaw = new PayloadFormat(8, "pcma", 8000, "");
            MediaOffer offer = phone.offer(MediaDirection.SENDONLY, g729, alaw, Phone.PCMU, Phone.EVENTS);

            MediaAnswer answer = sessions.answer(offer).orElseThrow().answer();

            assertThat(answer.formats()).containsExactly(alaw, Phone.EVENTS);
            assertThat(answer.direction()).isEqualTo(MediaDirection.RECVONLY);
            assertThat(answer.address().host()).isEqualTo("127.0.0.1");
            assertThat(answer.address().port() % 2).isZero();
            assertThat(answer.address().isMultiplexed()).isTrue(); // as the phone's is
        }
    }

    @Test
    void twoPortsAreAnsweredByTwoPorts() {
        try (var sessions = new RtpMediaSessions(config().build())) {
            MediaOffer offer = new MediaOffer(
                    new MediaAddress("127.0.0.1", 4000, 4001),
                    List.of(Phone.PCMU),
                    MediaDirection.SENDRECV,
                    MediaOffer.USUAL_PACKET_TIME);

            MediaAddress ours = sessions.answer(offer).orElseThrow().answer().address();

            assertThat(ours.rtcpPort()).isEqualTo(ours.port() + 1);
        }
    }

    @Test
    void whoeverOfferedHasNoAnswerYet() {
        try (var sessions = new RtpMediaSessions(config().build())) {
            MediaLeg leg = sessions.offer();

            assertThatThrownBy(leg::answer).isInstanceOf(IllegalStateException.class);
        }
    }

    /** RFC 3264 §7: every format of an answer may be spoken. */
    @Test
    void whoAnswersOurOfferWithTwoCodecsIsHeardInBoth() {
        try (var sessions = new RtpMediaSessions(config().build());
                Phone phone = new Phone();
                MediaLeg leg = sessions.offer()) {
            phone.call(leg.offer().address());
            MediaOffer like = phone.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.PCMA, Phone.EVENTS);

            assertThat(leg.accept(new MediaAnswer(
                            like.address(), like.formats(), like.direction(), like.packetTime(), Optional.empty())))
                    .isTrue();
            awaitCommands(sessions);
            for (int i = 0; i < 10; i++) {
                phone.sendRaw(Packets.octets(false, i % 2 == 0 ? 0 : 8, i, i * 160, 7, Phone.speech(1, i)));
            }

            Phone.await(() -> sessions.counts().getOrDefault("received", 0L) == 10);
            assertThat(sessions.counts()).containsEntry("unknown type", 0L);
            assertThat(leg.answer().formats()).as("ours is one").doesNotContain(Phone.PCMA);
        }
    }

    @Test
    void aReofferWithoutCommonCodecChangesNothing() {
        try (var sessions = new RtpMediaSessions(config().build());
                Phone phone = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            MediaAnswer before = leg.answer();

            assertThat(leg.reoffer(phone.offer(MediaDirection.SENDRECV, new PayloadFormat(18, "G729", 8000, ""))))
                    .isEmpty();
            assertThat(leg.answer()).isEqualTo(before);
        }
    }

    @Test
    void aCallerWhoHoldsAndComesBackFromElsewhereLeavesOnePiece() throws Exception {
        try (var sessions = new RtpMediaSessions(config().loops(1).build());
                Phone phone = new Phone();
                Phone other = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            phone.call(leg.answer());
            Sink sink = new Sink(AudioFormat.SLN);
            byte[] first = Phone.speech(20, 1);
            byte[] second = Phone.speech(30, 2);

            CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
            phone.speak(first);
            Phone.await(() -> sessions.counts().getOrDefault("received", 0L) == 20);
            assertThat(leg.reoffer(phone.offer(MediaDirection.SENDONLY, Phone.PCMU, Phone.EVENTS)))
                    .get()
                    .extracting(MediaAnswer::direction)
                    .isEqualTo(MediaDirection.RECVONLY);
            phone.speak(Phone.speech(10, 3)); // music on hold
            Phone.await(() -> sessions.counts().getOrDefault("received", 0L) == 30);
            leg.reoffer(other.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.EVENTS));
            awaitCommands(sessions);
            other.ssrc = 77;
            other.call(leg.answer());
            other.speak(second);
            other.speak(Phone.silence(6));
            other.press(Digit.POUND);

            int frames = (int) recording.get().length().toMillis() / 20;
            assertThat(frames).as("the moment until he speaks may be one").isBetween(56, 57);
            assertThat(sink.samples()).startsWith(Phone.linear(first));
            assertThat(Arrays.copyOfRange(sink.samples(), (frames - 36) * 160, (frames - 6) * 160))
                    .isEqualTo(Phone.linear(second));
        }
    }

    /** Until the one loop has done what it was told before: what comes sooner is from before the new offer. */
    private static void awaitCommands(RtpMediaSessions sessions) {
        try (Phone another = new Phone();
                MediaLeg leg = sessions.answer(another.offer()).orElseThrow()) {
            leg.hangUp();
            leg.session().play(List.of(), Set.of()); // ends as soon as it is begun
        }
    }

    @Test
    void anotherCodecInTheMiddleOfAPromptIsHeardInThatCodec() throws Exception {
        try (var sessions = new RtpMediaSessions(config().build());
                Phone phone = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            phone.call(leg.answer());
            CompletableFuture<PlayEnd> playing = flow(() ->
                    leg.session().play(List.of(Prompt.recorded(Sounds.tone(450, Duration.ofMinutes(1)))), Digit.ANY));
            Phone.await(() -> phone.heard().size() > 3);

            leg.reoffer(phone.offer(MediaDirection.SENDRECV, Phone.PCMA, Phone.EVENTS));
            Phone.await(() -> phone.heard().stream().anyMatch(packet -> packet.type() == 8));
            leg.press(Digit.ONE);

            assertThat(playing.get()).isEqualTo(PlayEnd.pressed(Digit.ONE));
            byte[] alaw = phone.heard().stream()
                    .filter(packet -> packet.type() == 8)
                    .findFirst()
                    .orElseThrow()
                    .payload();
            short[] samples = new short[160];
            for (int i = 0; i < 160; i++) {
                int code = (alaw[i] ^ 0x55) & 0x7F;
                samples[i] = (short) (code < 32 ? code * 16 : (16 + code % 16) << (code / 16 + 3));
            }
            int loudest = 0;
            for (short sample : samples) {
                loudest = Math.max(loudest, sample);
            }
            assertThat(loudest).isBetween(14000, 17000); // the tone's half of full scale
        }
    }

    @Test
    void sixtyFourKeysAreKept() {
        try (var sessions = new RtpMediaSessions(config().build());
                Phone phone = new Phone()) {
            List<Prompt> moment = List.of(Prompt.pause(Duration.ofMillis(20)));
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            for (int i = 0; i < 70; i++) {
                leg.press(Digit.FIVE);
            }

            for (int i = 0; i < KeyQueue.MOST; i++) {
                assertThat(leg.session().play(moment, Digit.ANY)).isEqualTo(PlayEnd.pressed(Digit.FIVE));
            }
            assertThat(leg.session().play(moment, Digit.ANY)).isEqualTo(PlayEnd.completed());
            assertThat(sessions.counts()).containsEntry("key dropped", 6L);
        }
    }

    @Test
    void aFormatWithoutCodecIsRefusedBeforeAnythingIsRecorded() {
        AudioCodecs all = AudioCodecs.standard();
        AudioCodecs few = AudioCodecs.of(all.require(AudioEncoding.ULAW), all.require(AudioEncoding.ALAW));
        try (var sessions = new RtpMediaSessions(config().codecs(few).build());
                Phone phone = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();

            assertThatThrownBy(() -> leg.session().record(List.of(new Sink(AudioFormat.G722)), UNTIL_POUND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("G722");
        }
    }

    @Test
    void ipv6Works() throws Exception {
        InetAddress loopback6 = loopback6();
        try (var sessions = new RtpMediaSessions(
                        MediaConfig.builder(loopback6).loops(1).build());
                Phone phone = new Phone(loopback6)) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            phone.call(leg.answer());
            Sink sink = new Sink(AudioFormat.ULAW);
            byte[] speech = Phone.speech(10, 1);

            assertThat(leg.session().play(List.of(Prompt.recorded(Sounds.of(AudioFormat.ULAW, speech))), Digit.NONE))
                    .isEqualTo(PlayEnd.completed());
            Phone.await(() -> phone.heard().size() == 10);
            CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
            phone.speak(speech);
            leg.hangUp();

            assertThat(recording.get().length()).isEqualTo(Duration.ofMillis(200));
            assertThat(sink.octets()).isEqualTo(speech);
        }
    }

    private static InetAddress loopback6() throws UnknownHostException {
        return InetAddress.getByName("::1");
    }

    @Test
    void portsRunOutWithAClearWord() {
        try (var sessions = new RtpMediaSessions(config().ports(31990, 31993).build());
                Phone phone = new Phone()) {
            sessions.answer(phone.offer());
            sessions.answer(phone.offer());

            assertThatThrownBy(() -> sessions.answer(phone.offer()))
                    .isInstanceOf(MediaException.class)
                    .hasMessageContaining("port");
        }
    }

    @Test
    void closingHangsUpAndLeavesNoThread() throws Exception {
        ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
        RtpMediaSessions sessions = new RtpMediaSessions(config().loops(2)
                .threads(work -> {
                    Thread thread = new Thread(work, "loop under test");
                    threads.add(thread);
                    return thread;
                })
                .build());
        try (Phone phone = new Phone()) {
            MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
            CompletableFuture<PlayEnd> playing =
                    flow(() -> leg.session().play(List.of(Prompt.pause(Duration.ofMinutes(1))), Digit.ANY));

            sessions.close();
            sessions.close();

            assertThat(playing.get()).isEqualTo(PlayEnd.hungUp());
            assertThat(threads)
                    .as("two loops with one that writes each, one that tells")
                    .hasSize(5)
                    .noneMatch(Thread::isAlive);
            assertThat(leg.session().play(List.of(), Digit.ANY)).isEqualTo(PlayEnd.hungUp());
            assertThat(leg.session()
                            .record(List.of(new Sink(AudioFormat.SLN)), UNTIL_POUND)
                            .reason())
                    .isEqualTo(RecordingEnd.Reason.HUNG_UP);
            leg.close();
        }
    }
}

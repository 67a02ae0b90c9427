package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.Prompt.recorded;
import static org.voicemail4j.media.rtp.CallFlow.UNTIL_POUND;
import static org.voicemail4j.media.rtp.CallFlow.flow;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.testkit.Sounds;

/** Encrypted calls over real UDP on the loopback. */
class SecureCallTest {

    private final SecureRandom random = new SecureRandom();
    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final Phone phone = new Phone();

    @AfterEach
    void close() {
        sessions.close();
        phone.close();
    }

    private MediaCrypto crypto(int tag, CryptoSuite suite) {
        return new MediaCrypto(tag, MediaKey.random(suite, random));
    }

    private MediaLeg answered(MediaCrypto... offered) {
        MediaLeg leg =
                sessions.answer(phone.offer().withCryptos(List.of(offered))).orElseThrow();
        phone.call(leg.answer());
        phone.secure(offered[0].key(), leg.answer().crypto().orElseThrow().key());
        return leg;
    }

    private void await(String count, long value) {
        Phone.await(() -> sessions.counts().getOrDefault(count, -1L) == value);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void bothSidesHearEachOther(CryptoSuite suite) throws Exception {
        MediaLeg leg = answered(crypto(7, suite), crypto(8, CryptoSuite.AES_CM_128_HMAC_SHA1_80));
        byte[] said = Phone.speech(40, 1);
        byte[] words = Phone.speech(10, 2);
        Sink sink = new Sink(AudioFormat.ULAW);

        leg.session().play(List.of(recorded(Sounds.of(AudioFormat.ULAW, words))), Digit.NONE);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
        phone.speak(said);
        phone.speak(Phone.speech(5, 3));
        phone.press(Digit.POUND);

        assertThat(recording.get().digit()).contains(Digit.POUND);
        assertThat(sink.sound()).startsWith(said);
        Phone.await(() -> phone.heard().size() == 10);
        assertThat(phone.heardOctets()).isEqualTo(words);
        assertThat(leg.answer().crypto().orElseThrow().tag()).isEqualTo(7);
        assertThat(sessions.counts()).containsEntry("not authentic", 0L);
    }

    @Test
    void whatStrangersSendIsNotEvenLearntFrom() throws Exception {
        MediaLeg leg = answered(crypto(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80));
        Sink sink = new Sink(AudioFormat.ULAW);
        byte[] said = Phone.speech(20, 4);
        try (Phone stranger = new Phone()) {
            CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
            stranger.call(leg.answer());
            stranger.speak(Phone.speech(20, 5));
            stranger.press(Digit.POUND);
            await("not authentic", 26);
            phone.speak(said);
            await("received", 20);
            phone.sendOctets(Packets.octets(false, 0, phone.sequence, phone.timestamp, phone.ssrc, new byte[160]));
            await("not authentic", 27);
            phone.speak(Phone.speech(5, 6));
            phone.press(Digit.POUND);

            assertThat(recording.get().digit()).contains(Digit.POUND);
            assertThat(sink.sound()).startsWith(said).hasSize(25 * 160);
        }
    }

    @Test
    void aPacketThatIsSentAgainIsCountedAndDropped() {
        MediaLeg leg = answered(crypto(1, CryptoSuite.AEAD_AES_128_GCM));
        byte[] packet = Packets.octets(false, 0, phone.sequence, 0, phone.ssrc, new byte[160]);
        phone.sendRaw(packet);
        await("received", 1);
        phone.sendAgain();

        await("replayed", 1);
        leg.close();
    }

    @Test
    void aNewOfferWithTheSameKeyGoesOnAndOneWithANewKeyBeginsAnew() throws Exception {
        MediaCrypto first = crypto(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80);
        MediaLeg leg = answered(first);
        MediaKey ours = leg.answer().crypto().orElseThrow().key();
        Sink sink = new Sink(AudioFormat.ULAW);
        byte[] said = Phone.speech(30, 7);
        CompletableFuture<RecordingEnd> recording = flow(() -> leg.session().record(List.of(sink), UNTIL_POUND));
        phone.speak(Phone.speech(10, 8));
        await("received", 10);

        MediaOffer hold = phone.offer(MediaDirection.SENDRECV, Phone.PCMU, Phone.EVENTS)
                .withCryptos(List.of(new MediaCrypto(4, first.key())));
        MediaCrypto same = leg.reoffer(hold).orElseThrow().crypto().orElseThrow();
        assertThat(same).isEqualTo(new MediaCrypto(4, ours));
        phone.speak(Phone.speech(10, 9));
        await("received", 20);

        MediaCrypto second = crypto(1, CryptoSuite.AEAD_AES_128_GCM);
        MediaAnswer anew = leg.reoffer(hold.withCryptos(List.of(second))).orElseThrow();
        phone.speak(Phone.speech(3, 10)); // still on their way under the former key
        await("received", 23);
        phone.secure(second.key(), anew.crypto().orElseThrow().key());
        phone.speak(said);
        phone.speak(Phone.speech(5, 11));
        phone.press(Digit.POUND);

        assertThat(recording.get().digit()).contains(Digit.POUND);
        assertThat(anew.crypto().orElseThrow().key()).isNotEqualTo(ours);
        assertThat(Arrays.copyOfRange(sink.sound(), 23 * 160, 53 * 160)).isEqualTo(said);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void weOfferKeysAndTheyTakeOne(CryptoSuite suite) {
        MediaLeg leg = sessions.offer();
        MediaOffer ours = leg.offer();
        MediaCrypto chosen = ours.cryptos().stream()
                .filter(crypto -> crypto.key().suite() == suite)
                .findFirst()
                .orElseThrow();
        MediaCrypto theirs = crypto(chosen.tag(), suite);
        MediaOffer plain = phone.offer();
        phone.call(ours.address());

        assertThat(leg.accept(answer(plain, Optional.of(crypto(99, suite))))).isFalse();
        assertThat(leg.accept(answer(plain, Optional.of(theirs)))).isTrue();
        phone.secure(theirs.key(), chosen.key());
        phone.speak(Phone.speech(5, 12));

        await("received", 5);
        assertThat(leg.offer().cryptos()).containsExactly(chosen);
    }

    private static MediaAnswer answer(MediaOffer like, Optional<MediaCrypto> crypto) {
        return new MediaAnswer(like.address(), like.formats(), like.direction(), like.packetTime(), crypto);
    }

    @Test
    void whoDoesNotEncryptIsHeardInClear() {
        MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
        phone.call(leg.answer());

        phone.speak(Phone.speech(5, 13));

        await("received", 5);
        assertThat(leg.answer().crypto()).isEmpty();
    }

    @Test
    void reportsAreSealedToo() {
        MediaLeg leg = answered(crypto(1, CryptoSuite.AES_CM_128_HMAC_SHA1_80));
        byte[] report = new byte[28];
        report[0] = (byte) 0x80;
        report[1] = (byte) 200;
        report[3] = 6;

        phone.sendOctets(report);
        await("not authentic", 1);
        phone.sendRaw(report);

        await("report", 1);
        leg.close();
    }
}

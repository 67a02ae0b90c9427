package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.RecordingEnd;

/** Calls whose keys change or go while packets are under way. */
class RekeyedCallTest {

    private static final SplittableRandom RANDOM = new SplittableRandom(20261126);

    private final CallInMemory line = new CallInMemory();
    private final MediaKey ours = key();
    private final MediaKey theirs = key();

    private static MediaKey key() {
        return MediaKey.random(CryptoSuite.AES_CM_128_HMAC_SHA1_80, RANDOM);
    }

    private void play(int frames) {
        Playback playback = Playback.of(Calls.PCMU, new FlowSignal(), Digit.NONE);
        byte[] second = Phone.speech(50, 1);
        for (int i = 0; i < frames; i += 50) {
            playback.feed(Chunk.prompt(0, second));
        }
        playback.feed(Chunk.end(0));
        line.call.play(playback);
        for (int i = 0; i < frames; i++) {
            line.pass();
        }
    }

    private static int open(SrtpReceiver receiver, byte[] sealed) {
        return receiver.open(sealed.clone(), sealed.length);
    }

    private List<byte[]> takeSent() {
        List<byte[]> sent = List.copyOf(line.sound.sent);
        line.sound.sent.clear();
        return sent;
    }

    private static int ssrc(byte[] packet) {
        return RtpPacket.int32(packet, 8);
    }

    /**
     * RFC 3711 §3.3.1 has the count of rollovers go on under a new key; some peers do so and some begin at 0. A new source
     * begins at 0 for both.
     */
    @Test
    void aNewKeyAfterOurNumbersBeganAnewIsUsedByANewSource() {
        line.describe(CallInMemory.agreement(0, 96));
        line.call.secure(Optional.of(ours), Optional.of(theirs));
        play(33_000);
        List<byte[]> before = takeSent();
        SrtpReceiver former = new SrtpReceiver(ours);
        for (int i = 0; i < before.size(); i += 50) {
            assertThat(open(former, before.get(i))).isPositive();
        }

        MediaKey second = key();
        line.call.secure(Optional.of(second), Optional.of(theirs));
        play(100);

        byte[] first = takeSent().get(0);
        assertThat(ssrc(first)).isNotEqualTo(ssrc(before.get(0)));
        assertThat(first[2]).as("so that its numbers do not begin anew soon").isNotNegative();
        assertThat(open(new SrtpReceiver(second), first)).as("begins at 0").isPositive();
        assertThat(open(new SrtpReceiver(second, former), first))
                .as("goes on counting")
                .isPositive();
    }

    @Test
    void aNewKeyBeforeThatIsUsedByTheSameSource() {
        line.describe(CallInMemory.agreement(0, 96));
        line.call.secure(Optional.of(ours), Optional.of(theirs));
        play(100);
        byte[] last = takeSent().get(99);

        line.call.secure(Optional.of(key()), Optional.of(theirs));
        play(50);

        byte[] next = takeSent().get(0);
        assertThat(ssrc(next)).isEqualTo(ssrc(last));
        assertThat((next[2] & 0xFF) << 8 | next[3] & 0xFF)
                .isEqualTo(((last[2] & 0xFF) << 8 | last[3] & 0xFF) + 1 & 0xFFFF);
    }

    private void speakSilence(SrtpSender sealer, int from, int frames) {
        for (int i = from; i < from + frames; i++) {
            byte[] clear = Packets.octets(false, 0, i, 160 * i, Packets.SSRC, Phone.silence(1));
            byte[] room = Arrays.copyOf(clear, clear.length + SrtpCipher.MOST_ADDED);
            line.sound.arrive(Calls.CALLER, Arrays.copyOf(room, sealer.seal(room, clear.length)));
            line.pass();
        }
    }

    private void goClear() {
        line.call.settle(line.now);
        line.call.secure(Optional.empty(), Optional.empty());
        line.describe(CallInMemory.agreement(0, 96));
    }

    @Test
    void whatIsStillSealedWhenACallGoesClearIsNoNoise() {
        line.describe(CallInMemory.agreement(0, 96));
        line.call.secure(Optional.of(ours), Optional.of(theirs));
        Recorder recorder = line.record();
        SrtpSender sealer = new SrtpSender(theirs);
        speakSilence(sealer, 0, 50);
        goClear();
        speakSilence(sealer, 50, 5); // until our answer is there
        for (int i = 55; i < 100; i++) {
            line.speak(0, i, false);
        }
        for (int i = 100; i < 150; i++) {
            line.speak(0, i, true);
        }

        RecordingEnd end = line.end(recorder);

        assertThat(end.spoken()).isEqualTo(Duration.ofSeconds(1));
        assertThat(end.length()).isEqualTo(Duration.ofSeconds(3));
        assertThat(line.count(Count.NOT_AUTHENTIC)).isZero();
    }

    @Test
    void whatIsSealedAndComesTwiceIsNoNoiseEither() {
        line.describe(CallInMemory.agreement(0, 96));
        line.call.secure(Optional.of(ours), Optional.of(theirs));
        Recorder recorder = line.record();
        speakSilence(new SrtpSender(theirs), 0, 50);
        goClear();
        speakSilence(new SrtpSender(theirs), 49, 1); // the last one again
        speakSilence(new SrtpSender(theirs), 50, 5);

        assertThat(line.end(recorder).spoken()).isZero();
        assertThat(line.count(Count.REPLAYED)).isEqualTo(1);
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaKey;

/** Streams of sealed packets, as a network and its strangers treat them. */
class SrtpStreamTest {

    private static final byte[] PAYLOAD = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(0, 1, -1), new SplittableRandom(20261126).longs(40));
    }

    private static MediaKey key(CryptoSuite suite, long seed) {
        return MediaKey.random(suite, new SplittableRandom(seed));
    }

    private static byte[] packet(int sequence) {
        return Packets.octets(false, 0, sequence & 0xFFFF, sequence * 160, Packets.SSRC, PAYLOAD);
    }

    private static byte[] reports() {
        return ByteBuffer.allocate(28)
                .putInt(0x80C80006) // version 2, sender report, 28 octets
                .putInt(Packets.SSRC)
                .array();
    }

    private static byte[] sealed(SrtpSender sender, byte[] clear) {
        byte[] room = Arrays.copyOf(clear, clear.length + SrtpCipher.MOST_ADDED);
        return Arrays.copyOf(room, sender.seal(room, clear.length));
    }

    private static int open(SrtpReceiver receiver, byte[] sealed) {
        return receiver.open(sealed.clone(), sealed.length);
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void aStreamThatBeginsAnewThreeTimesIsOpenedThroughout(CryptoSuite suite) {
        SrtpSender sender = new SrtpSender(key(suite, 1));
        SrtpReceiver receiver = new SrtpReceiver(key(suite, 1));

        for (int sequence = 32_000; sequence < 3 * 65_536 + 100; sequence += 61) {
            byte[] clear = packet(sequence);
            byte[] sealed = sealed(sender, clear);
            int length = receiver.open(sealed, sealed.length);
            assertThat(length).as("packet %d", sequence).isEqualTo(clear.length);
            assertThat(Arrays.copyOf(sealed, length)).isEqualTo(clear);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void packetsOutOfOrderAreAllTakenOnceAroundTheNewBeginning(long seed) {
        for (CryptoSuite suite : CryptoSuite.values()) {
            SrtpSender sender = new SrtpSender(key(suite, seed));
            SrtpReceiver receiver = new SrtpReceiver(key(suite, seed));
            Random random = new Random(seed);
            List<byte[]> flight = new ArrayList<>();
            for (int sequence = 65_400; sequence < 65_700; sequence++) {
                flight.add(sealed(sender, packet(sequence)));
            }
            for (int from = 0; from < flight.size(); from += 20) {
                Collections.shuffle(flight.subList(from, from + 20), random);
            }

            flight.forEach(packet -> assertThat(open(receiver, packet)).isPositive());
            flight.forEach(packet -> assertThat(open(receiver, packet)).isNegative());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void oneBitThatIsWrongIsNoticedWhereverItIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (CryptoSuite suite : CryptoSuite.values()) {
            SrtpSender sender = new SrtpSender(key(suite, seed));
            SrtpReceiver receiver = new SrtpReceiver(key(suite, seed));
            byte[] right = sealed(sender, packet(7));
            byte[] wrong = right.clone();
            wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
            byte[] before = wrong.clone();

            assertThat(receiver.open(wrong, wrong.length)).isEqualTo(SrtpCipher.FORGED);
            assertThat(wrong).as("left as it was").isEqualTo(before);
            assertThat(open(receiver, right)).isPositive();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void rubbishOpensNothingAndThrowsNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (CryptoSuite suite : CryptoSuite.values()) {
            SrtpReceiver receiver = new SrtpReceiver(key(suite, seed));
            for (int length = 0; length < 120; length++) {
                byte[] rubbish = new byte[Scratch.LARGEST];
                random.nextBytes(rubbish);
                assertThat(receiver.open(rubbish, length)).isNegative();
                rubbish[0] = (byte) (0x90 | random.nextInt(16)); // contributing sources and an extension
                assertThat(receiver.open(rubbish, length)).isNegative();
            }
            assertThat(receiver.open(new byte[Scratch.LARGEST], Scratch.LARGEST))
                    .isNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void reportsAreSealedAndOpenedOnce(CryptoSuite suite) {
        SrtpSender sender = new SrtpSender(key(suite, 2));
        SrtpReceiver receiver = new SrtpReceiver(key(suite, 2));
        byte[] first = sealed(sender, reports());
        byte[] second = sealed(sender, reports());

        assertThat(first).isNotEqualTo(second);
        assertThat(open(receiver, second)).isEqualTo(28);
        assertThat(open(receiver, first)).isEqualTo(28);
        assertThat(open(receiver, first)).isEqualTo(SrtpReceiver.REPLAYED);
        second[9]++;
        assertThat(open(receiver, second)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(open(receiver, reports())).as("in clear").isNegative();
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void packetsThatNameTheirKeyAreOpened(CryptoSuite suite) {
        byte[] secret = key(suite, 3).secret();
        byte[] mki = {0, 0, 0, 5};
        SrtpReceiver receiver = new SrtpReceiver(MediaKey.of(suite, secret, mki));
        int tagBehind = suite == CryptoSuite.AEAD_AES_128_GCM ? 0 : 10;
        byte[] sealed = sealed(new SrtpSender(MediaKey.of(suite, secret)), packet(9));
        byte[] named = ByteBuffer.allocate(sealed.length + 4)
                .put(sealed, 0, sealed.length - tagBehind)
                .put(mki)
                .put(sealed, sealed.length - tagBehind, tagBehind)
                .array();

        assertThat(open(receiver, sealed)).isEqualTo(SrtpCipher.FORGED);
        assertThat(open(receiver, named)).isEqualTo(packet(9).length);
    }

    @Test
    void eachSourceHasItsOwnOrder() {
        MediaKey key = key(CryptoSuite.AES_CM_128_HMAC_SHA1_80, 4);
        SrtpReceiver receiver = new SrtpReceiver(key);
        for (int ssrc = 0; ssrc < 20; ssrc++) {
            SrtpSender sender = new SrtpSender(key);
            for (int sequence = 65_530; sequence < 65_560; sequence++) {
                byte[] clear = Packets.octets(false, 0, sequence & 0xFFFF, 0, ssrc, PAYLOAD);
                assertThat(open(receiver, sealed(sender, clear))).isPositive();
            }
        }
    }

    @Test
    void whoMissesTheFirstPacketsBeforeTheNewBeginningStillOpensTheRest() {
        MediaKey key = key(CryptoSuite.AES_CM_128_HMAC_SHA1_80, 5);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        sealed(sender, packet(65_535));

        assertThat(open(receiver, sealed(sender, packet(65_536)))).isPositive();
        assertThat(open(receiver, sealed(sender, packet(65_537)))).isPositive();
    }

    @ParameterizedTest
    @EnumSource(CryptoSuite.class)
    void underANewKeyTheCountOfNewBeginningsGoesOnOrBeginsAnew(CryptoSuite suite) {
        SrtpSender before = new SrtpSender(key(suite, 1));
        SrtpSender goesOn = new SrtpSender(key(suite, 2));
        SrtpSender beginsAnew = new SrtpSender(key(suite, 3));
        SrtpReceiver receiver = new SrtpReceiver(key(suite, 1));
        for (int sequence = 60_000; sequence < 65_536 + 40_000; sequence += 1000) {
            assertThat(open(receiver, sealed(before, packet(sequence)))).isPositive();
            sealed(goesOn, packet(sequence));
        }

        SrtpReceiver second = new SrtpReceiver(key(suite, 2), receiver);
        assertThat(open(second, sealed(goesOn, packet(65_536 + 40_000)))).isPositive();
        assertThat(open(second, sealed(goesOn, packet(65_536 + 40_001)))).isPositive();
        SrtpReceiver third = new SrtpReceiver(key(suite, 3), second);
        assertThat(open(third, sealed(beginsAnew, packet(65_536 + 40_002)))).isPositive();
        assertThat(open(third, sealed(beginsAnew, packet(65_536 + 40_003)))).isPositive();
    }

    @Test
    void noTextShowsAKey() {
        MediaKey key = MediaKey.of(CryptoSuite.AEAD_AES_128_GCM, new byte[28]);

        assertThat(key).hasToString("key of AEAD_AES_128_GCM");
    }
}

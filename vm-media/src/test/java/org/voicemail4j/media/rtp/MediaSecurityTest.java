package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaKey;

/** Keys that come, change and go within a call. */
class MediaSecurityTest {

    private static final byte[] SOUND = new byte[160];

    private final Counters counters = new Counters();
    private final MediaSecurity security = new MediaSecurity(counters);
    private final Network network = new Network();
    private final DatagramPort port =
            security.around(new PortPair(network, new Network())).rtp();

    private static Optional<MediaKey> key(long seed) {
        return Optional.of(MediaKey.random(CryptoSuite.AES_CM_128_HMAC_SHA1_80, new SplittableRandom(seed)));
    }

    private static byte[] clear(int sequence) {
        return Packets.octets(false, 0, sequence & 0xFFFF, sequence * 160, 7, SOUND);
    }

    private static byte[] sealed(SrtpSender sender, int sequence) {
        byte[] room = Arrays.copyOf(clear(sequence), 200);
        return Arrays.copyOf(room, sender.seal(room, 172));
    }

    private byte[] received() {
        ByteBuffer into = ByteBuffer.allocate(Scratch.LARGEST);
        assertThat(port.receive(into)).isEqualTo(Calls.CALLER);
        return Arrays.copyOf(into.array(), into.position());
    }

    /** Until our answer has reached him. */
    @Test
    void whatIsSealedAfterACallWentOnInClearIsOpenedUntilTheFirstInClear() {
        SrtpSender peer = new SrtpSender(key(1).orElseThrow());
        security.keys(key(2), key(1));
        network.arrive(Calls.CALLER, sealed(peer, 1));
        assertThat(received()).isEqualTo(clear(1));

        security.keys(Optional.empty(), Optional.empty());
        assertThat(security.isAtWork()).isTrue();
        network.arrive(Calls.CALLER, sealed(peer, 2));
        network.arrive(Calls.CALLER, clear(3));
        network.arrive(Calls.CALLER, clear(4));

        assertThat(received()).isEqualTo(clear(2));
        assertThat(received()).isEqualTo(clear(3));
        assertThat(security.isAtWork()).isFalse();
        assertThat(received()).isEqualTo(clear(4));
    }

    /** As a switch does that brings in sound of its own, with numbers that have been before. */
    @Test
    void soundInClearWhoseNumbersHaveBeenIsHeardAfterAMoment() {
        SrtpSender peer = new SrtpSender(key(1).orElseThrow());
        security.keys(key(2), key(1));
        for (int i = 1; i <= 60; i++) {
            network.arrive(Calls.CALLER, sealed(peer, i));
            received();
        }
        security.keys(Optional.empty(), Optional.empty());
        for (int i = 20; i <= 40; i++) {
            network.arrive(Calls.CALLER, clear(i));
        }
        assertThat(received()).isEqualTo(clear(27));
        assertThat(received()).isEqualTo(clear(28));
    }

    /** RFC 3711 §3.3.1 has the peer go on counting, and some begin at none. */
    @Test
    void whoseNumbersHaveBegunAnewIsAnotherSourceUnderANewKey() {
        security.keys(key(1), key(2));
        for (int sequence = 60_000; sequence < 65_536; sequence += 500) {
            port.send(ByteBuffer.wrap(clear(sequence)), Calls.CALLER);
        }
        assertThat(security.keys(key(3), key(2))).as("not yet").isFalse();
        port.send(ByteBuffer.wrap(clear(65_535)), Calls.CALLER);
        port.send(ByteBuffer.wrap(clear(65_536)), Calls.CALLER);
        assertThat(security.keys(key(3), key(4))).as("the same key").isFalse();

        assertThat(security.keys(key(5), key(4))).isTrue();
    }

    @Test
    void anotherSourceBeginsWithALowNumberAndCountsAnew() {
        RtpSender sender = new RtpSender(new SplittableRandom(1));
        int before = sender.ssrc();
        byte[] packet = new byte[172];
        for (int i = 0; i < 40_000; i++) {
            sender.header(packet, 0, i, 160);
        }
        sender.anew();
        sender.header(packet, 0, 40_000, 160);

        assertThat(sender.ssrc()).isNotEqualTo(before);
        assertThat(Packets.of(packet).ssrc()).isEqualTo(sender.ssrc());
        assertThat(Packets.of(packet).sequence()).isLessThan(1 << 15);
        assertThat(sender.packets()).isEqualTo(1);
        assertThat(sender.octets()).isEqualTo(160);
    }
}

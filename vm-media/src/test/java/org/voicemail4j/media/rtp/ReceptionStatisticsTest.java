package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What our reports say of a stream that comes exactly every 20 ms. */
class ReceptionStatisticsTest {

    private static final int TWO_SECONDS = 16_000;

    private final ReceptionStatistics reception = new ReceptionStatistics();
    private int now;

    private void sound(int sequence, int timestamp) {
        reception.received(Packets.of(Packets.octets(false, 0, sequence & 0xFFFF, timestamp, 7, new byte[160])), false);
        pass();
    }

    private void pass() {
        now += 160;
        reception.caughtUp(now, TWO_SECONDS);
    }

    @Test
    void keysAreNotUneven() {
        sound(1, 160);
        for (int i = 2; i <= 11; i++) { // all have the time at which the key began (RFC 4733 §2.2.1)
            reception.received(Packets.event(i, 320, i == 2, 5, i > 8, 160 * (i - 1)), true);
            pass();
        }
        sound(12, 12 * 160);

        assertThat(reception.unevenness()).isZero();
        assertThat(reception.lost()).isZero();
    }

    @Test
    void timestampsThatBeginElsewhereAreNotUneven() {
        for (int i = 0; i < 10; i++) {
            sound(i, i * 160);
        }
        for (int i = 10; i < 20; i++) {
            sound(i, 1_000_000_000 + i * 160);
        }

        assertThat(reception.unevenness()).isZero();
    }

    @Test
    void numbersThatBeginElsewhereAreNoLoss() {
        for (int i = 0; i < 10; i++) {
            sound(i, i * 160);
        }
        reception.restarted();
        for (int i = 20_000; i < 20_010; i++) {
            sound(i, i * 160);
        }

        assertThat(reception.lost()).isZero();
        assertThat(reception.fractionLost()).isZero();
        assertThat(reception.extendedHighestSequence()).isEqualTo(20_009);
    }

    @Test
    void whatIsUnevenIsSaid() {
        for (int i = 0; i < 200; i++) {
            now += i % 2 == 0 ? 80 : -80;
            sound(i, i * 160);
        }

        assertThat(reception.unevenness()).isBetween(Duration.ofMillis(8), Duration.ofMillis(11));
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TelephoneEventsTest {

    private static final long MILLI = 1_000_000;
    private static final int NONE = TelephoneEvents.NONE;

    private final TelephoneEvents events = new TelephoneEvents();

    private int at(long millis, int timestamp, boolean marker, int event, boolean end, int duration) {
        return events.receive(Packets.event(timestamp, marker, event, end, duration), millis * MILLI);
    }

    @Test
    void aPressIsReportedOnceWithItsFirstPacket() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(20, 1000, false, 5, false, 320)).isEqualTo(NONE);
        assertThat(at(40, 1000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(41, 1000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(42, 1000, false, 5, true, 480)).isEqualTo(NONE);
    }

    @Test
    void aPressWhoseFirstPacketsAreLostIsReportedWithItsEnd() {
        assertThat(at(0, 1000, false, 11, true, 800)).isEqualTo(11);
        assertThat(at(1, 1000, false, 11, true, 800)).isEqualTo(NONE);
    }

    @Test
    void theSameKeyPressedAgainIsAnotherPress() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(100, 2600, true, 5, false, 160)).isEqualTo(5);
    }

    @Test
    void aPacketOfAnEarlierPressIsIgnored() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(100, 2600, true, 6, false, 160)).isEqualTo(6);
        assertThat(at(101, 1000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(120, 2600, false, 6, true, 480)).isEqualTo(NONE);
    }

    @Test
    void oneTimestampForTwoPressesIsUnderstoodOnceTheFirstHasEnded() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(10, 1000, true, 5, false, 160)).isEqualTo(NONE);
        assertThat(at(60, 1000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(80, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(100, 1000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(140, 1000, false, 5, false, 160)).isEqualTo(5);
    }

    @Test
    void anOvertakenPacketOfAPressIsNoOtherPress() {
        assertThat(events.receive(Packets.event(65_535, 1000, false, 5, false, 320), 0))
                .isEqualTo(5);
        assertThat(events.receive(Packets.event(1, 1000, false, 5, true, 480), 20 * MILLI))
                .isEqualTo(NONE);
        assertThat(events.receive(Packets.event(65_534, 1000, true, 5, false, 160), 21 * MILLI))
                .isEqualTo(NONE);
        assertThat(events.receive(Packets.event(0, 1000, false, 5, false, 400), 70 * MILLI))
                .isEqualTo(NONE);
        assertThat(events.receive(Packets.event(2, 1000, true, 5, false, 160), 200 * MILLI))
                .isEqualTo(5);
    }

    @Test
    void aPressWithoutEndIsOverAfterSilence() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(149, 1000, true, 5, false, 160)).isEqualTo(NONE);
        assertThat(at(300, 1000, true, 5, false, 160)).isEqualTo(5);
    }

    @Test
    void aPressThatStallsIsNotPressedTwice() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(400, 1000, false, 5, false, 3360)).isEqualTo(NONE);
        assertThat(at(800, 1000, false, 5, true, 6560)).isEqualTo(NONE);
    }

    @Test
    void aPressOnAnotherTimelineIsHeard() {
        assertThat(at(0, 90_000, true, 5, false, 160)).isEqualTo(5);
        assertThat(at(40, 90_000, false, 5, true, 480)).isEqualTo(NONE);
        assertThat(at(1500, 200, true, 6, false, 160)).isEqualTo(6);
        assertThat(at(1540, 200, false, 6, true, 480)).isEqualTo(NONE);
    }

    @Test
    void aVeryLongPressIsOnePress() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        for (int millis = 100; millis <= 8200; millis += 100) {
            assertThat(at(millis, 1000, false, 5, false, Math.min(0xFFFF, 8 * millis)))
                    .isEqualTo(NONE);
        }
        assertThat(at(8300, 1000 + 0xFFFF, false, 5, false, 160)).isEqualTo(NONE);
        assertThat(at(8320, 1000 + 0xFFFF, false, 5, true, 320)).isEqualTo(NONE);
    }

    @Test
    void aVeryLongPressIsOnePressAlsoIfTheEndOfASegmentIsLost() {
        assertThat(at(0, 1000, true, 5, false, 160)).isEqualTo(5);
        for (int millis = 100; millis <= 8100; millis += 100) {
            assertThat(at(millis, 1000, false, 5, false, 8 * millis)).isEqualTo(NONE);
        }
        assertThat(at(8300, 1000 + 0xFFFF, false, 5, false, 160)).isEqualTo(NONE);
        assertThat(at(8320, 1000 + 0xFFFF, false, 5, true, 320)).isEqualTo(NONE);
    }

    @Test
    void timestampsWrapAround() {
        assertThat(at(0, -100, true, 1, false, 160)).isEqualTo(1);
        assertThat(at(200, 1500, true, 2, false, 160)).isEqualTo(2);
    }

    @Test
    void eventsThatAreNoKeysAndStumpsAreIgnored() {
        assertThat(at(0, 1000, true, 16, false, 160)).isEqualTo(NONE);
        byte[] stump = Packets.octets(true, 96, 1, 1, 1, new byte[] {5, 0, 0});
        assertThat(events.receive(Packets.of(stump), 0)).isEqualTo(NONE);
    }
}

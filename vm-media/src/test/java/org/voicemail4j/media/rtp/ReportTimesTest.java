package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;

/** What reports say of time, loss and evenness, in a call whose time moves frame by frame. */
class ReportTimesTest {

    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private final CallInMemory line = new CallInMemory();

    /** A receiver report on us by somebody to whom it takes no time at all. */
    private byte[] answered() {
        long millis = line.timeOfDay().millis();
        int middle = (int) ((millis / 1000 + NTP_EPOCH_SECONDS << 16) + (millis % 1000 << 16) / 1000);
        return ByteBuffer.allocate(32)
                .putInt(0x81C90007) // version 2, one block, receiver report, 7 words follow
                .putInt(Packets.SSRC)
                .putInt(line.sender.ssrc())
                .putInt(0) // nothing lost
                .putInt(0)
                .putInt(0)
                .putInt(middle) // the time at which our report was sent: just now
                .putInt(0)
                .array();
    }

    @Test
    void aRoundTripIsSaidToTheTenthOfASecondWheneverAReportComes() {
        line.describe(CallInMemory.agreement(0, 96));
        for (int phase = 0; phase < 50; phase++) {
            line.speak(0, phase, true);
            line.reports.arrive(Calls.REPORTS, answered());
            for (int i = 0; i < 50; i++) {
                line.pass();
            }

            assertThat(line.call.report().seenByPeer().orElseThrow().roundTrip())
                    .as("phase %d", phase)
                    .isBetween(Duration.ZERO, Duration.ofMillis(101));
        }
    }

    private Duration jitter() {
        return line.call.report().received().jitter();
    }

    private void keyFor(int number, int packets) {
        for (int i = 0; i < packets; i++) {
            byte[] event = {(byte) Digit.ONE.ordinal(), (byte) 0x0A, 0, (byte) (160 * (i + 1))};
            line.arrive(i == 0, 96, number + i, 160 * number, event); // all at the time at which the key began
            line.pass();
        }
    }

    @Test
    void aKeyIsNoJitter() {
        line.describe(CallInMemory.agreement(0, 96));
        for (int i = 0; i < 50; i++) {
            line.speak(0, i, true);
        }
        keyFor(50, 10);
        for (int i = 60; i < 70; i++) {
            line.speak(0, i, true);
        }

        assertThat(jitter()).isLessThan(Duration.ofMillis(1));
    }

    @Test
    void anotherBaseOfTimestampsIsNoJitter() {
        line.describe(CallInMemory.agreement(0, 96));
        Recorder recorder = line.record();
        for (int i = 0; i < 100; i++) {
            line.arrive(false, 0, i, 160 * i + (i < 50 ? 0 : 1_500_000_000), Phone.speech(1, i));
            line.pass();
        }

        assertThat(jitter()).isLessThan(Duration.ofMillis(1));
        assertThat(line.end(recorder).length()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void numbersThatBeginElsewhereAreNoLoss() {
        line.describe(CallInMemory.agreement(0, 96));
        for (int i = 0; i < 50; i++) {
            line.speak(0, i, true);
        }
        for (int i = 0; i < 50; i++) {
            line.speak(0, 20_050 + i, true);
        }

        assertThat(reportedLost()).isZero();
    }

    @Test
    void whatComesTooLateIsNotReportedAsLost() {
        line.describe(CallInMemory.agreement(0, 96));
        for (int i = 0; i < 40; i++) {
            if (i != 20) {
                line.speak(0, i, true);
            }
        }
        line.speak(0, 20, true);

        assertThat(line.count(Count.LATE)).isEqualTo(1);
        assertThat(reportedLost()).isZero();
    }

    /** What our last report says; the one of the end comes only if there was one before, or sound. */
    private int reportedLost() {
        for (int i = 0; i < 1000 && line.reports.sent.isEmpty(); i++) {
            line.pass();
        }
        line.call.close(line.now);
        byte[] last = line.reports.sent.get(line.reports.sent.size() - 1);
        int block = (last[1] & 0xFF) == 200 ? 28 : 8;
        assertThat(last[0] & 0x1F).as("blocks").isEqualTo(1);
        return RtpPacket.int32(last, block + 4) << 8 >> 8;
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Reports octet by octet (RFC 3550 §6.4 to 6.6). */
class RtcpReportsTest {

    private static final long SECOND = 1_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(1);
    private final RtpSender sender = new RtpSender(random);
    private final ReceptionStatistics reception = new ReceptionStatistics();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-22T12:00:00.500Z"), ZoneOffset.UTC);
    private final RtcpReports reports = new RtcpReports(sender, reception, random, clock, 0);
    private final ByteBuffer out = ByteBuffer.allocate(512);

    @Test
    void reportsComeEveryFiveSecondsMoreOrLessByHalf() {
        assertThat(reports.isDue(2 * SECOND)).isFalse();
        assertThat(reports.isDue(15 * SECOND / 2)).isTrue();
        reports.write(out, 0, 8 * SECOND);
        assertThat(reports.isDue(10 * SECOND)).isFalse();
        assertThat(reports.isDue(16 * SECOND)).isTrue();
    }

    @Test
    void whoSentSendsASenderReportWithWhatItReceived() {
        sender.header(new byte[12], 0, 1, 160);
        for (int i : new int[] {100, 101, 103}) {
            reception.received(Packets.sound(i, 0x55667788), false);
            reception.caughtUp(i * 160, 16_000);
        }
        byte[] theirs = ByteBuffer.allocate(28)
                .putInt(0x80C80006) // version 2, sender report, 6 words follow
                .putInt(0x55667788) // SSRC
                .putInt(0x11112222) // NTP seconds
                .putInt(0x33334444) // NTP fraction
                .array();
        reports.receive(theirs, 28, SECOND);
        reports.write(out, 4711, 3 * SECOND);

        assertThat(out.getInt()).isEqualTo(0x81C8000C); // sender report, one block, 12 words follow
        assertThat(out.getInt()).isEqualTo(sender.ssrc());
        assertThat(out.getInt() & 0xFFFFFFFFL)
                .isEqualTo(Instant.parse("2026-11-22T12:00:00Z").getEpochSecond() + 2_208_988_800L);
        assertThat(out.getInt()).isEqualTo(0x80000000); // half a second
        assertThat(out.getInt()).isEqualTo(4711); // RTP timestamp
        assertThat(out.getInt()).isEqualTo(1); // packets
        assertThat(out.getInt()).isEqualTo(160); // octets of payload
        assertThat(out.getInt()).isEqualTo(0x55667788); // whom the block is about
        assertThat(out.getInt()).isEqualTo(64 << 24 | 1); // a quarter lost, one in all
        assertThat(out.getInt()).isEqualTo(103); // highest sequence
        assertThat(out.getInt()).isZero(); // jitter
        assertThat(out.getInt()).isEqualTo(0x22223333); // the middle of their NTP time
        assertThat(out.getInt()).isEqualTo(2 * 65536); // two seconds ago
        assertThat(out.getInt()).isEqualTo(0x81CA0006); // source description, 6 words follow
        assertThat(out.getInt()).isEqualTo(sender.ssrc());
        assertThat(out.getShort()).isEqualTo((short) 0x0110); // CNAME, 16 octets
        out.position(out.position() + 16);
        assertThat(out.getShort()).isZero(); // end, padding
        assertThat(out.hasRemaining()).isFalse();
    }

    /** The other side would take the time of the former source's report for that of the present one's. */
    @Test
    void aReportOfAnotherSourceIsNotAnswered() {
        reception.received(Packets.sound(100, 0x55667788), false);
        reports.receive(senderReport(0x11111111), 28, 0);
        assertThat(answered()).isZero();
        reports.receive(senderReport(0x55667788), 28, 0);
        assertThat(answered()).isEqualTo(0x22223333);
    }

    private static byte[] senderReport(int ssrc) {
        return ByteBuffer.allocate(28)
                .putInt(0x80C80006) // version 2, sender report, 6 words follow
                .putInt(ssrc)
                .putInt(0x11112222) // seconds
                .putInt(0x33334444) // parts of a second
                .array();
    }

    /** What our report says of when theirs was sent. */
    private int answered() {
        reports.write(out.clear(), 0, 0);
        return out.getInt(8 + 16);
    }

    @Test
    void whoSentNothingSendsAReceiverReportAndByeAtTheEnd() {
        reports.writeBye(out, 0, 0);

        assertThat(out.getInt()).isEqualTo(0x80C90001); // receiver report without block
        out.position(8 + 28);
        assertThat(out.getInt()).isEqualTo(0x81CB0001); // BYE of one source
        assertThat(out.getInt()).isEqualTo(sender.ssrc());
        assertThat(out.hasRemaining()).isFalse();
    }

    @Test
    void whoHasSentNothingHasNobodyToSayByeTo() {
        assertThat(reports.isKnown()).isFalse();
        reports.write(out, 0, 0);
        assertThat(reports.isKnown()).isTrue();
    }

    @Test
    void whoHasSentSoundHasSomebodyToSayByeTo() {
        sender.header(new byte[12], 0, 1, 160);
        assertThat(reports.isKnown()).isTrue();
    }
}

package org.voicemail4j.media.rtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Writes our reports and reads what we need of the other side's: every 5 s, more or less by half, a sender or receiver
 * report with our name (RFC 3550 §6.4, §6.5), and a BYE at the end (§6.6) of those who have sent anything
 * (§6.3.7). A BYE that comes is no hang-up: that is for the signalling to say.
 */
final class RtcpReports {

    private static final long INTERVAL_NANOS = 5_000_000_000L;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int BYE = 203;
    /** An hour in timestamp units: what is more is no measurement. */
    private static final long MOST_JITTER = 28_800_000;

    private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

    private final RtpSender sender;
    private final ReceptionStatistics reception;
    private final RandomGenerator random;
    private final Clock clock;
    private final byte[] name;
    private long next;
    private int sentBefore;
    private boolean reported;
    private int lastReport;
    private int lastReporter;
    private long lastReportAt;
    private boolean peerReported;
    private int peerLost;
    private long peerJitter;
    private int roundTrip;

    RtcpReports(RtpSender sender, ReceptionStatistics reception, RandomGenerator random, Clock clock, long now) {
        this.sender = sender;
        this.reception = reception;
        this.random = random;
        this.clock = clock;
        name = Long.toHexString(random.nextLong() | Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
        schedule(now);
    }

    private void schedule(long now) {
        next = now + INTERVAL_NANOS / 2 + random.nextLong(INTERVAL_NANOS);
    }

    boolean isDue(long now) {
        return now - next >= 0;
    }

    /** Writes the next report into a cleared buffer and flips it. */
    void write(ByteBuffer into, int stamp, long now) {
        schedule(now);
        report(into, stamp, now);
        into.flip();
        reported = true;
    }

    /** Whether the other side has had anything of us: else there is nobody who could leave (RFC 3550 §6.3.7). */
    boolean isKnown() {
        return reported || sender.packets() > 0;
    }

    /** Writes the last report, with a BYE, into a cleared buffer and flips it. */
    void writeBye(ByteBuffer into, int stamp, long now) {
        report(into, stamp, now);
        into.putInt(header(1, BYE, 1)).putInt(sender.ssrc()).flip();
    }

    private void report(ByteBuffer into, int stamp, long now) {
        int blocks = reception.isEmpty() ? 0 : 1;
        if (sender.packets() != sentBefore) {
            into.putInt(header(blocks, SENDER_REPORT, 6 + 6 * blocks)).putInt(sender.ssrc());
            putSenderInfo(into, stamp);
        } else {
            into.putInt(header(blocks, RECEIVER_REPORT, 1 + 6 * blocks)).putInt(sender.ssrc());
        }
        sentBefore = sender.packets();
        if (blocks > 0) {
            putReception(into, now);
        }
        putName(into);
    }

    private static int header(int count, int type, int words) {
        return 0x80000000 | count << 24 | type << 16 | words;
    }

    private void putSenderInfo(ByteBuffer into, int stamp) {
        into.putLong(ntp()).putInt(stamp).putInt(sender.packets()).putInt(sender.octets());
    }

    private void putReception(ByteBuffer into, long now) {
        boolean isAnswered = lastReport != 0 && lastReporter == reception.ssrc();
        into.putInt(reception.ssrc())
                .putInt(reception.fractionLost() << 24 | reception.lost() & 0xFFFFFF)
                .putInt(reception.extendedHighestSequence())
                .putInt(reception.jitter())
                .putInt(isAnswered ? lastReport : 0)
                .putInt(isAnswered ? (int) ((now - lastReportAt) * 65536 / 1_000_000_000L) : 0);
    }

    private void putName(ByteBuffer into) {
        int item = 2 + name.length;
        int padded = item / 4 * 4 + 4;
        into.putInt(header(1, DESCRIPTION, 1 + padded / 4)).putInt(sender.ssrc());
        into.put((byte) 1).put((byte) name.length).put(name);
        for (int i = item; i < padded; i++) {
            into.put((byte) 0);
        }
    }

    /** Takes a datagram of reports: the sender report that ours have to answer, and what is said of what we send. */
    void receive(byte[] octets, int length, long now) {
        if (length < 8 || (octets[0] & 0xC0) != 0x80) {
            return;
        }
        int type = octets[1] & 0xFF;
        if (type == SENDER_REPORT && length >= 20) {
            lastReport = RtpPacket.int32(octets, 10);
            lastReporter = RtpPacket.int32(octets, 4);
            lastReportAt = now;
        }
        if (type == SENDER_REPORT || type == RECEIVER_REPORT) {
            int blocks = type == SENDER_REPORT ? 28 : 8;
            for (int i = 0; i < (octets[0] & 0x1F) && blocks + 24 * (i + 1) <= length; i++) {
                receiveBlock(octets, blocks + 24 * i);
            }
        }
    }

    private void receiveBlock(byte[] octets, int at) {
        if (RtpPacket.int32(octets, at) != sender.ssrc()) {
            return;
        }
        peerReported = true;
        peerLost = RtpPacket.int32(octets, at + 4) << 8 >> 8;
        peerJitter = RtpPacket.int32(octets, at + 12) & 0xFFFFFFFFL;
        int ours = RtpPacket.int32(octets, at + 16);
        int trip = (int) (ntp() >> 16) - ours - RtpPacket.int32(octets, at + 20);
        if (ours != 0 && trip >= 0) {
            roundTrip = trip;
        }
    }

    /** What the other side said of what we sent; empty if it said nothing. */
    Optional<MediaReport.SeenByPeer> seenByPeer() {
        return peerReported
                ? Optional.of(new MediaReport.SeenByPeer(
                        peerLost,
                        Duration.ofNanos(Math.min(peerJitter, MOST_JITTER) * 125_000 / sender.clockFactor()),
                        Duration.ofMillis(roundTrip * 1000L >> 16)))
                : Optional.empty();
    }

    /** The time of day as reports carry it: seconds since 1900 and parts of a second, 32 bits each. */
    private long ntp() {
        long millis = clock.millis();
        return millis / 1000 + NTP_EPOCH_SECONDS << 32 | (millis % 1000 << 32) / 1000;
    }

    /** Whether a datagram on a shared port is a report (RFC 5761 §4). */
    static boolean isReport(byte[] octets, int length) {
        int type = length < 2 ? 0 : octets[1] & 0xFF;
        return type >= 192 && type <= 223;
    }
}

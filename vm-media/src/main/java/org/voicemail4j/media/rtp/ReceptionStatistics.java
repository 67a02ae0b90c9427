package org.voicemail4j.media.rtp;

import java.time.Duration;

/**
 * What a report says of the packets received from one source (RFC 3550 §6.4.1 and appendix A). Packets may be read several
 * at a time, which says nothing about when each of them came; so how unevenly they come is judged by the newest of those.
 * Keys say nothing of that either: all packets of one have the timestamp of its beginning (RFC 4733 §2.2.1).
 */
final class ReceptionStatistics {

    private int ssrc;
    private boolean any;
    private int firstSequence;
    private int highest;
    private int received;
    private int expectedBefore;
    private int receivedBefore;
    private int newestStamp;
    private boolean news;
    private boolean timed;
    private int lastTransit;
    private int jitter;

    /** Takes a packet of the source, also one that came late or twice: it is not lost (RFC 3550 §6.4.1). */
    void received(RtpPacket packet, boolean event) {
        if (!any || packet.ssrc() != ssrc) {
            begin(packet);
        }
        received++;
        int step = (short) (packet.sequence() - highest);
        if (step > 0) {
            highest += step;
        }
        if (step >= 0 && !event) {
            newestStamp = packet.timestamp();
            news = true;
        }
    }

    /** Numbers and timestamps go on from elsewhere (RFC 3550 A.1). */
    void restarted() {
        any = false;
        news = false;
    }

    private void begin(RtpPacket packet) {
        any = true;
        ssrc = packet.ssrc();
        firstSequence = packet.sequence();
        highest = packet.sequence();
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
        jitter = 0;
        timed = false;
    }

    /**
     * Says that all that has come by then has been received.
     *
     * @param arrival now, in RTP timestamp units
     * @param jump by how much timestamps go another way than time when they begin anew, and no packet is so late
     */
    void caughtUp(int arrival, int jump) {
        if (!news) {
            return;
        }
        news = false;
        int transit = arrival - newestStamp;
        long uneven = Math.abs((long) (transit - lastTransit));
        if (timed && uneven <= jump) {
            jitter += (int) uneven - (jitter + 8 >> 4);
        }
        timed = true;
        lastTransit = transit;
    }

    boolean isEmpty() {
        return !any;
    }

    int ssrc() {
        return ssrc;
    }

    int extendedHighestSequence() {
        return highest;
    }

    int jitter() {
        return jitter >> 4;
    }

    /** How unevenly packets come (RFC 3550 §6.4.1). */
    Duration unevenness() {
        return Duration.ofNanos(jitter() * 125_000L);
    }

    /** Cumulative loss, within the 24 bits of its field. */
    int lost() {
        return Math.max(-0x800000, Math.min(0x7FFFFF, expected() - received));
    }

    private int expected() {
        return highest - firstSequence + 1;
    }

    /** Loss since the last call, in parts of 256. */
    int fractionLost() {
        int expectedSince = expected() - expectedBefore;
        int lostSince = expectedSince - (received - receivedBefore);
        expectedBefore = expected();
        receivedBefore = received;
        return expectedSince <= 0 || lostSince <= 0 ? 0 : (int) ((long) lostSince * 256 / expectedSince) & 0xFF;
    }
}

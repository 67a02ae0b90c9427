package org.voicemail4j.media.rtp;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * What one peer sends: one RTP source after the other, each in order. A new SSRC, or a sequence number out of all
 * reason, is believed when two packets in a row have it (RFC 3550 A.1, MIN_SEQUENTIAL); neither of them is lost.
 */
final class RtpStream {

    private final ReorderWindow window;
    private final Runnable restarted;
    private final Counters counters;
    private final RtpPacket candidate = new RtpPacket();
    private boolean started;
    private boolean hasCandidate;
    private int ssrc;

    /**
     * @param inOrder is given every packet once and in order
     * @param restarted is told when what follows has a new timeline
     */
    RtpStream(Consumer<RtpPacket> inOrder, Runnable restarted, Counters counters) {
        this.window = new ReorderWindow(inOrder, counters);
        this.restarted = restarted;
        this.counters = counters;
    }

    /** Takes a packet from the network. Returns whether it is a new one of the present source. */
    boolean receive(RtpPacket packet, long now) {
        if (!started) {
            started = true;
            ssrc = packet.ssrc();
            window.start(packet.sequence());
        }
        if (packet.ssrc() != ssrc) {
            return consider(packet, now);
        }
        return switch (window.offer(packet, now)) {
            case TAKEN -> {
                hasCandidate = false;
                yield true;
            }
            case DUPLICATE -> drop(Count.DUPLICATE);
            case LATE -> drop(Count.LATE);
            case OUTSIDE -> consider(packet, now);
        };
    }

    private boolean drop(Count reason) {
        counters.add(reason);
        return false;
    }

    private boolean consider(RtpPacket packet, long now) {
        boolean second = hasCandidate
                && packet.ssrc() == candidate.ssrc()
                && packet.sequence() == (candidate.sequence() + 1 & 0xFFFF);
        if (!second) {
            candidate.wrap(Arrays.copyOf(packet.octets(), packet.length()), packet.length());
            hasCandidate = true;
            return false;
        }
        window.flush();
        ssrc = packet.ssrc();
        hasCandidate = false;
        counters.add(Count.RESTARTED);
        restarted.run();
        window.start(candidate.sequence());
        window.offer(candidate, now);
        window.offer(packet, now);
        return true;
    }

    /** Gives up on what has been missing for too long. */
    void expire(long now) {
        window.expire(now);
    }

    /** Gives on all that is held back. */
    void flush() {
        window.flush();
    }

    boolean isStarted() {
        return started;
    }

    int ssrc() {
        return ssrc;
    }
}

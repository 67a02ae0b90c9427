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

    /** Takes a packet from the network. Returns what became of it: outside is what is not believed, yet. */
    ReorderWindow.Fate receive(RtpPacket packet, long now) {
        if (!started) {
            started = true;
            ssrc = packet.ssrc();
            window.start(packet.sequence());
        }
        if (packet.ssrc() != ssrc) {
            return consider(packet, now);
        }
        ReorderWindow.Fate fate = window.offer(packet, now);
        switch (fate) {
            case TAKEN -> hasCandidate = false;
            case DUPLICATE -> counters.add(Count.DUPLICATE);
            case LATE -> counters.add(Count.LATE);
            case OUTSIDE -> {
                return consider(packet, now);
            }
        }
        return fate;
    }

    private ReorderWindow.Fate consider(RtpPacket packet, long now) {
        boolean second = hasCandidate
                && packet.ssrc() == candidate.ssrc()
                && packet.sequence() == (candidate.sequence() + 1 & 0xFFFF);
        if (!second) {
            candidate.wrap(Arrays.copyOf(packet.octets(), packet.length()), packet.length());
            hasCandidate = true;
            return ReorderWindow.Fate.OUTSIDE;
        }
        window.flush();
        ssrc = packet.ssrc();
        hasCandidate = false;
        counters.add(Count.RESTARTED);
        restarted.run();
        window.start(candidate.sequence());
        window.offer(candidate, now);
        window.offer(packet, now);
        return ReorderWindow.Fate.TAKEN;
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

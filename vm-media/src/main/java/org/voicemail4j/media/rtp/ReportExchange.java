package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A call's reports (RTCP) on their way in and out, beside its sound or in the same port. For the loop's thread. */
final class ReportExchange {

    private static final int MOST_AT_ONCE = 64;

    private final Scratch scratch;
    private final Counters counters;
    private final SourceLatch latch;
    private final RtpSender sender;
    private final RtcpReports reports;
    private @Nullable InetSocketAddress target;
    private boolean multiplexed;

    ReportExchange(Scratch scratch, Counters counters, SourceLatch latch, RtpSender sender, RtcpReports reports) {
        this.scratch = scratch;
        this.counters = counters;
        this.latch = latch;
        this.sender = sender;
        this.reports = reports;
    }

    /** Sends to that address from now on, or nothing. */
    void target(@Nullable InetSocketAddress address) {
        target = address;
    }

    /** Whether reports go out by the port of the sound. */
    void multiplexed(boolean oneport) {
        multiplexed = oneport;
    }

    /** Takes the reports that have come. */
    void receive(DatagramPort port, long now) {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            InetSocketAddress source = port.receive(scratch.receive.clear());
            if (source == null) {
                return;
            }
            received(source, scratch.receive.position(), now);
        }
    }

    /** Takes the report that has just been received, whichever port it came to. */
    void received(InetSocketAddress source, int length, long now) {
        if (latch.isHost(source)) {
            counters.add(Count.REPORT);
            reports.receive(scratch.received, length, now);
            target = source;
        } else {
            counters.add(Count.STRANGER);
        }
    }

    /** Sends a report if it is time for one. */
    void sendDue(PortPair ports, long frame, long now) {
        InetSocketAddress to = place();
        if (to != null && reports.isDue(now)) {
            reports.write(scratch.send.clear(), sender.stamp(frame), now);
            send(ports, to);
        }
    }

    /** Says good bye to whoever has had anything of us. */
    void sendLast(PortPair ports, long frame, long now) {
        InetSocketAddress to = place();
        if (to != null && reports.isKnown()) {
            reports.writeBye(scratch.send.clear(), sender.stamp(frame), now);
            send(ports, to);
        }
    }

    /** In one port with the sound, reports go where that goes. */
    private @Nullable InetSocketAddress place() {
        return multiplexed ? latch.target() : target;
    }

    private void send(PortPair ports, InetSocketAddress to) {
        (multiplexed ? ports.rtp() : ports.rtcp()).send(scratch.send, to);
    }
}

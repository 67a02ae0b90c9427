package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How the sound of one call was, told at its end.
 *
 * @param localPort our RTP port
 * @param source from where the caller's packets came; empty if none were believed
 * @param received what came
 * @param sent what went out
 * @param seenByPeer what the other side's reports said of what we sent (RFC 3550 §6.4); empty if it sent none
 */
public record MediaReport(
        int localPort,
        Optional<InetSocketAddress> source,
        Received received,
        Sent sent,
        Optional<SeenByPeer> seenByPeer) {

    /**
     * Packets that came.
     *
     * @param packets those of the caller, also late ones and duplicates
     * @param lost those that never came, by sequence number
     * @param tooLate those that came after their place had been given up
     * @param doubled those that came again
     * @param reordered those that were overtaken, and put in their place
     * @param refused those that were no RTP of this call: malformed, of unknown type, from strangers, or
     *     not authentic where the call is encrypted
     * @param jitter how unevenly they came (RFC 3550 §6.4.1)
     */
    public record Received(
            long packets, long lost, long tooLate, long doubled, long reordered, long refused, Duration jitter) {}

    /**
     * Packets that went out.
     *
     * @param packets how many
     * @param starved frames that were due and had not been read from the store in time
     */
    public record Sent(long packets, long starved) {}

    /**
     * What the other side said.
     *
     * @param lost packets of ours that it missed
     * @param jitter how unevenly ours came
     * @param roundTrip from us to there and back; zero if it did not say
     */
    public record SeenByPeer(int lost, Duration jitter, Duration roundTrip) {}

    /** One line for a log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "port %d: received %d, lost %d, too late %d, doubled %d, reordered %d, refused %d, jitter %.1f ms;"
                        + " sent %d, starved %d%s",
                localPort,
                received.packets(),
                received.lost(),
                received.tooLate(),
                received.doubled(),
                received.reordered(),
                received.refused(),
                received.jitter().toNanos() / 1e6,
                sent.packets(),
                sent.starved(),
                seenByPeer
                        .map(peer -> String.format(
                                Locale.ROOT,
                                "; peer lost %d, jitter %.1f ms, round trip %d ms",
                                peer.lost(),
                                peer.jitter().toNanos() / 1e6,
                                peer.roundTrip().toMillis()))
                        .orElse(""));
    }
}

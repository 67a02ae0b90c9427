package org.voicemail4j.media.rtp;

/**
 * The two ports of a call.
 *
 * @param rtp where sound comes
 * @param rtcp where reports come, unless they share the other port (RFC 5761)
 */
record PortPair(DatagramPort rtp, DatagramPort rtcp) {

    void close() {
        rtp.close();
        rtcp.close();
    }
}

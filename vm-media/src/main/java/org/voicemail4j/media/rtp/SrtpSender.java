package org.voicemail4j.media.rtp;

import org.voicemail4j.media.MediaKey;

/** Seals what one call sends, and counts how often its sequence numbers have begun anew (RFC 3711 §3.2.1). For one thread. */
final class SrtpSender {

    private static final int LAST_INDEX = 0x7FFFFFFF;

    private final SrtpCipher cipher;
    private int rollover;
    private int lastSequence = -1;
    private int reportIndex;

    SrtpSender(MediaKey key) {
        cipher = SrtpCipher.of(key);
    }

    /**
     * Seals an RTP packet with a header of 12 octets, or reports, in place.
     *
     * @return its new length
     */
    int seal(byte[] packet, int length) {
        if (RtcpReports.isReport(packet, length)) {
            int index = reportIndex;
            reportIndex = index + 1 & LAST_INDEX;
            return cipher.sealReport(packet, length, index);
        }
        int sequence = (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
        if (sequence < lastSequence) {
            rollover++;
        }
        lastSequence = sequence;
        return cipher.seal(packet, RtpPacket.HEADER_BYTES, length, rollover);
    }

    /** Whether its sequence numbers have begun anew. */
    boolean hasRolledOver() {
        return rollover > 0;
    }
}

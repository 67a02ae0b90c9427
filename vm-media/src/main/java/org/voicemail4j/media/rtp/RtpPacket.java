package org.voicemail4j.media.rtp;

/**
 * Looks at a datagram as an RTP packet (RFC 3550 §5.1) without copying it. Used again for every packet; what it says is
 * valid until the octets below change.
 */
final class RtpPacket {

    static final int HEADER_BYTES = 12;

    private byte[] octets = new byte[0];
    private int length;
    private int payloadAt;
    private int payloadBytes;

    /**
     * Looks at a datagram.
     *
     * @return false if it is not a well-formed packet of RTP version 2; the other methods then say nothing
     */
    boolean wrap(byte[] datagram, int bytes) {
        if (bytes < HEADER_BYTES || (datagram[0] & 0xC0) != 0x80) {
            return false;
        }
        octets = datagram;
        length = bytes;
        payloadAt = HEADER_BYTES + 4 * (datagram[0] & 0x0F);
        if ((datagram[0] & 0x10) != 0) {
            if (payloadAt + 4 > bytes) {
                return false;
            }
            payloadAt += 4 + 4 * ((datagram[payloadAt + 2] & 0xFF) << 8 | datagram[payloadAt + 3] & 0xFF);
        }
        int padding = (datagram[0] & 0x20) != 0 ? datagram[bytes - 1] & 0xFF : 0;
        payloadBytes = bytes - payloadAt - padding;
        return payloadBytes >= 0 && ((datagram[0] & 0x20) == 0 || padding > 0);
    }

    boolean marker() {
        return (octets[1] & 0x80) != 0;
    }

    int payloadType() {
        return octets[1] & 0x7F;
    }

    int sequence() {
        return (octets[2] & 0xFF) << 8 | octets[3] & 0xFF;
    }

    int timestamp() {
        return int32(octets, 4);
    }

    int ssrc() {
        return int32(octets, 8);
    }

    byte[] octets() {
        return octets;
    }

    /** Octets of the whole datagram. */
    int length() {
        return length;
    }

    int payloadAt() {
        return payloadAt;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    /** Writes a header without contributing sources, extension or padding. */
    static void writeHeader(byte[] into, boolean marker, int payloadType, int sequence, int timestamp, int ssrc) {
        into[0] = (byte) 0x80;
        into[1] = (byte) (marker ? payloadType | 0x80 : payloadType);
        into[2] = (byte) (sequence >> 8);
        into[3] = (byte) sequence;
        putInt32(into, 4, timestamp);
        putInt32(into, 8, ssrc);
    }

    static int int32(byte[] octets, int at) {
        return octets[at] << 24 | (octets[at + 1] & 0xFF) << 16 | (octets[at + 2] & 0xFF) << 8 | octets[at + 3] & 0xFF;
    }

    static void putInt32(byte[] octets, int at, int value) {
        octets[at] = (byte) (value >> 24);
        octets[at + 1] = (byte) (value >> 16);
        octets[at + 2] = (byte) (value >> 8);
        octets[at + 3] = (byte) value;
    }
}

package org.voicemail4j.media.rtp;

import java.nio.ByteBuffer;

/** RTP packets by their octets. */
final class Packets {

    static final int SSRC = 0x0A0B0C0D;

    private Packets() {}

    static RtpPacket of(byte[] octets) {
        RtpPacket packet = new RtpPacket();
        if (!packet.wrap(octets, octets.length)) {
            throw new AssertionError("not a packet");
        }
        return packet;
    }

    static RtpPacket sound(int sequence) {
        return sound(sequence, SSRC);
    }

    static RtpPacket sound(int sequence, int ssrc) {
        return of(octets(false, 0, sequence, sequence * 160, ssrc, new byte[] {(byte) sequence}));
    }

    static byte[] octets(boolean marker, int type, int sequence, int timestamp, int ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80) // version 2, no padding, no extension, no contributing source
                .put((byte) (marker ? 0x80 | type : type))
                .putShort((short) sequence)
                .putInt(timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    /** A telephone-event packet (RFC 4733 §2.3). */
    static RtpPacket event(int timestamp, boolean marker, int event, boolean end, int duration) {
        return event(1, timestamp, marker, event, end, duration);
    }

    /** The same, with a place in the order of packets. */
    static RtpPacket event(int sequence, int timestamp, boolean marker, int event, boolean end, int duration) {
        byte[] payload = {
            (byte) event, (byte) (end ? 0x8A : 0x0A) /* end bit, volume 10 */, (byte) (duration >> 8), (byte) duration
        };
        return of(octets(marker, 96, sequence, timestamp, SSRC, payload));
    }
}

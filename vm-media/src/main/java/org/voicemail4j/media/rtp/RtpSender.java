package org.voicemail4j.media.rtp;

import java.util.random.RandomGenerator;

/**
 * Numbers what we send: the sequence goes on by one with each packet, the timestamp with time, whether something is sent
 * or not, and the marker says where sound begins after a pause (RFC 3551 §4.1).
 */
final class RtpSender {

    private final RandomGenerator random;
    private final int firstStamp;
    private int ssrc;
    private int sequence;
    private long lastFrame = Long.MIN_VALUE;
    private int clockFactor = 1;
    private int packets;
    private int octets;

    RtpSender(RandomGenerator random) {
        this.random = random;
        ssrc = random.nextInt();
        firstStamp = random.nextInt();
        sequence = firstNumber();
    }

    /** Low, so that the first numbers do not begin anew (RFC 3711 §3.3.1). */
    private int firstNumber() {
        return random.nextInt(1 << 15);
    }

    /** Begins as another source. */
    void anew() {
        ssrc = random.nextInt();
        sequence = firstNumber();
        packets = 0;
        octets = 0;
    }

    /**
     * Writes the header of the packet for a frame's time.
     *
     * @param frame number of the 20 ms since the call began
     */
    void header(byte[] into, int payloadType, long frame, int payloadBytes) {
        write(into, frame != lastFrame + 1, payloadType, frame, payloadBytes);
        lastFrame = frame;
    }

    /** The same of a packet that says that there is no sound: what follows is marked as the beginning of sound. */
    void noiseHeader(byte[] into, int payloadType, long frame, int payloadBytes) {
        write(into, false, payloadType, frame, payloadBytes);
    }

    private void write(byte[] into, boolean marker, int payloadType, long frame, int payloadBytes) {
        RtpPacket.writeHeader(into, marker, payloadType, sequence, stamp(frame), ssrc);
        sequence = sequence + 1 & 0xFFFF;
        packets++;
        octets += payloadBytes;
    }

    /** Timestamps count in a clock so many times as fast as 8 kHz from now on. */
    void clock(int times) {
        clockFactor = times;
    }

    int clockFactor() {
        return clockFactor;
    }

    /** RTP timestamp of a frame's time. */
    int stamp(long frame) {
        return firstStamp + (int) frame * WireCodec.FRAME_SAMPLES * clockFactor;
    }

    int ssrc() {
        return ssrc;
    }

    int packets() {
        return packets;
    }

    int octets() {
        return octets;
    }
}

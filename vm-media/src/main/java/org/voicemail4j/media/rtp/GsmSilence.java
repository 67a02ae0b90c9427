package org.voicemail4j.media.rtp;

/**
 * Finds frames of GSM by which a sender says that it is quiet (SID, 3GPP TS 46.012 §5.2, framed as RFC 3551 §4.5.8.1 has it):
 * all bits of their pulses are zero, which no frame of sound has.
 */
final class GsmSilence {

    private static final int FRAME_BYTES = 33;
    private static final int SUBFRAMES = 4;
    private static final int FIRST_PULSES = 7;
    private static final int SUBFRAME_BYTES = 7;
    private static final int MAGIC = 0xD0;

    private GsmSilence() {}

    /** Whether a payload is such a frame and no more. */
    static boolean is(byte[] octets, int at, int bytes) {
        if (bytes != FRAME_BYTES || (octets[at] & 0xF0) != MAGIC) {
            return false;
        }
        int pulses = 0;
        for (int i = 0; i < SUBFRAMES; i++) {
            int from = at + FIRST_PULSES + i * SUBFRAME_BYTES;
            pulses |= octets[from] & 0x7F; // its first bit is the last of the loudness
            pulses |= octets[from + 1] | octets[from + 2] | octets[from + 3] | octets[from + 4];
        }
        return pulses == 0;
    }
}

package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.util.List;

/**
 * Where sound is received.
 *
 * @param address of this machine
 * @param advertised the host that session descriptions name for it
 */
record Binding(InetAddress address, String advertised) {

    /** The place of the binding that suits a peer best: of its kind of address, and with the longest beginning in common. */
    static int nearest(List<Binding> bindings, String peer) {
        InetAddress host = Remote.literal(peer);
        int best = 0;
        int likest = -1;
        for (int i = 0; host != null && i < bindings.size(); i++) {
            int like = inCommon(bindings.get(i).address().getAddress(), host.getAddress());
            if (like > likest) {
                best = i;
                likest = like;
            }
        }
        return best;
    }

    /** How many bits two addresses have in common at their beginning; less than none if they are of two kinds. */
    private static int inCommon(byte[] one, byte[] other) {
        if (one.length != other.length) {
            return -1;
        }
        int bits = 0;
        for (int i = 0; i < one.length; i++) {
            int different = (one[i] ^ other[i]) & 0xFF;
            if (different != 0) {
                return bits + Integer.numberOfLeadingZeros(different) - 24;
            }
            bits += 8;
        }
        return bits;
    }
}

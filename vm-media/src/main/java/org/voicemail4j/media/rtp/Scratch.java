package org.voicemail4j.media.rtp;

import java.nio.ByteBuffer;

/** What all calls of one media loop use one after the other. */
final class Scratch {

    /** More than any packet of sound; what is longer is cut off and found malformed. */
    static final int LARGEST = 2048;

    final byte[] received = new byte[LARGEST];
    final ByteBuffer receive = ByteBuffer.wrap(received);
    final byte[] sent = new byte[LARGEST];
    final ByteBuffer send = ByteBuffer.wrap(sent);
    /** Of a packet of the largest size in any codec. */
    final short[] samples = new short[2 * LARGEST];

    final RtpPacket packet = new RtpPacket();
}

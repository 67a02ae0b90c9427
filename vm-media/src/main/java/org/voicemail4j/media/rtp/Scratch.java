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
    final short[] samples = new short[LARGEST];
    final RtpPacket packet = new RtpPacket();
}

package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One place on the network where datagrams come and go. Never blocks, never throws: what fails is lost, as on the wire. */
interface DatagramPort {

    /** Takes the next datagram into a cleared buffer. Returns who sent it, or null if none has come. */
    @Nullable
    InetSocketAddress receive(ByteBuffer into);

    /** Sends what is between position and limit. Returns whether it left. */
    boolean send(ByteBuffer octets, InetSocketAddress to);

    /** The port's number. */
    int number();

    void close();
}

package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** One place on the network where datagrams come and go. Never blocks, never throws: what fails is lost, as on the wire. */
interface DatagramPort {

    /** Takes the next datagram into a cleared buffer. Returns who sent it, or null if none has come. */
    @Nullable
    InetSocketAddress receive(ByteBuffer into);

    /** Sends what is between position and limit. Returns whether it left. */
    boolean send(ByteBuffer octets, InetSocketAddress to);

    /** Whether it can take datagrams from one source alone. */
    default boolean canAdmitOnly() {
        return false;
    }

    /**
     * Takes datagrams from there alone from now on; those that have come and have not been received are lost. Returns false if
     * that cannot be had, and nothing has changed then. When something is sent elsewhere, or nobody is there any more, the port
     * takes datagrams from anywhere again.
     */
    default boolean admitOnly(InetSocketAddress source) {
        return false;
    }

    /** Whether it takes datagrams from one source alone now. */
    default boolean admitsOnly() {
        return false;
    }

    /** Takes datagrams from anywhere again. */
    default void admitAll() {}

    /** Has {@link #mayHaveCome} told by a selector, if this can be. */
    default void watchedBy(Selector selector) throws IOException {}

    /** Whether there may be a datagram to be received; true where nobody knows. */
    default boolean mayHaveCome() {
        return true;
    }

    /** The port's number. */
    int number();

    void close();
}

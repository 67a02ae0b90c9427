package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP socket, connected while it admits one source alone: the kernel then drops what others send, and does not look
 * up the way for each datagram. A source that is asked for by {@code receive} costs no memory as long as
 * it stays the same. One that is bound to all addresses of the machine is never connected, because that would choose one.
 */
final class UdpPort implements DatagramPort {

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    private final DatagramChannel channel;
    private final int number;
    private final boolean wildcard;
    private @Nullable InetSocketAddress only;
    private @Nullable SelectionKey watched;
    private boolean something;

    private UdpPort(DatagramChannel channel, int number, boolean wildcard) {
        this.channel = channel;
        this.number = number;
        this.wildcard = wildcard;
    }

    /**
     * Binds a port.
     *
     * @param number 0 for any
     * @throws IOException if it is taken, or the address is none of this machine
     */
    static UdpPort bind(InetAddress address, int number) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(address, number));
            int bound = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            return new UdpPort(channel, bound, address.isAnyLocalAddress());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        try {
            InetSocketAddress source = only;
            if (source == null
                    || channel.read(into) == 0) { // an empty one (RFC 6263 §4.1) looks like none when it is read
                source = (InetSocketAddress) channel.receive(into);
            }
            something = source != null;
            return source;
        } catch (PortUnreachableException e) {
            admitAll(); // nobody is there at the moment, and to be told so for each frame costs more than it saves
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void watchedBy(Selector selector) throws IOException {
        watched = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** Something has come, says the selector. */
    void something() {
        something = true;
    }

    @Override
    public boolean mayHaveCome() {
        SelectionKey key = watched;
        return something || key == null || !key.isValid();
    }

    @Override
    public boolean send(ByteBuffer octets, InetSocketAddress to) {
        if (only != null && !to.equals(only)) {
            admitAll();
        }
        try {
            return (only == null ? channel.send(octets, to) : channel.write(octets)) > 0;
        } catch (PortUnreachableException e) {
            admitAll();
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean canAdmitOnly() {
        return !wildcard;
    }

    @Override
    public boolean admitOnly(InetSocketAddress source) {
        if (wildcard || only != null) {
            return false;
        }
        try {
            channel.connect(source);
            only = source;
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.debug("port {} stays open for all", number, e);
            admitAll();
            return false;
        }
    }

    @Override
    public boolean admitsOnly() {
        return only != null;
    }

    @Override
    public void admitAll() {
        only = null;
        try {
            channel.disconnect();
        } catch (IOException e) {
            LOG.debug("port {} takes no other source", number, e);
        }
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing is left to be done with it
        }
    }
}

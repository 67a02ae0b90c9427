package org.voicemail4j.media.rtp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket. It is never connected: connecting throws away what has arrived already, and a source that is asked for
 * by {@code receive} costs no memory as long as it stays the same.
 */
final class UdpPort implements DatagramPort {

    private final DatagramChannel channel;
    private final int number;

    private UdpPort(DatagramChannel channel, int number) {
        this.channel = channel;
        this.number = number;
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
            return new UdpPort(channel, ((InetSocketAddress) channel.getLocalAddress()).getPort());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        try {
            return (InetSocketAddress) channel.receive(into);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public boolean send(ByteBuffer octets, InetSocketAddress to) {
        try {
            return channel.send(octets, to) > 0;
        } catch (IOException | IllegalArgumentException e) {
            return false;
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

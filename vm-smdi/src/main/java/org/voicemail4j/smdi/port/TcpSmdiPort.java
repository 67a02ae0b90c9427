package org.voicemail4j.smdi.port;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.voicemail4j.smdi.SmdiPort;

/**
 * A line over TCP, as terminal servers carry it: this end connects, or waits for the other end to. Comes back by itself
 * when the connection is lost, after a pause of 250 ms that grows to 5 s; a peer that vanished without a word is noticed
 * by keep-alives within about a minute. The octets are the line's and nothing else: no Telnet (RFC 854) negotiation, so
 * set the terminal server to raw mode.
 */
public final class TcpSmdiPort implements SmdiPort {

    private final SupervisedPort port;

    private TcpSmdiPort(String name, Line line, ThreadFactory threads) {
        this.port = new SupervisedPort(name, line, threads);
    }

    /** A line to a terminal server that waits for us. The host's name is looked up anew for each connection. */
    public static TcpSmdiPort connecting(String host, int tcpPort) {
        return connecting(host, tcpPort, new PortThreads());
    }

    /** Like {@link #connecting(String, int)}, with one thread of that factory. */
    public static TcpSmdiPort connecting(String host, int tcpPort, ThreadFactory threads) {
        return new TcpSmdiPort("tcp:" + host + ':' + tcpPort, new TcpClientLine(host, tcpPort), threads);
    }

    /**
     * A line on which we wait for a terminal server. One connection at a time: a new one replaces the old one, since a
     * terminal server that was switched off comes back without having said good-bye. Whoever can reach the address can
     * talk; bind it where only the switch can.
     */
    public static TcpSmdiPort listening(InetSocketAddress address) {
        return listening(address, new PortThreads());
    }

    /** Like {@link #listening(InetSocketAddress)}, with one thread of that factory. */
    public static TcpSmdiPort listening(InetSocketAddress address, ThreadFactory threads) {
        String name = "tcp-listen:" + address.getHostString() + ':' + address.getPort();
        return new TcpSmdiPort(name, new TcpServerLine(address), threads);
    }

    @Override
    public void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
        port.start(octets, states);
    }

    @Override
    public boolean send(ByteBuffer octets) {
        return port.send(octets);
    }

    @Override
    public void close() {
        port.close();
    }

    @Override
    public String toString() {
        return port.toString();
    }
}

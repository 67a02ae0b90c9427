package org.voicemail4j.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of the SIP stack, which makes this object by its name; not for anybody else. The stack connects in the
 * thread of whoever sends, so a peer that does not answer a connect holds that thread: here for two seconds at most, and
 * then nobody for the next five, in which sending there fails at once; one who does not get done with a TLS handshake, for
 * ten seconds, and then nobody for half a minute. It also connects by itself, to where a Via points
 * whose connection has gone: here to nobody but those to whom a request was sent.
 */
public final class SipNetwork implements NetworkLayer {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration LONG_SILENCE = Duration.ofSeconds(30);
    private static final int REMEMBERED = 1_000;

    private final StackClock clock;
    private final Duration patience;
    private final ChosenHops chosen;
    private @Nullable Connections connections;
    private final Map<InetSocketAddress, Long> silentUntil = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Called by the stack. */
    public SipNetwork() {
        this(StackClock.SYSTEM, CONNECT_PATIENCE);
    }

    SipNetwork(StackClock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
        this.chosen = new ChosenHops(clock);
    }

    /** Lets a request go there, now and if it has to be sent again. */
    void choose(Hop hop) {
        chosen.add(hop);
    }

    /** Has connections watched and limited; before the first of them. */
    void watch(Connections watching) {
        connections = watching;
    }

    private Connections connections() {
        Connections known = connections;
        if (known == null) {
            throw new IllegalStateException("nobody watches the connections");
        }
        return known;
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return connections().listen(port, backlog, address);
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return connections().listenSecurely(port, backlog, address);
    }

    @Override
    public Socket createSocket(InetAddress address, int port) throws IOException {
        return createSocket(address, port, null, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress from) throws IOException {
        return createSocket(address, port, from, 0);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress from, int fromPort)
            throws IOException {
        return connect(address, port, from, fromPort);
    }

    private GuardedSocket connect(InetAddress address, int port, @Nullable InetAddress from, int fromPort)
            throws IOException {
        if (!chosen.contain(address, port)) {
            throw new ConnectException("nobody sends a request to " + address + " port " + port);
        }
        InetSocketAddress to = new InetSocketAddress(address, port);
        refuseIfSilent(to);
        try {
            return connections()
                    .connect(
                            socket -> {
                                if (from != null) {
                                    socket.bind(new InetSocketAddress(from, fromPort));
                                }
                                socket.connect(to, (int) patience.toMillis());
                            },
                            () -> remember(to, LONG_SILENCE));
        } catch (SocketTimeoutException e) {
            remember(to, SILENCE);
            throw e;
        }
    }

    private void refuseIfSilent(InetSocketAddress to) throws ConnectException {
        synchronized (silentUntil) {
            Long until = silentUntil.get(to);
            if (until == null) {
                return;
            }
            if (clock.nanos() - until < 0) {
                throw new ConnectException("not tried again yet: " + to + " did not answer a moment ago");
            }
            silentUntil.remove(to);
        }
    }

    private void remember(InetSocketAddress to, Duration silence) {
        synchronized (silentUntil) {
            silentUntil.remove(to);
            silentUntil.put(to, clock.nanos() + silence.toNanos());
        }
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
        return createSSLSocket(address, port, null);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int port, @Nullable InetAddress from) throws IOException {
        GuardedSocket socket = connect(address, port, from, 0);
        try {
            return connections().secured(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public DatagramSocket createDatagramSocket(int port, InetAddress address) throws SocketException {
        return new DatagramSocket(port, address);
    }

    @Override
    public void setSipStack(SipStackImpl stack) {
        // nothing is asked of it
    }
}

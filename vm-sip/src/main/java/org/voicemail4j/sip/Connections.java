package org.voicemail4j.sip;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one endpoint, by TCP and TLS: lets so many in and no more, of one source and of all, closes those
 * that are idle or whose peer does not read, and knows whose certificate each has shown. The stack's own limit is not used:
 * it counts handshakes that failed for ever, and lets nobody in when it is reached. For many threads.
 */
final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(5);
    private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(10);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(50);

    private final SipConfig config;
    private final Rejections rejections;
    private final ConnectionPlaces places;
    private final StackClock clock;
    private final Optional<TlsContext> tls;
    private final Set<GuardedSocket> open = ConcurrentHashMap.newKeySet();
    private final Map<SocketAddress, GuardedSocket> peers = new ConcurrentHashMap<>();
    private final Map<Line, SSLSocket> secure = new ConcurrentHashMap<>();
    private final ThreadLocal<Parsing> parsing = ThreadLocal.withInitial(Parsing::new);
    private int made;
    private boolean closed;

    /** Both ends of a connection, as a request that comes by it knows them; port 0 is any of ours. */
    private record Line(InetAddress peer, int peerPort, int ourPort) {}

    /** Takes the next connection of a listening socket. */
    @FunctionalInterface
    interface Acceptor {
        void accept(Socket into) throws IOException;
    }

    /** Connects a socket of ours. */
    @FunctionalInterface
    interface Connector {
        void connect(Socket socket) throws IOException;
    }

    Connections(SipConfig config, Rejections rejections, RequestRates rates, StackClock clock) {
        this.config = config;
        this.rejections = rejections;
        this.places = new ConnectionPlaces(config, rates);
        this.clock = clock;
        this.tls = config.tls().map(settings -> TlsContext.of(settings, DomainCheck.of(config)));
    }

    ServerSocket listen(int port, int backlog, InetAddress address) throws IOException {
        return new ServerSocket(port, backlog, address) {
            @Override
            public Socket accept() throws IOException {
                return take(this::implAccept);
            }
        };
    }

    SSLServerSocket listenSecurely(int port, int backlog, InetAddress address) throws IOException {
        TlsContext context = secure();
        return new TlsServerSocket(port, backlog, address, context.defaults(), acceptor -> {
            GuardedSocket below = take(acceptor);
            try {
                SSLSocket socket = context.accepted(below);
                secure.put(line(below, below.getLocalPort()), socket);
                return shakingHands(below, socket);
            } catch (IOException e) {
                below.close();
                throw e;
            }
        });
    }

    private static SSLSocket shakingHands(GuardedSocket below, SSLSocket socket) {
        below.shakesHands();
        socket.addHandshakeCompletedListener(event -> below.hasShakenHands());
        return socket;
    }

    private TlsContext secure() throws IOException {
        return tls.orElseThrow(() -> new IOException("TLS is not configured"));
    }

    private static Line line(Socket socket, int ourPort) {
        return new Line(socket.getInetAddress(), socket.getPort(), ourPort);
    }

    /**
     * The next one that may come in; those that may not are closed at once. A system that has none to give, such as one
     * without a free file, is asked again after a while: the stack would do so at once, and log it each time.
     */
    private GuardedSocket take(Acceptor acceptor) throws IOException {
        while (true) {
            GuardedSocket[] self = new GuardedSocket[1];
            self[0] = new GuardedSocket(clock, this::parsing, () -> closed(self[0]));
            try {
                acceptor.accept(self[0]);
            } catch (IOException e) {
                self[0].close();
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                throw e;
            }
            if (admit(self[0])) {
                return self[0];
            }
            self[0].close();
        }
    }

    /** Of what this thread reads: the stack makes the parser of a connection in the thread that reads from it. */
    Parsing parsing() {
        return parsing.get();
    }

    private boolean admit(GuardedSocket socket) {
        try {
            if (!places.take(socket.getInetAddress())) {
                rejections.add(Rejection.TOO_MANY_CONNECTIONS);
                return false;
            }
            open.add(socket);
            settle(socket);
            return true;
        } catch (IOException e) {
            LOG.debug("a connection went as soon as it came", e);
            return false;
        }
    }

    private void settle(GuardedSocket socket) throws IOException {
        socket.setSoTimeout((int) config.limits().idle().toMillis());
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        peers.put(peer(socket), socket);
    }

    private static SocketAddress peer(Socket socket) {
        return new InetSocketAddress(socket.getInetAddress(), socket.getPort());
    }

    /** Whether there is a connection with that peer that can be sent by. */
    boolean isOpen(InetAddress peer, int port) {
        GuardedSocket socket = peers.get(new InetSocketAddress(peer, port));
        return socket != null && !socket.isClosed() && socket.shakingHandsNanos() == 0;
    }

    private void closed(GuardedSocket socket) {
        if (!open.remove(socket)) {
            return;
        }
        InetAddress peer = socket.getInetAddress();
        peers.remove(peer(socket), socket);
        secure.remove(line(socket, socket.getLocalPort()));
        places.leave(peer);
    }

    /**
     * Connects to somebody, watched as those that others make.
     *
     * @param hung run if its peer does not get done with the TLS handshake
     * @throws ConnectException if there are as many connections of ours as there may be of others
     */
    GuardedSocket connect(Connector connector, Runnable hung) throws IOException {
        GuardedSocket[] self = new GuardedSocket[1];
        self[0] = new GuardedSocket(clock, this::parsing, () -> left(self[0], hung));
        synchronized (this) {
            if (closed) {
                throw new ConnectException("closed");
            }
            if (made >= config.limits().connections()) {
                throw new ConnectException("there are " + made + " connections of ours already");
            }
            made++;
            open.add(self[0]);
        }
        try {
            connector.connect(self[0]);
            settle(self[0]);
            return self[0];
        } catch (IOException | RuntimeException e) {
            self[0].close();
            throw e;
        }
    }

    private void left(GuardedSocket socket, Runnable hung) {
        if (!open.remove(socket)) {
            return;
        }
        if (socket.shakingHandsNanos() > LONGEST_HANDSHAKE.toNanos() / 2) {
            hung.run();
        }
        if (socket.isConnected()) {
            peers.remove(peer(socket), socket);
        }
        secure.remove(line(socket, 0));
        synchronized (this) {
            made--;
        }
    }

    /** Makes a connection of ours a secure one; its peer is checked in the handshake. */
    SSLSocket secured(GuardedSocket connected) throws IOException {
        SSLSocket socket = secure().connected(connected);
        secure.put(line(connected, 0), socket);
        return shakingHands(connected, socket);
    }

    /** For which domains the certificate stands that the peer of a request has shown; empty if it has shown none. */
    Set<String> provedDomains(InetAddress peer, int peerPort, int ourPort) {
        SSLSocket socket = secure.get(new Line(peer, peerPort, ourPort));
        if (socket == null) {
            socket = secure.get(new Line(peer, peerPort, 0));
        }
        return socket == null ? Set.of() : CertificateDomains.of(socket.getSession());
    }

    /**
     * Closes connections whose peer does not read or does not shake hands, and forgets secure ones that have gone; called
     * every second.
     */
    void sweep() {
        for (GuardedSocket socket : open) {
            if (socket.writingNanos() > LONGEST_WRITE.toNanos()) {
                rejections.add(Rejection.STUCK_CONNECTION);
                close(socket);
            } else if (socket.shakingHandsNanos() > LONGEST_HANDSHAKE.toNanos()) {
                rejections.add(Rejection.SLOW_HANDSHAKE);
                close(socket);
            }
        }
        secure.values().removeIf(SSLSocket::isClosed);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a connection could not be closed", e);
        }
    }

    /** Closes all, and makes no more: whoever connects or shakes hands then waits for nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        open.forEach(Connections::close);
    }

    /** How many of them others have opened. */
    int accepted() {
        return places.taken();
    }

    /** How many of them we have opened. */
    synchronized int made() {
        return made;
    }
}

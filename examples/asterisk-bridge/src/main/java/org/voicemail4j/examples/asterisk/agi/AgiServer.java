package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.examples.asterisk.line.TcpListener;

/**
 * Takes calls from an Asterisk whose dialplan says {@code AGI(agi://host/voicemail,1000@default,u)}, and hands each on as an
 * {@link IncomingCall}: {@code server.start(service::answer)}.
 *
 * <p>The path names the application: {@code voicemail}, {@code voicemailmain} or {@code directory}. Its arguments are those of
 * Asterisk's own, after the address or in its query ({@code ?mailbox=1000&options=u}); {@code context} there says where
 * mailbox numbers that callers enter are looked up, {@code exitcontext} where keys lead that leave the application. The
 * result is in the variables that Asterisk's own set.
 *
 * <p>For many threads. Connections are bounded in number, time and length; one that makes no sense is closed, and the
 * dialplan goes on.
 */
public final class AgiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);

    private final AgiConfig config;
    private final SharedSounds sounds;
    private final TcpListener listener;
    private final AgiReception reception;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    /**
     * Listens, and takes no calls yet.
     *
     * @throws AgiException if the address is in use, or the folder of sounds cannot be used
     */
    public AgiServer(AgiConfig config) {
        this.config = config;
        this.sounds = config.openSounds();
        this.reception = new AgiReception(config, sounds);
        try {
            listener = new TcpListener(config.listen());
        } catch (IOException e) {
            throw new AgiException("cannot listen for AGI on " + config.listen(), e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * Takes calls from now on.
     *
     * @param calls is given each of them; does not block
     * @throws IllegalStateException if it does so already
     */
    public void start(Consumer<IncomingCall> calls) {
        listener.start(config.threads(), socket -> take(socket, calls));
        LOG.info("taking calls by AGI on {}", address());
    }

    private void take(Socket socket, Consumer<IncomingCall> calls) {
        connections.removeIf(Socket::isClosed);
        if (!config.peers().test(socket.getInetAddress()) || connections.size() >= config.maxConnections()) {
            LOG.warn("{} is not answered: a stranger, or one too many", socket.getRemoteSocketAddress());
            close(socket);
            return;
        }
        connections.add(socket);
        try {
            config.threads().newThread(() -> receive(socket, calls)).start();
        } catch (RuntimeException | OutOfMemoryError e) {
            close(socket);
            throw e;
        }
    }

    private void receive(Socket socket, Consumer<IncomingCall> calls) {
        try {
            reception.receive(socket).ifPresent(calls);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{}: no call came of it: {}", socket.getRemoteSocketAddress(), e.toString());
            close(socket);
        }
        if (listener.isClosed()) {
            close(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("{}", e.toString());
        }
    }

    /** Takes no more calls and leaves those that are going on. Closing twice is harmless. */
    @Override
    public void close() {
        listener.close();
        connections.forEach(AgiServer::close);
        connections.clear();
        sounds.clear();
    }
}

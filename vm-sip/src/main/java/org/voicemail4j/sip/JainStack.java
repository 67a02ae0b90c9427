package org.voicemail4j.sip;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TransportAlreadySupportedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SIP stack of one endpoint with all its threads, set up so that it survives load and strangers: a pool for
 * datagrams, bounded messages and connections, no dialogs of its own making, blocking connections (the other kind dies
 * of one bad Content-Length), logging to SLF4J. The stack keeps static state: one such object per JVM is what it is made
 * for, several work.
 */
final class JainStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JainStack.class);
    private static final String RI = "gov.nist.javax.sip.";
    private static final int ATTEMPTS_FOR_A_FREE_PORT = 20;

    private final ThreadGroup group;
    private final SipStackImpl stack;
    private final List<SipProvider> providers = new ArrayList<>();
    private final List<SipConfig.ListenPoint> bound = new ArrayList<>();

    private JainStack(ThreadGroup group, SipStackImpl stack) {
        this.group = group;
        this.stack = stack;
    }

    /** Whoever is to hear of what comes in, given the stack before anything can. */
    @FunctionalInterface
    interface Wiring {
        SipListener wire(SipStackImpl stack);
    }

    /**
     * Starts to listen.
     *
     * @param name tells the stack's threads from others
     * @param unackedTicks how many half seconds a 200 is repeated without ACK
     * @throws SipTransportException if an address cannot be bound; nothing is left behind then
     */
    static JainStack start(String name, SipConfig config, int unackedTicks, Wiring wiring) {
        ThreadGroup group = new StackThreads(name);
        try {
            return SipThreads.inside(group, () -> start(group, name, config, unackedTicks, wiring));
        } catch (RuntimeException e) {
            SipThreads.end(group);
            throw e;
        }
    }

    private static JainStack start(ThreadGroup group, String name, SipConfig config, int unackedTicks, Wiring wiring) {
        JainStack started = new JainStack(group, create(name, config, unackedTicks));
        try {
            SipListener listener = wiring.wire(started.stack);
            for (SipConfig.ListenPoint point : config.listenPoints()) {
                started.listen(point, config, listener);
            }
            started.stack.start();
            return started;
        } catch (SipException | RuntimeException e) {
            started.stop();
            throw e instanceof RuntimeException unchecked
                    ? unchecked
                    : new SipTransportException("cannot start the SIP stack", e);
        }
    }

    /** A logger that the host has set for stacks of its own stays. */
    private static SipStackImpl create(String name, SipConfig config, int unackedTicks) {
        StackLogger before = CommonLogger.legacyLogger;
        try {
            return new SpokenPortsStack(properties(name, config, unackedTicks));
        } catch (PeerUnavailableException e) {
            throw new SipTransportException("cannot make the SIP stack", e);
        } finally {
            if (before != null) {
                CommonLogger.legacyLogger = before;
            }
        }
    }

    private static Properties properties(String name, SipConfig config, int unackedTicks) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("javax.sip.ROUTER_PATH", SipRouter.class.getName());
        properties.setProperty("javax.sip.USE_ROUTER_FOR_ALL_URIS", "true");
        Map.ofEntries(
                        Map.entry("NETWORK_LAYER", SipNetwork.class.getName()),
                        Map.entry("TIMER_CLASS_NAME", SipStackTimer.class.getName()),
                        Map.entry("STACK_LOGGER", Slf4jStackLogger.class.getName()),
                        Map.entry("SERVER_LOGGER", Slf4jServerLogger.class.getName()),
                        Map.entry("AUTOMATIC_DIALOG_ERROR_HANDLING", "false"),
                        Map.entry("THREAD_POOL_SIZE", Integer.toString(datagramThreads())),
                        Map.entry("REENTRANT_LISTENER", "true"),
                        Map.entry("MAX_MESSAGE_SIZE", "16384"),
                        Map.entry("RECEIVE_UDP_BUFFER_SIZE", "4194304"),
                        Map.entry("SEND_UDP_BUFFER_SIZE", "1048576"),
                        Map.entry("RELEASE_REFERENCES_STRATEGY", "Normal"),
                        Map.entry("LINGER_TIMER", "1"),
                        Map.entry("MAX_LISTENER_RESPONSE_TIME", "10"),
                        Map.entry("MAX_TX_LIFETIME_INVITE", "180"),
                        Map.entry("MAX_TX_LIFETIME_NON_INVITE", "64"),
                        Map.entry("DIALOG_TIMEOUT_FACTOR", Integer.toString(unackedTicks)),
                        Map.entry("CONGESTION_CONTROL_TIMEOUT", "4000"),
                        Map.entry("READ_TIMEOUT", "10000"),
                        Map.entry("TLS_CLIENT_PROTOCOLS", TlsContext.PROTOCOLS),
                        Map.entry("ENABLED_CIPHER_SUITES", TlsContext.SUITES),
                        Map.entry("TLS_CLIENT_AUTH_TYPE", clientAuthentication(config)),
                        Map.entry("SSL_HANDSHAKE_TIMEOUT", "20000"), // Connections ends it sooner, and counts that
                        Map.entry("SSL_RENEGOTIATION_ENABLED", "false"),
                        Map.entry("CONNECTION_TIMEOUT", "3000"),
                        Map.entry("ALWAYS_ADD_RPORT", "true"),
                        Map.entry("DELIVER_UNSOLICITED_NOTIFY", "false"),
                        Map.entry("REJECT_STRAY_RESPONSES", "true"),
                        Map.entry("THREAD_PRIORITY", "5"))
                .forEach((key, value) -> properties.setProperty(RI + key, value));
        return properties;
    }

    private static int datagramThreads() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    private static String clientAuthentication(SipConfig config) {
        return switch (config.tls().map(tls -> tls.clients).orElse(TlsConfig.ClientCertificates.NONE)) {
            case NONE -> "Disabled";
            case WANTED -> "Want";
            case REQUIRED -> "Enabled";
        };
    }

    private void listen(SipConfig.ListenPoint point, SipConfig config, SipListener listener) throws SipException {
        ListeningPointImpl opened = open(point);
        try {
            advertise(opened, config);
            attach(opened, point.host(), listener);
        } catch (ParseException | TooManyListenersException e) {
            throw new SipException("cannot listen on " + point, e);
        }
        SipConfig.ListenPoint actual = new SipConfig.ListenPoint(point.transport(), point.host(), opened.getPort());
        bound.add(actual);
        LOG.info("SIP on {}", actual);
    }

    /** In Via; the stack cannot take an IPv6 address there, and writes the one it listens on. */
    private static void advertise(ListeningPointImpl point, SipConfig config) throws ParseException {
        Optional<String> host = config.advertisedHost().filter(known -> known.indexOf(':') < 0);
        if (host.isPresent()) {
            point.setSentBy(host.get() + ':' + point.getPort());
        }
    }

    /** Points of one host share a provider, so that a dialog may go on by the host's other transport. */
    private void attach(ListeningPointImpl point, String host, SipListener listener)
            throws SipException, TooManyListenersException {
        for (SipProvider provider : providers) {
            ListeningPoint other = provider.getListeningPoints()[0];
            boolean sameHost = Hosts.withoutBrackets(other.getIPAddress()).equals(host);
            if (sameHost && provider.getListeningPoint(point.getTransport()) == null) {
                try {
                    provider.addListeningPoint(point);
                } catch (TransportAlreadySupportedException e) {
                    throw new SipException("two listening points of one kind", e);
                }
                return;
            }
        }
        SipProvider provider = stack.createSipProvider(point);
        provider.addSipListener(listener);
        providers.add(provider);
    }

    private ListeningPointImpl open(SipConfig.ListenPoint point) {
        for (int attempt = 1; ; attempt++) {
            int port = point.port() != 0 ? point.port() : freePort(point);
            try {
                return (ListeningPointImpl) stack.createListeningPoint(
                        point.host(), port, point.transport().lowerCase());
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                if (point.port() != 0 || attempt == ATTEMPTS_FOR_A_FREE_PORT) {
                    throw new SipTransportException("cannot listen on " + point + ": " + LogLine.of(e.getMessage()), e);
                }
            }
        }
    }

    /** The stack cannot choose a port itself. */
    private static int freePort(SipConfig.ListenPoint point) {
        try {
            InetAddress host = InetAddress.getByName(point.host());
            if (point.transport() == SipConfig.Transport.UDP) {
                try (DatagramSocket socket = new DatagramSocket(0, host)) {
                    return socket.getLocalPort();
                }
            }
            try (ServerSocket socket = new ServerSocket(0, 1, host)) {
                return socket.getLocalPort();
            }
        } catch (IOException e) {
            throw new SipTransportException("no free port on " + point, e);
        }
    }

    SipStackImpl stack() {
        return stack;
    }

    /** Where it listens, with the ports chosen. */
    List<SipConfig.ListenPoint> bound() {
        return List.copyOf(bound);
    }

    List<SipProvider> providers() {
        return List.copyOf(providers);
    }

    /** What cannot be stopped keeps nothing else from it. */
    private void stop() {
        for (SipProvider provider : List.copyOf(providers)) {
            for (ListeningPoint point : provider.getListeningPoints()) {
                try {
                    stack.deleteListeningPoint(point);
                } catch (ObjectInUseException | RuntimeException e) {
                    LOG.debug("{} of the SIP stack did not stop cleanly", point, e);
                }
            }
        }
        try {
            stack.stop();
        } catch (RuntimeException e) {
            LOG.debug("the SIP stack did not stop cleanly", e);
        }
    }

    /** Stops to listen and ends the stack's threads. */
    @Override
    public void close() {
        stop();
        if (!SipThreads.end(group)) {
            LOG.warn("a thread of the SIP stack in {} did not end", group.getName());
        }
    }
}

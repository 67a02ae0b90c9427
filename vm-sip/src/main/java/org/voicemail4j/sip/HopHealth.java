package org.voicemail4j.sip;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers answer. One that does not is passed over until it answers again, or, where nobody asks it, for a while.
 * Whoever waits for an answer of a server that turns out to be down waits no longer. For many threads.
 */
final class HopHealth {

    private static final Logger LOG = LoggerFactory.getLogger(HopHealth.class);
    private static final Duration PENALTY = Duration.ofSeconds(30);

    private final StackClock clock;
    private final boolean asked;
    private final Consumer<ProxyEvent> listener;
    private final Map<SipHop, Server> servers = new ConcurrentHashMap<>();

    private static final class Server {
        private final Set<Runnable> waiting = new HashSet<>();
        private boolean known;
        private boolean down;
        private long since;
    }

    /**
     * @param asked whether servers are asked now and then, so that those that are down come back by themselves
     */
    HopHealth(StackClock clock, boolean asked, Consumer<ProxyEvent> listener) {
        this.clock = clock;
        this.asked = asked;
        this.listener = listener;
    }

    private Server server(SipHop hop) {
        return servers.computeIfAbsent(hop, known -> new Server());
    }

    boolean isDown(SipHop hop) {
        Server server = server(hop);
        synchronized (server) {
            return server.down && (asked || clock.nanos() - server.since < PENALTY.toNanos());
        }
    }

    /** Waits for an answer of that server; run if it goes down meanwhile. */
    void waits(SipHop hop, Runnable whenDown) {
        Server server = server(hop);
        synchronized (server) {
            server.waiting.add(whenDown);
        }
    }

    void waitsNoMore(SipHop hop, Runnable whenDown) {
        Server server = server(hop);
        synchronized (server) {
            server.waiting.remove(whenDown);
        }
    }

    /** It has answered. */
    void up(String proxy, SipHop hop) {
        Server server = server(hop);
        boolean news;
        synchronized (server) {
            news = server.down || !server.known;
            server.known = true;
            server.down = false;
        }
        if (news) {
            LOG.info("proxy {} answers at {}", LogLine.of(proxy), hop);
            tell(new ProxyEvent.Up(proxy, hop.toString()));
        }
    }

    /** It has not answered, or serves nobody now. */
    void down(String proxy, SipHop hop, int status) {
        Server server = server(hop);
        boolean news;
        List<Runnable> waiting;
        synchronized (server) {
            news = !server.down;
            server.known = true;
            server.down = true;
            server.since = clock.nanos();
            waiting = List.copyOf(server.waiting);
            server.waiting.clear();
        }
        if (news) {
            LOG.warn("proxy {} does not serve at {}: {}", LogLine.of(proxy), hop, status);
            tell(new ProxyEvent.Down(proxy, hop.toString(), status));
        }
        waiting.forEach(Runnable::run);
    }

    void tell(ProxyEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed at {}", event.getClass().getSimpleName(), e);
        }
    }
}

package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.sip.address.Hop;

/**
 * Where requests of ours were sent a short while ago, which are the only ones that we connect to. Bounded: the longest
 * unused are forgotten. For many threads.
 */
final class ChosenHops {

    /** As long as a transaction lives, and some more. */
    private static final Duration MEMORY = Duration.ofSeconds(90);

    private static final int MOST = 10_000;

    private final StackClock clock;
    private final Map<String, Long> chosen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST;
        }
    };

    ChosenHops(StackClock clock) {
        this.clock = clock;
    }

    /** A request goes there. */
    void add(Hop hop) {
        String key = key(canonical(Hosts.withoutBrackets(hop.getHost())), hop.getPort());
        synchronized (chosen) {
            chosen.put(key, clock.nanos());
        }
    }

    /** Whether one went there, by that address or the name that was resolved to it. */
    boolean contain(InetAddress address, int port) {
        String name = DomainCheck.nameOf(address);
        synchronized (chosen) {
            return isFresh(key(address.getHostAddress(), port)) || (!name.isEmpty() && isFresh(key(name, port)));
        }
    }

    private boolean isFresh(String key) {
        Long at = chosen.get(key);
        return at != null && clock.nanos() - at < MEMORY.toNanos();
    }

    private static String key(String host, int port) {
        return host.toLowerCase(Locale.ROOT) + '/' + port;
    }

    /** An address as Java writes it; a name as it is. */
    private static String canonical(String host) {
        try {
            return Hosts.isAddress(host) ? InetAddress.getByName(host).getHostAddress() : host;
        } catch (UnknownHostException e) {
            return host; // an address of a network that we do not have
        }
    }
}

package org.voicemail4j.sip;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many connections others may have, of all and of one source; some are kept for trusted peers, if there are any. For
 * many threads.
 */
final class ConnectionPlaces {

    /** One connection of so many is kept. */
    private static final int RESERVE = 10;

    private final SipConfig config;
    private final RequestRates rates;
    private final Map<String, Integer> perSource = new HashMap<>();
    private int taken;

    /**
     * @param rates of requests, for a new connection costs as much as one
     */
    ConnectionPlaces(SipConfig config, RequestRates rates) {
        this.config = config;
        this.rates = rates;
    }

    /** Takes one; false if there is none for that peer. */
    synchronized boolean take(@Nullable InetAddress peer) {
        boolean trusted = config.trusted().contain(peer);
        if (peer == null || taken >= most(trusted)) {
            return false;
        }
        String source = Sources.key(peer);
        int others = perSource.getOrDefault(source, 0);
        if (!trusted
                && (others >= config.limits().connectionsPerSource()
                        || rates.take(peer) != RequestRates.Verdict.ADMITTED)) {
            return false;
        }
        perSource.put(source, others + 1);
        taken++;
        return true;
    }

    private int most(boolean trusted) {
        int all = config.limits().connections();
        return trusted || config.trusted().isEmpty() ? all : all - all / RESERVE;
    }

    /** Gives back what was taken. */
    synchronized void leave(InetAddress peer) {
        taken--;
        perSource.computeIfPresent(Sources.key(peer), (source, count) -> count > 1 ? count - 1 : null);
    }

    synchronized int taken() {
        return taken;
    }
}

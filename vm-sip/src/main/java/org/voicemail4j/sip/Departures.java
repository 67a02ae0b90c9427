package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sip.address.Hop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets requests of ours leave: at once if they go by a datagram or a connection that is there; else in threads of its own,
 * because the stack asks name servers, connects and shakes hands in the thread that sends. What goes to one peer leaves in
 * its order and holds one of those threads, so that a peer who cannot be reached holds nobody but who wants to reach it.
 * For many threads.
 */
final class Departures implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Departures.class);
    private static final int THREADS = 32;
    private static final int MOST_WAITING = 10_000;

    private final ThreadPoolExecutor threads;
    private final int most;
    /** What waits behind the request to a peer that is on its way. */
    private final Map<String, Queue<Runnable>> leaving = new HashMap<>();

    private int waiting;
    private volatile @Nullable Connections connections;

    Departures(ThreadFactory threads) {
        this(threads, MOST_WAITING);
    }

    Departures(ThreadFactory threads, int most) {
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most), threads);
        this.threads.allowCoreThreadTimeOut(true);
        this.most = most;
    }

    /** Knows from now on which connections there are. */
    void start(Connections known) {
        connections = known;
    }

    /**
     * Sends a request, now or later.
     *
     * @param hop where it goes next
     * @param departure sends it; what it throws is logged
     * @return false if too many are waiting or this is closed, and it is not sent
     */
    boolean send(Hop hop, Runnable departure) {
        String host = Hosts.withoutBrackets(hop.getHost());
        String peer = (hop.getTransport() + ' ' + host + ' ' + hop.getPort()).toLowerCase(Locale.ROOT);
        if (!isBusy(peer) && isQuick(hop, host)) {
            run(departure);
            return true;
        }
        return isTaken(peer, departure);
    }

    private boolean isTaken(String peer, Runnable departure) {
        synchronized (leaving) {
            Queue<Runnable> behind = leaving.get(peer);
            if (behind != null && waiting < most) {
                waiting++;
                return behind.add(departure);
            }
            boolean started = behind == null && isStarted(peer, departure);
            if (started) {
                leaving.put(peer, new ArrayDeque<>());
            }
            return started;
        }
    }

    private boolean isStarted(String peer, Runnable departure) {
        try {
            threads.execute(() -> runAll(peer, departure));
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("a request is not sent: too many are on their way, or the endpoint is closed");
        } catch (OutOfMemoryError e) { // no thread to be had
            LOG.warn("a request is not sent", e);
        }
        return false;
    }

    private boolean isBusy(String peer) {
        synchronized (leaving) {
            return leaving.containsKey(peer);
        }
    }

    private boolean isQuick(Hop hop, String host) {
        if (!Hosts.isAddress(host)) {
            return false;
        }
        Connections known = connections;
        try {
            return hop.getTransport().equalsIgnoreCase("udp")
                    || (known != null && known.isOpen(InetAddress.getByName(host), hop.getPort()));
        } catch (UnknownHostException e) {
            return false; // its interface has gone; sending fails, and that is told
        }
    }

    private void runAll(String peer, Runnable first) {
        for (Runnable next = first; next != null; next = next(peer)) {
            run(next);
        }
    }

    private @Nullable Runnable next(String peer) {
        synchronized (leaving) {
            Queue<Runnable> rest = leaving.get(peer);
            Runnable next = rest == null ? null : rest.poll();
            if (next == null) {
                leaving.remove(peer);
            } else {
                waiting--;
            }
            return next;
        }
    }

    private static void run(Runnable departure) {
        try {
            departure.run();
        } catch (RuntimeException | Error e) {
            LOG.warn("a request could not be sent", e);
        }
    }

    /** Lets what is on its way go, but not for long; what waits behind it then is not sent. */
    @Override
    public void close() {
        SipThreads.shutDown(threads);
        synchronized (leaving) {
            leaving.values().forEach(Queue::clear);
            waiting = 0;
        }
    }
}

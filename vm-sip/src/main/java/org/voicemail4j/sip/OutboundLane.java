package org.voicemail4j.sip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * What leaves for one kind of peers, in threads that no other kind waits for: in some name servers are asked, and what they say
 * is remembered; from others requests leave. Both are bounded. For many threads.
 */
final class OutboundLane implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 10_000;

    private final ThreadPoolExecutor naming;
    private final HopFinder finder;
    private final Departures departures;

    OutboundLane(SipConfig config) {
        this.naming = threads(config);
        ProxyConfig proxies = config.proxies();
        ServerLocator locator = new ServerLocator(proxies.lookup(), proxies.random());
        this.finder = new HopFinder(locator, naming, StackClock.SYSTEM, proxies.locateEvery());
        this.departures = new Departures(config.threads());
    }

    /** A few threads, which end when they have nothing to do. */
    static ThreadPoolExecutor threads(SipConfig config) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), config.threads());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    void start(ServerLocator.Abilities ours, Connections connections) {
        departures.start(connections);
        finder.start(ours);
    }

    /** The servers of a URI, the best first. */
    CompletableFuture<List<SipHop>> find(SipUri uri) {
        return finder.find(uri);
    }

    /** The ways straight to a URI's servers. */
    CompletableFuture<List<OutboundWay>> straightTo(SipUri target) {
        return find(target)
                .thenApply(hops -> hops.stream()
                        .map(hop -> new OutboundWay(Optional.empty(), Optional.empty(), hop))
                        .toList());
    }

    /** By which its requests leave. */
    Departures departures() {
        return departures;
    }

    /** Lets what waits go, but not for long. */
    @Override
    public void close() {
        SipThreads.shutDown(naming); // a BYE may wait there for the place of a name
        departures.close();
    }
}

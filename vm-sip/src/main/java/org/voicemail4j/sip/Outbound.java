package org.voicemail4j.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;

/**
 * The ways out of an endpoint for requests outside calls: through its proxies, those first that are up, or straight to
 * their target. For many threads.
 */
final class Outbound implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 10_000;

    private final ProxyConfig config;
    private final HopFinder finder;
    private final HopHealth health;
    /** Each kind of work has its own: name servers that are slow do not keep a request from its next way. */
    private final ThreadPoolExecutor naming;

    private final ThreadPoolExecutor failingOver;
    private final ThreadPoolExecutor watching;
    private final Departures departures;
    private final ConcurrentHashMap<SipUri, List<SipHop>> last = new ConcurrentHashMap<>();
    private volatile List<SipProvider> providers = List.of();

    Outbound(SipConfig config) {
        this.config = config.proxies();
        this.naming = threads(config);
        this.failingOver = threads(config);
        this.watching = threads(config);
        this.departures = new Departures(config.threads());
        ServerLocator locator = new ServerLocator(this.config.lookup(), this.config.random());
        this.finder = new HopFinder(locator, naming, StackClock.SYSTEM, this.config.locateEvery());
        this.health = new HopHealth(StackClock.SYSTEM, this.config.keepAlive().isPresent(), this.config.listener());
    }

    private static ThreadPoolExecutor threads(SipConfig config) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), config.threads());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    void start(List<SipProvider> through, Connections connections) {
        departures.start(connections);
        finder.start(abilities(through));
        providers = through;
        config.proxies().forEach(this::locate);
    }

    private static ServerLocator.Abilities abilities(List<SipProvider> providers) {
        TreeSet<String> transports = new TreeSet<>();
        boolean six = false;
        boolean four = false;
        for (SipProvider provider : providers) {
            for (ListeningPoint point : provider.getListeningPoints()) {
                transports.add(point.getTransport().toLowerCase(Locale.ROOT));
                six |= point.getIPAddress().indexOf(':') >= 0;
                four |= point.getIPAddress().indexOf(':') < 0;
            }
        }
        return new ServerLocator.Abilities(transports, four, six);
    }

    List<SipProvider> providers() {
        return providers;
    }

    HopHealth health() {
        return health;
    }

    /** By which all requests of ours leave. */
    Departures departures() {
        return departures;
    }

    /** In which requests are sent on to their next way. */
    Executor failingOver() {
        return failingOver;
    }

    /** In which proxies are asked whether they are there. */
    Executor watching() {
        return watching;
    }

    boolean hasProxies() {
        return !config.proxies().isEmpty();
    }

    /** Where a proxy is; a change shows as soon as name servers tell it. */
    private CompletableFuture<List<SipHop>> locate(SipUri proxy) {
        return finder.find(proxy).thenApply(hops -> {
            if (hops.isEmpty() && !last.containsKey(proxy)) {
                health.tell(new ProxyEvent.NotFound(text(proxy), "no name server knows a server of this proxy"));
                return hops;
            }
            if (!hops.isEmpty()) {
                last.put(proxy, hops);
            }
            return last.getOrDefault(proxy, List.of());
        });
    }

    /** The ways through the proxies: those that are up in their order, then the others, which may have come back. */
    CompletableFuture<List<OutboundWay>> throughProxies() {
        List<CompletableFuture<List<OutboundWay>>> found = new ArrayList<>();
        for (SipUri proxy : config.proxies()) {
            found.add(locate(proxy)
                    .thenApply(hops ->
                            hops.stream().map(hop -> through(proxy, hop)).toList()));
        }
        return CompletableFuture.allOf(found.toArray(new CompletableFuture<?>[0]))
                .thenApply(all -> sorted(
                        found.stream().flatMap(one -> one.join().stream()).toList()));
    }

    private List<OutboundWay> sorted(List<OutboundWay> ways) {
        List<OutboundWay> sorted = new ArrayList<>();
        List<OutboundWay> down = new ArrayList<>();
        ways.forEach(way -> (health.isDown(way.hop()) ? down : sorted).add(way));
        sorted.addAll(down);
        return sorted;
    }

    private static OutboundWay through(SipUri proxy, SipHop hop) {
        return new OutboundWay(Optional.of(text(proxy)), Optional.of('<' + text(proxy) + ";lr>"), hop);
    }

    /** A proxy's URI as it is configured. */
    static String text(SipUri proxy) {
        return proxy.scheme()
                + ':'
                + Hosts.inUri(proxy.host())
                + (proxy.port() > 0 ? ":" + proxy.port() : "")
                + proxy.parameter("transport").map(kind -> ";transport=" + kind).orElse("");
    }

    /** The ways straight to a URI's servers. */
    CompletableFuture<List<OutboundWay>> straightTo(SipUri target) {
        return finder.find(target)
                .thenApply(hops -> hops.stream()
                        .map(hop -> new OutboundWay(Optional.empty(), Optional.empty(), hop))
                        .toList());
    }

    @Override
    public void close() {
        SipThreads.shutDown(naming); // a BYE may wait there for the place of a name
        failingOver.shutdownNow();
        watching.shutdownNow();
        departures.close();
    }
}

package org.voicemail4j.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import javax.sip.ListeningPoint;
import javax.sip.SipProvider;
import javax.sip.address.Hop;

/**
 * The ways out of an endpoint: through its proxies, those first that are up, or straight to their target. Whom the operator has
 * named does not wait for others: whoever calls or subscribes chooses the names in Contact and Record-Route, and may choose such
 * as name servers take their time for. For many threads.
 */
final class Outbound implements AutoCloseable {

    private final ProxyConfig config;
    private final HopHealth health;
    private final OutboundLane named;
    private final OutboundLane others;
    /** Each kind of work has its own: name servers that are slow do not keep a request from its next way. */
    private final ThreadPoolExecutor failingOver;

    private final ThreadPoolExecutor watching;
    private final ConcurrentHashMap<SipUri, List<SipHop>> last = new ConcurrentHashMap<>();
    private volatile List<SipProvider> providers = List.of();

    Outbound(SipConfig config) {
        this.config = config.proxies();
        this.named = new OutboundLane(config);
        this.others = new OutboundLane(config);
        this.failingOver = OutboundLane.threads(config);
        this.watching = OutboundLane.threads(config);
        this.health = new HopHealth(StackClock.SYSTEM, this.config.keepAlive().isPresent(), this.config.listener());
    }

    void start(List<SipProvider> through, Connections connections) {
        ServerLocator.Abilities ours = abilities(through);
        named.start(ours, connections);
        others.start(ours, connections);
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

    /** For requests to whom the operator has named: proxies, addresses of record, a presence server. */
    OutboundLane named() {
        return named;
    }

    /** For requests to a URI that somebody else has named, which may be at the host of one of the proxies. */
    OutboundLane to(SipUri uri) {
        boolean proxys =
                config.proxies().stream().anyMatch(proxy -> proxy.target().equalsIgnoreCase(uri.target()));
        return proxys ? named : others;
    }

    /** By which requests leave for a URI that somebody else has named, and that leads there. */
    Departures departures(Hop next) {
        boolean proxys = last.entrySet().stream()
                .anyMatch(proxy -> proxy.getValue().stream()
                        .anyMatch(hop -> isAt(next, hop, proxy.getKey().target())));
        return (proxys ? named : others).departures();
    }

    private static boolean isAt(Hop next, SipHop hop, String name) {
        String host = Hosts.withoutBrackets(next.getHost());
        return hop.port() == next.getPort()
                && hop.transport().equalsIgnoreCase(next.getTransport())
                && (hop.host().equalsIgnoreCase(host) || name.equalsIgnoreCase(host));
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
        return named.find(proxy).thenApply(hops -> {
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

    @Override
    public void close() {
        others.close();
        named.close();
        failingOver.shutdownNow();
        watching.shutdownNow();
    }
}

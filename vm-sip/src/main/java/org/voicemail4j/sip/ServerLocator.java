package org.voicemail4j.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Finds the servers of a SIP URI (RFC 3263 §4): by which transport, at which addresses, in which order they are tried.
 * Asks the name servers and blocks meanwhile. For many threads, if the randomness is.
 */
final class ServerLocator {

    private static final int MOST_HOPS = 32;
    private static final Map<String, String> SERVICES = Map.of("SIP+D2U", "udp", "SIP+D2T", "tcp", "SIPS+D2T", "tls");

    private final DnsLookup dns;
    private final RandomGenerator random;

    ServerLocator(DnsLookup dns, RandomGenerator random) {
        this.dns = dns;
        this.random = random;
    }

    /** What we can send by. */
    record Abilities(Set<String> transports, boolean ipv4, boolean ipv6) {
        Abilities {
            transports = Set.copyOf(transports);
        }

        boolean reach(InetAddress address) {
            return address instanceof Inet6Address ? ipv6 : ipv4;
        }
    }

    /** The hop of a URI that needs no name server; empty if one has to be asked. */
    static Optional<SipHop> literal(SipUri uri) {
        if (!Hosts.isAddress(uri.target())) {
            return Optional.empty();
        }
        String transport = wanted(uri).orElse(usual(uri));
        return Optional.of(new SipHop(transport, uri.target(), uri.port() > 0 ? uri.port() : port(transport)));
    }

    /** What the parameter says; where the scheme is sips that is what TLS runs over (RFC 3261 §26.2.2), and never in clear. */
    private static Optional<String> wanted(SipUri uri) {
        return uri.parameter("transport")
                .map(text -> uri.scheme().equals("sips") ? "tls" : text.toLowerCase(Locale.ROOT));
    }

    private static String usual(SipUri uri) {
        return uri.scheme().equals("sips") ? "tls" : "udp";
    }

    private static int port(String transport) {
        return transport.equals("tls") ? 5061 : 5060;
    }

    /**
     * Every server, the best first; none if there is none.
     *
     * @throws SipTransportException if nobody can say
     */
    List<SipHop> locate(SipUri uri, Abilities ours) {
        Optional<SipHop> literal = literal(uri);
        if (literal.isPresent()) {
            return List.of(literal.get());
        }
        Optional<String> wanted = wanted(uri);
        if (uri.port() > 0) {
            return at(uri.target(), wanted.orElse(usual(uri)), uri.port(), ours);
        }
        List<SipHop> named =
                wanted.isPresent() ? servers(service(uri, wanted.get()), wanted.get(), ours) : byNaptr(uri, ours);
        if (!named.isEmpty()) {
            return named;
        }
        String transport = wanted.orElse(usual(uri));
        return at(uri.target(), transport, port(transport), ours);
    }

    private static String service(SipUri uri, String transport) {
        return transport.equals("tls") ? "_sips._tcp." + uri.target() : "_sip._" + transport + '.' + uri.target();
    }

    private List<SipHop> byNaptr(SipUri uri, Abilities ours) {
        boolean secure = uri.scheme().equals("sips");
        List<DnsLookup.Naptr> fitting = dns.naptr(uri.target()).stream()
                .filter(record ->
                        record.flags().equals("s") && ours.transports().contains(transport(record)))
                .filter(record -> !secure || record.service().startsWith("SIPS"))
                .sorted(Comparator.comparingInt(DnsLookup.Naptr::order).thenComparingInt(DnsLookup.Naptr::preference))
                .toList();
        List<SipHop> hops = new ArrayList<>();
        for (DnsLookup.Naptr record : fitting) {
            hops.addAll(servers(record.replacement(), transport(record), ours));
        }
        return hops.isEmpty() ? byServices(uri, ours, secure) : first(hops);
    }

    /** What a record's service is spoken by; empty if it is none of SIP's. */
    private static String transport(DnsLookup.Naptr record) {
        return SERVICES.getOrDefault(record.service(), "");
    }

    /** Without NAPTR each transport that we have is asked for (§4.1), ours in the order of their names' use. */
    private List<SipHop> byServices(SipUri uri, Abilities ours, boolean secure) {
        List<SipHop> hops = new ArrayList<>();
        for (String transport : secure ? List.of("tls") : List.of("udp", "tcp", "tls")) {
            if (ours.transports().contains(transport)) {
                hops.addAll(servers(service(uri, transport), transport, ours));
            }
        }
        return first(hops);
    }

    private static List<SipHop> first(List<SipHop> hops) {
        return hops.stream().distinct().limit(MOST_HOPS).toList();
    }

    private List<SipHop> servers(String name, String transport, Abilities ours) {
        List<SipHop> hops = new ArrayList<>();
        for (DnsLookup.Srv server : ordered(dns.srv(name))) {
            boolean none = server.target().isEmpty() || server.target().equals(".") || server.port() == 0;
            if (!none && hops.size() < MOST_HOPS) {
                hops.addAll(at(server.target(), transport, server.port(), ours));
            }
        }
        return first(hops);
    }

    private List<SipHop> at(String host, String transport, int port, Abilities ours) {
        if (!ours.transports().contains(transport)) {
            return List.of();
        }
        return dns.addresses(host).stream()
                .filter(ours::reach)
                .limit(MOST_HOPS)
                .map(address -> new SipHop(transport, address.getHostAddress(), port))
                .toList();
    }

    /** By priority, and within one by weighted lot (RFC 2782). */
    List<DnsLookup.Srv> ordered(List<DnsLookup.Srv> records) {
        Map<Integer, List<DnsLookup.Srv>> byPriority = records.stream()
                .collect(Collectors.groupingBy(
                        DnsLookup.Srv::priority, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        List<DnsLookup.Srv> ordered = new ArrayList<>();
        byPriority.values().forEach(equal -> {
            equal.sort(Comparator.comparingInt(DnsLookup.Srv::weight)); // those without weight come first
            while (!equal.isEmpty()) {
                ordered.add(equal.remove(drawn(equal)));
            }
        });
        return ordered;
    }

    private int drawn(List<DnsLookup.Srv> equal) {
        int sum = equal.stream().mapToInt(DnsLookup.Srv::weight).sum();
        int lot;
        synchronized (random) {
            lot = random.nextInt(sum + 1);
        }
        int running = 0;
        for (int i = 0; i < equal.size(); i++) {
            running += equal.get(i).weight();
            if (running >= lot) {
                return i;
            }
        }
        return equal.size() - 1;
    }
}

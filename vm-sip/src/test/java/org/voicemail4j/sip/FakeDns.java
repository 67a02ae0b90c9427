package org.voicemail4j.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Name servers of a test, which may be away. */
class FakeDns implements DnsLookup {

    final Map<String, List<Naptr>> naptr = new ConcurrentHashMap<>();
    final Map<String, List<Srv>> srv = new ConcurrentHashMap<>();
    final Map<String, List<InetAddress>> addresses = new ConcurrentHashMap<>();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;

    FakeDns host(String name, String... at) {
        addresses.put(name, List.of(at).stream().map(FakeDns::address).toList());
        return this;
    }

    FakeDns server(String name, int priority, int weight, int port, String target) {
        srv.merge(
                name,
                List.of(new Srv(priority, weight, port, target)),
                (before, more) ->
                        List.of(before, more).stream().flatMap(List::stream).toList());
        return this;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public List<Naptr> naptr(String domain) {
        return found(naptr.getOrDefault(domain, List.of()));
    }

    @Override
    public List<Srv> srv(String name) {
        return found(srv.getOrDefault(name, List.of()));
    }

    @Override
    public List<InetAddress> addresses(String host) {
        return found(addresses.getOrDefault(host, List.of()));
    }

    private <T> List<T> found(List<T> records) {
        asked.incrementAndGet();
        if (away) {
            throw new SipTransportException("planted: no name server answers", null);
        }
        return records;
    }
}

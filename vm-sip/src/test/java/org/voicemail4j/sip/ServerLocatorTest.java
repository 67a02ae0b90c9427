package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** RFC 3263 §4 and RFC 2782. */
class ServerLocatorTest {

    private static final ServerLocator.Abilities ALL =
            new ServerLocator.Abilities(Set.of("udp", "tcp", "tls"), true, true);

    private final FakeDns dns = new FakeDns();
    private final ServerLocator locator = new ServerLocator(dns, new SplittableRandom(1));

    private List<String> found(String uri, ServerLocator.Abilities ours) {
        return locator.locate(SipUri.parse(uri).orElseThrow(), ours).stream()
                .map(SipHop::toString)
                .toList();
    }

    private List<String> found(String uri) {
        return found(uri, ALL);
    }

    @Test
    void anAddressNeedsNoNameServer() {
        assertThat(found("sip:192.0.2.1")).containsExactly("udp:192.0.2.1:5060");
        assertThat(found("sip:192.0.2.1:5080;transport=TCP")).containsExactly("tcp:192.0.2.1:5080");
        assertThat(found("sip:[2001:db8::1]")).containsExactly("udp:[2001:db8::1]:5060");
        assertThat(found("sips:192.0.2.1")).containsExactly("tls:192.0.2.1:5061");
        assertThat(found("sips:192.0.2.1;transport=tcp")).containsExactly("tls:192.0.2.1:5061");
        assertThat(dns.asked.get()).isZero();
    }

    /** RFC 3261 §19.1.1. */
    @Test
    void maddrIsWhereItGoesInsteadOfItsHost() {
        dns.host("there.example", "192.0.2.7").host("pbx.example", "192.0.2.1");

        assertThat(found("sip:1000@pbx.example;maddr=192.0.2.9")).containsExactly("udp:192.0.2.9:5060");
        assertThat(found("sip:1000@192.0.2.1:5070;transport=tcp;maddr=[2001:db8::1]"))
                .containsExactly("tcp:[2001:db8::1]:5070");
        assertThat(found("sip:1000@pbx.example;maddr=there.example")).containsExactly("udp:192.0.2.7:5060");
        assertThat(found("sip:1000@pbx.example;maddr=%00")).containsExactly("udp:192.0.2.1:5060");
    }

    @Test
    void aPortLeadsStraightToAddresses() {
        dns.host("pbx.example", "192.0.2.1", "2001:db8::1");
        dns.server("_sip._udp.pbx.example", 1, 1, 5099, "other.example");

        assertThat(found("sip:pbx.example:5070"))
                .containsExactly("udp:192.0.2.1:5070", "udp:[2001:db8:0:0:0:0:0:1]:5070");
        assertThat(found("sip:pbx.example:5070", new ServerLocator.Abilities(Set.of("udp"), true, false)))
                .containsExactly("udp:192.0.2.1:5070");
    }

    @Test
    void naptrChoosesTheTransportInItsOrderAndSrvTheServers() {
        dns.naptr.put(
                "example.net",
                List.of(
                        new DnsLookup.Naptr(20, 1, "s", "SIP+D2U", "_sip._udp.example.net"),
                        new DnsLookup.Naptr(10, 1, "s", "SIP+D2T", "_sip._tcp.example.net"),
                        new DnsLookup.Naptr(5, 1, "u", "E2U+SIP", "nonsense.example.net")));
        dns.server("_sip._tcp.example.net", 2, 0, 5062, "b.example.net");
        dns.server("_sip._tcp.example.net", 1, 0, 5061, "a.example.net");
        dns.server("_sip._udp.example.net", 1, 0, 5060, "a.example.net");
        dns.host("a.example.net", "192.0.2.1").host("b.example.net", "192.0.2.2");

        assertThat(found("sip:example.net"))
                .containsExactly("tcp:192.0.2.1:5061", "tcp:192.0.2.2:5062", "udp:192.0.2.1:5060");
        assertThat(found("sip:example.net", new ServerLocator.Abilities(Set.of("udp"), true, true)))
                .containsExactly("udp:192.0.2.1:5060");
    }

    @Test
    void withoutNaptrEachOfOurTransportsIsLookedFor() {
        dns.server("_sip._tcp.example.net", 1, 0, 5060, "a.example.net").host("a.example.net", "192.0.2.1");

        assertThat(found("sip:example.net")).containsExactly("tcp:192.0.2.1:5060");
    }

    @Test
    void withoutSrvTheHostItselfIsTheServer() {
        dns.host("example.net", "192.0.2.9");

        assertThat(found("sip:example.net")).containsExactly("udp:192.0.2.9:5060");
        assertThat(found("sip:example.net;transport=tcp")).containsExactly("tcp:192.0.2.9:5060");
    }

    @Test
    void secureUrisAreNeverReachedInTheClear() {
        dns.naptr.put(
                "example.net",
                List.of(
                        new DnsLookup.Naptr(10, 1, "s", "SIP+D2U", "_sip._udp.example.net"),
                        new DnsLookup.Naptr(20, 1, "s", "SIPS+D2T", "_sips._tcp.example.net")));
        dns.server("_sip._udp.example.net", 1, 0, 5060, "a.example.net");
        dns.server("_sips._tcp.example.net", 1, 0, 5061, "a.example.net");
        dns.host("a.example.net", "192.0.2.1");

        assertThat(found("sips:example.net")).containsExactly("tls:192.0.2.1:5061");
    }

    @Test
    void aServiceThatIsDeclinedOrAHostThatIsNotThereLeadsNowhere() {
        dns.server("_sip._udp.example.net", 1, 0, 5060, ".");

        assertThat(found("sip:example.net")).isEmpty();
        assertThat(found("sip:nowhere.example:5060")).isEmpty();
    }

    @Test
    void serversOfOnePriorityAreDrawnByTheirWeights() {
        List<DnsLookup.Srv> servers = List.of(
                new DnsLookup.Srv(1, 75, 5060, "three-quarters"),
                new DnsLookup.Srv(1, 25, 5060, "a-quarter"),
                new DnsLookup.Srv(2, 100, 5060, "spare"));
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < 4_000; i++) {
            List<DnsLookup.Srv> ordered = locator.ordered(servers);
            assertThat(ordered).hasSize(3);
            assertThat(ordered.get(2).target()).isEqualTo("spare");
            first.merge(ordered.get(0).target(), 1, Integer::sum);
        }
        assertThat(first.get("three-quarters")).isBetween(2_850, 3_150);
    }

    @Test
    void aFloodOfRecordsIsCut() {
        for (int i = 0; i < 200; i++) {
            dns.server("_sip._udp.example.net", 1, 1, 5060, "h" + i).host("h" + i, "192.0.2." + (i + 1));
        }
        assertThat(found("sip:example.net")).hasSize(32);
    }

    @Test
    void recordsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsLookup.Srv(1, 1, 65_536, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new SipHop("udp", "a.example", 5060));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyConfig.builder().proxy("http://x"));
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.address.Hop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** Callers and phones whose Contact is a name that name servers take for ever to find: the proxy is told all the same. */
class StrangersNamesTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");
    /** More than there are threads for anything that leaves. */
    private static final int STRANGERS = 100;

    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    private final FakeDns dns = new FakeDns() {
        @Override
        public List<Srv> srv(String name) {
            hang(name);
            return super.srv(name);
        }

        @Override
        public List<InetAddress> addresses(String host) {
            hang(host);
            return super.addresses(host);
        }

        private void hang(String name) {
            if (name.endsWith("slow.test")) {
                hanging.incrementAndGet();
                awaitRelease();
            }
        }
    };

    private void awaitRelease() {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void release() {
        never.countDown();
    }

    @Test
    void holdUpNoRequestToTheProxy() throws InterruptedException {
        LampProxy proxy = new LampProxy();
        try (TestServer server = new TestServer(settings -> settings.trust("127.0.0.1")
                        .maxCalls(2 * STRANGERS)
                        .proxies(ProxyConfig.builder()
                                .lookup(dns)
                                .proxy("sip:proxy.test")
                                .locateEvery(Duration.ofMillis(10))
                                .build())
                        .mwiTarget("sip:{number}@proxy.test"));
                UdpPeer stranger = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            for (int i = 0; i < STRANGERS; i++) {
                call(stranger, "call" + i, "c" + i + ".slow.test");
                stranger.send(contact(
                        stranger.request("SUBSCRIBE", "1001", "watch" + i, 1, "", "Event: message-summary\n", ""),
                        "w" + i + ".slow.test:5060"));
                stranger.expect("SIP/2.0 200");
            }
            Await.until("strangers wait", () -> hanging.get() > 2);

            dns.server("_sip._udp.proxy.test", 1, 0, proxy.port(), "a.proxy.test")
                    .host("a.proxy.test", "127.0.0.1");
            server.endpoint.mwi().publish(ALICE, new MessageSummary(new MessageCounts(1, 0, 0, 0)));

            Await.until("the lamp", () -> proxy.shown("1000").isPresent());
            never.countDown();
        } finally {
            never.countDown();
            proxy.close();
        }
    }

    /** One that is hung up at once, by a BYE to that host. */
    private static void call(UdpPeer peer, String id, String host) {
        peer.send(contact(peer.request("INVITE", "5000", id, 1, "", "", UdpPeer.SDP), host));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "5000", id, 1, UdpPeer.toTag(ok), "", ""));
    }

    private static String contact(String request, String host) {
        return request.replaceFirst("Contact: [^\r\n]*", "Contact: <sip:stranger@" + host + ">");
    }

    private static Hop hop(String host, int port) {
        return new gov.nist.javax.sip.stack.HopImpl(host, port, "tcp");
    }

    private static SipUri uri(String text) {
        return SipUri.parse(text).orElseThrow();
    }

    @Test
    void takeNoThreadThatRequestsToTheProxyLeaveBy() {
        dns.server("_sip._tcp.proxy.test", 1, 0, 5_060, "a.proxy.test").host("a.proxy.test", "192.0.2.1");
        SipConfig config = SipConfig.builder()
                .listen("tcp:127.0.0.1:0")
                .proxies(ProxyConfig.builder()
                        .lookup(dns)
                        .proxy("sip:proxy.test;transport=tcp")
                        .build())
                .build();
        try (SipEndpoint endpoint = new SipEndpoint(config, new FakeMedia("127.0.0.1"))) {
            endpoint.start(call -> {});
            Outbound outbound = endpoint.outbound();
            Departures proxys = outbound.named().departures();
            Await.until("the proxy is found", () -> outbound.departures(hop("192.0.2.1", 5_060)) == proxys);

            assertThat(outbound.departures(hop("proxy.test", 5_060))).isSameAs(proxys);
            assertThat(outbound.to(uri("sip:Proxy.TEST;lr"))).isSameAs(outbound.named());
            assertThat(outbound.to(uri("sip:c.slow.test"))).isNotSameAs(outbound.named());
            assertThat(outbound.departures(hop("192.0.2.1", 5_061)))
                    .as("where nobody may listen")
                    .isNotSameAs(proxys);
            for (int i = 0; i < STRANGERS; i++) {
                Hop slow = hop("c" + i + ".slow.test", 5_060);
                outbound.departures(slow).send(slow, this::awaitRelease);
            }
            AtomicBoolean left = new AtomicBoolean();
            proxys.send(hop("192.0.2.1", 5_060), () -> left.set(true));
            Await.until("a request leaves", left::get);
            never.countDown();
        }
    }
}

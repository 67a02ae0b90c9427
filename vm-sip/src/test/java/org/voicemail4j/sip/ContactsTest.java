package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that name another transport than their call came by, and such as nobody can read. */
class ContactsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int LONGEST_MILLIS = 30_000;

    /** A call by UDP that the server hangs up at once, by a BYE that has to go to that contact. */
    private static void hangUpTo(UdpPeer peer, String contact) {
        peer.send(peer.request("INVITE", "5000", "other-way", 1, "", "", UdpPeer.SDP)
                .replaceFirst("Contact: [^\r\n]*", "Contact: <" + contact + ">"));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "5000", "other-way", 1, UdpPeer.toTag(ok), "", ""));
    }

    private static UdpPeer caller(TestServer server) {
        return new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
    }

    @Test
    void aByeGoesByTcpToTheContactOfACallByUdp() throws IOException {
        try (TestServer server = new TestServer(settings -> settings);
                ServerSocket phone = new ServerSocket(0, 5, HERE);
                UdpPeer peer = caller(server)) {
            phone.setSoTimeout(LONGEST_MILLIS);
            hangUpTo(peer, "sip:caller@127.0.0.1:" + phone.getLocalPort() + ";transport=tcp");

            try (StreamPeer there = new StreamPeer(phone.accept(), "TCP")) {
                assertLeavesBy("TCP", server.port(SipConfig.Transport.TCP), there.next());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:caller@127.0.0.1:%d;transport=tls", "sips:caller@127.0.0.1:%d"})
    void aByeGoesByTlsToTheContactOfACallByUdp(String contact, @TempDir Path folder) throws IOException {
        TestCertificate ours = TestCertificate.make(folder, "127.0.0.1", "ip:127.0.0.1");
        TlsConfig tls = TlsConfig.keyStore(ours.store, TestCertificate.PASSWORD.toCharArray())
                .trusting(ours.certificate);
        UnaryOperator<SipConfig.Builder> secure = settings -> settings.tls(tls).listen("tls:127.0.0.1:0");
        try (TestServer server = new TestServer(secure);
                SSLServerSocket phone = (SSLServerSocket)
                        ours.believing(ours).getServerSocketFactory().createServerSocket(0, 5, HERE);
                UdpPeer peer = caller(server)) {
            phone.setSoTimeout(LONGEST_MILLIS);
            hangUpTo(peer, String.format(java.util.Locale.ROOT, contact, phone.getLocalPort()));

            try (StreamPeer there = new StreamPeer(phone.accept(), "TLS")) {
                assertLeavesBy("TLS", server.port(SipConfig.Transport.TLS), there.next());
            }
        }
    }

    private static void assertLeavesBy(String transport, int port, String bye) {
        assertThat(bye).startsWith("BYE sip");
        assertThat(UdpPeer.header(bye, "Via")).startsWith("SIP/2.0/" + transport + " 127.0.0.1:" + port + ";branch=");
    }

    @Test
    void aByeGoesByTheTransportOfTheCallWhereWeSpeakNoOther() {
        try (TestServer server = new TestServer(settings -> settings);
                UdpPeer peer = caller(server)) {
            hangUpTo(peer, "sip:caller@127.0.0.1:" + peer.port() + ";transport=tls");

            assertLeavesBy("UDP", server.port(SipConfig.Transport.UDP), peer.expect("BYE"));
        }
    }

    /** RFC 3263 §4, which NOTIFY follows as well. */
    @Test
    void aByeGoesToTheServerThatNameServersNameForItsRoute() {
        FakeDns dns = new FakeDns();
        try (TestServer server = new TestServer(settings ->
                        settings.proxies(ProxyConfig.builder().lookup(dns).build()));
                UdpPeer peer = caller(server);
                UdpPeer edge = caller(server)) {
            dns.server("_sip._udp.edge.test", 1, 0, edge.port(), "a.edge.test").host("a.edge.test", "127.0.0.1");
            peer.send(
                    peer.request("INVITE", "5000", "named", 1, "", "Record-Route: <sip:edge.test;lr>\n", UdpPeer.SDP));
            String ok = peer.expect("SIP/2.0 200");
            peer.send(peer.request("ACK", "5000", "named", 1, UdpPeer.toTag(ok), "", ""));

            String bye = edge.expect("BYE");

            assertThat(bye).startsWith("BYE sip:caller@127.0.0.1:" + peer.port());
            assertThat(UdpPeer.header(bye, "Route")).isEqualTo("<sip:edge.test;lr>");
            edge.respond(bye, 200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "SUBSCRIBE"})
    void aContactThatCannotBeReadIsRefused(String method) {
        try (TestServer server = new TestServer(settings -> settings.trust("127.0.0.1"));
                UdpPeer peer = caller(server);
                StreamPeer stream = StreamPeer.tcp(server.port(SipConfig.Transport.TCP))) {
            String unreadable = "Contact: <sip:x@[1:2";
            String extra = "Event: message-summary\nExpires: 60\n";
            peer.send(peer.request(method, "1000", "odd", 1, "", extra, "")
                    .replaceFirst("Contact: [^\r\n]*", unreadable));
            stream.send(stream.request(method, "1000", "odd-stream", "", extra, "")
                    .replaceFirst("Contact: [^\n]*", unreadable));

            assertThat(peer.expect("SIP/2.0 400")).contains("Call-ID: odd");
            assertThat(stream.expect("SIP/2.0 400")).contains("Call-ID: odd-stream");
            assertThat(server.endpoint.rejections()).containsEntry("unparseable", 2L);
        }
    }
}

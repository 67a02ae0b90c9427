package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;

/** SIP over TLS: who is let in, who is believed, and who is spoken to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // made before all tests
class TlsTest {

    private static final String KEY = "AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";

    private TestCertificate ours;
    private TestCertificate proxy;
    private TestCertificate other;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) {
        ours = TestCertificate.make(folder, "voicemail.test", "dns:voicemail.test,ip:127.0.0.1");
        proxy = TestCertificate.make(folder, "proxy", "uri:sip:proxy.test,dns:host.test,ip:127.0.0.1");
        other = TestCertificate.make(folder, "other.test", "");
    }

    private TlsConfig tls() {
        return TlsConfig.keyStore(ours.store, TestCertificate.PASSWORD.toCharArray());
    }

    private TestServer serving(TlsConfig tls, UnaryOperator<SipConfig.Builder> settings) {
        return new TestServer(builder -> settings.apply(builder.tls(tls).listen("tls:127.0.0.1:0")));
    }

    private static StreamPeer connect(TestServer server, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port(SipConfig.Transport.TLS));
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new StreamPeer(socket, "TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerAnswersByTls(String protocol) throws IOException {
        try (TestServer server = serving(TlsConfig.pem(ours.certificate, ours.key), settings -> settings);
                StreamPeer peer = connect(server, ours.believed(), protocol)) {
            peer.send(peer.request("OPTIONS", "ping", "options", "", "", ""));

            assertThat(peer.expect("SIP/2.0 200")).contains("Call-ID: options");
            assertThat(((SSLSocket) peer.socket()).getSession().getProtocol()).isEqualTo(protocol);
        }
    }

    @Test
    void aCallByTlsIsEncryptedAndEndsByTheSameConnection() throws IOException, InterruptedException {
        try (TestServer server = serving(tls(), settings -> settings);
                StreamPeer peer = connect(server, ours.believed())) {
            String offer = UdpPeer.SDP.replace("RTP/AVP", "RTP/SAVP") + "a=crypto:1 " + KEY + "\r\n";
            peer.send(peer.request("INVITE", "1000", "call", "", "", offer));

            String answer = peer.expect("SIP/2.0 200");
            assertThat(answer).contains("RTP/SAVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
            assertThat(UdpPeer.header(answer, "Contact")).contains("transport=tls");
            peer.send(peer.request("ACK", "1000", "call", UdpPeer.toTag(answer), "", ""));
            server.nextTalk();
            peer.send(peer.request("BYE", "1000", "call", UdpPeer.toTag(answer), "", ""));
            assertThat(peer.expect("SIP/2.0 200")).contains("2 BYE");
        }
    }

    /** RFC 3261 §12.1.1. */
    @Test
    void aCallToSipsIsAnsweredByAContactOfSips() throws IOException, InterruptedException {
        try (TestServer server = serving(tls(), settings -> settings);
                StreamPeer peer = connect(server, ours.believed())) {
            peer.send(peer.request("INVITE", "1000", "secure", "", "", UdpPeer.SDP)
                    .replaceFirst(" sip:", " sips:"));

            String answer = peer.expect("SIP/2.0 200");
            String contact = UdpPeer.header(answer, "Contact");
            assertThat(contact).startsWith("<sips:127.0.0.1:").doesNotContain("transport");
            String tag = UdpPeer.toTag(answer);
            peer.send(inDialog(peer, "ACK", tag, contact));
            server.nextTalk();
            peer.send(inDialog(peer, "BYE", tag, contact));
            assertThat(peer.expect("SIP/2.0 200")).contains("2 BYE");
        }
    }

    private static String inDialog(StreamPeer peer, String method, String tag, String contact) {
        String target = contact.substring(1, contact.indexOf('>'));
        return peer.request(method, "1000", "secure", tag, "", "").replaceFirst("sip:1000@127.0.0.1:[0-9]+", target);
    }

    @Test
    void whoSpeaksNoTlsIsNotWaitedForByOthers() throws IOException {
        try (TestServer server = serving(tls(), settings -> settings);
                StreamPeer mute = StreamPeer.tcp(server.port(SipConfig.Transport.TLS));
                StreamPeer rude = StreamPeer.tcp(server.port(SipConfig.Transport.TLS));
                StreamPeer peer = connect(server, ours.believed())) {
            rude.send("OPTIONS sip:x@y SIP/2.0\n\n");
            rude.expect("nothing that is SIP");

            peer.send(peer.request("OPTIONS", "ping", "options", "", "", ""));

            assertThat(peer.expect("SIP/2.0 200")).isNotEmpty();
            assertThat(mute.socket().isClosed()).isFalse();
            Await.until("the rude one is gone", () -> server.endpoint.connections() == 2);
        }
    }

    @Test
    void withoutACertificateThereIsNoConnectionWhereOneIsRequired() throws IOException {
        TlsConfig strict = tls().trusting(proxy.certificate).clients(TlsConfig.ClientCertificates.REQUIRED);
        try (TestServer server = serving(strict, settings -> settings)) {
            for (SSLContext wrong : new SSLContext[] {ours.believed(), other.believing(ours)}) {
                try (StreamPeer peer = connect(server, wrong)) {
                    assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                        peer.socket().getOutputStream().write("OPTIONS".getBytes(StandardCharsets.US_ASCII));
                        peer.socket().getOutputStream().flush();
                        if (peer.socket().getInputStream().read() < 0) {
                            throw new IOException("closed");
                        }
                    });
                }
            }
            try (StreamPeer peer = connect(server, proxy.believing(ours))) {
                peer.send(peer.request("OPTIONS", "ping", "options", "", "", ""));
                assertThat(peer.expect("SIP/2.0 200")).isNotEmpty();
            }
            Await.until("no connection is left", () -> server.endpoint.connections() == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"proxy.test, 9", "PROXY.test, 9", "host.test, 1000", "voicemail.test, 1000"})
    void aCertificateForATrustedDomainIsBelieved(String trusted, String mailbox)
            throws IOException, InterruptedException {
        TlsConfig asking = tls().trusting(proxy.certificate).clients(TlsConfig.ClientCertificates.WANTED);
        try (TestServer server = serving(asking, settings -> settings.trustCertificate(trusted));
                StreamPeer peer = connect(server, proxy.believing(ours))) {
            peer.send(peer.request("INVITE", "1000", "named", "", "X-Voicemail-Mailbox: 9\n", UdpPeer.SDP));

            assertThat(peer.expect("SIP/2.0 200")).isNotEmpty();
            assertThat(server.nextCall().info().purpose())
                    .isEqualTo(
                            CallPurpose.deposit(MailboxId.of("default", mailbox).orElseThrow()));
        }
    }

    @Test
    void noCertificateIsNoReasonToBelieve() throws IOException, InterruptedException {
        TlsConfig asking = tls().trusting(proxy.certificate).clients(TlsConfig.ClientCertificates.WANTED);
        try (TestServer server = serving(asking, settings -> settings.trustCertificate("proxy.test"));
                StreamPeer peer = connect(server, ours.believed())) {
            peer.send(peer.request("INVITE", "1000", "unnamed", "", "X-Voicemail-Mailbox: 9\n", UdpPeer.SDP));

            assertThat(peer.expect("SIP/2.0 200")).isNotEmpty();
            assertThat(server.nextCall().info().purpose())
                    .isEqualTo(
                            CallPurpose.deposit(MailboxId.of("default", "1000").orElseThrow()));
        }
    }

    @Test
    void aLampIsSwitchedThroughAProxyThatProvesItsName() throws IOException {
        assertThat(notified(proxy, proxy))
                .hasValueSatisfying(notify -> assertThat(notify)
                        .startsWith("NOTIFY sip:1000@127.0.0.1 SIP/2.0")
                        .contains("Voice-Message: 2/0 (0/0)"));
    }

    @Test
    void aProxyWithTheCertificateOfAnotherIsToldNothing() throws IOException {
        assertThat(notified(other, other)).as("another name").isEmpty();
        assertThat(notified(proxy, other)).as("nobody vouches for it").isEmpty();
    }

    /** What a proxy is sent that shows one certificate while we believe another. */
    private Optional<String> notified(TestCertificate shown, TestCertificate believed) throws IOException {
        try (SSLServerSocket listening = (SSLServerSocket) shown.believing(ours)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            String uri = "sip:127.0.0.1:" + listening.getLocalPort() + ";transport=tls";
            listening.setSoTimeout(15_000);
            try (TestServer server = serving(
                    tls().trusting(believed.certificate),
                    settings -> settings.outboundProxy(uri).notifyRetries(1, Duration.ZERO))) {
                server.endpoint
                        .mwi()
                        .publish(MailboxId.parse("1000@default"), new MessageSummary(new MessageCounts(2, 0, 0, 0)));
                try (StreamPeer peer = new StreamPeer(listening.accept(), "TLS")) {
                    String notify = peer.next();
                    return notify.isEmpty() ? Optional.empty() : Optional.of(notify);
                }
            }
        }
    }

    @Test
    void domainsAreReadFromCertificatesAsRfc5922Says() {
        assertThat(CertificateDomains.of(ours.x509())).containsExactlyInAnyOrder("voicemail.test", "127.0.0.1");
        assertThat(CertificateDomains.of(proxy.x509())).containsExactlyInAnyOrder("proxy.test", "127.0.0.1");
        assertThat(CertificateDomains.of(other.x509())).containsExactly("other.test");
    }

    @Test
    void whatCannotBeReadIsSaidBeforeAnythingListens() {
        assertThatExceptionOfType(SipTransportException.class)
                .isThrownBy(() -> TlsConfig.keyStore(ours.store, "wrong".toCharArray()))
                .withMessageContaining(ours.store.toString());
        assertThatExceptionOfType(SipTransportException.class)
                .isThrownBy(() -> TlsConfig.pem(ours.certificate, ours.certificate))
                .withMessageContaining("PRIVATE KEY");
        assertThatExceptionOfType(SipTransportException.class).isThrownBy(() -> tls().trusting(ours.key));
        assertThatIllegalStateException()
                .isThrownBy(() -> SipConfig.builder().listen("tls:127.0.0.1:0").build())
                .withMessageContaining("certificate");
        assertThat(tls()).hasToString("TLS, client certificates NONE");
    }
}

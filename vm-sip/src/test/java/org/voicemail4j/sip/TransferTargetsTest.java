package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallRefusal;

/** Where a number is that callers are sent on to: with whoever can put them through, not on their own phone. */
class TransferTargetsTest {

    private static final String RECORDED = "Record-Route: <sip:127.0.0.9:5060;lr>\n";

    private final TestServer alone = new TestServer(settings -> settings);

    @AfterEach
    void close() {
        alone.close();
    }

    @Test
    void withAProxyItIsThere() throws InterruptedException {
        assertThat(moved(settings -> settings.outboundProxy("sip:10.0.0.7:5070;transport=tcp"), "", "example.test", ""))
                .isEqualTo("<sip:0@10.0.0.7:5070;transport=tcp>");
    }

    @Test
    void whereTheConfigurationSaysItIsThere() throws InterruptedException {
        assertThat(moved(
                        settings -> settings.outboundProxy("sip:10.0.0.7:5070")
                                .transferTarget("sip:{number}@pbx.example;user=phone"),
                        RECORDED,
                        "example.test",
                        ""))
                .isEqualTo("<sip:0@pbx.example;user=phone>");
    }

    @Test
    void elseItIsInTheDomainThatWasCalled() throws InterruptedException {
        assertThat(movedAlone(RECORDED, "example.test", "")).isEqualTo("<sip:0@example.test>");
        assertThat(movedAlone("", "example.test:5080", "")).isEqualTo("<sip:0@example.test:5080>");
    }

    @Test
    void aPeerThatCallsOurAddressIsAskedItself() throws InterruptedException {
        assertThat(movedAlone("", "127.0.0.1", ";transport=tls")).matches("<sip:0@127\\.0\\.0\\.1:\\d+;transport=tls>");
        assertThat(movedAlone(RECORDED, "127.0.0.1", "")).matches("<sip:0@127\\.0\\.0\\.1:\\d+>");
        assertThat(moved(settings -> settings.advertisedHost("vm.example"), "", "vm.example", ""))
                .startsWith("<sip:0@127.0.0.1:");
    }

    @Test
    void aNameThatThePeerCallsUsByIsOursUnlessAProxyIsBetween() throws InterruptedException {
        assertThat(movedAlone("", "named", "")).startsWith("<sip:0@127.0.0.1:");
        assertThat(movedAlone(RECORDED, "named", "")).isEqualTo("<sip:0@named>");
    }

    @Test
    void aTargetIsAUriWithANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipConfig.builder().transferTarget("sip:0@pbx.example"));
    }

    private static String moved(
            UnaryOperator<SipConfig.Builder> settings, String headers, String to, String contactParameters)
            throws InterruptedException {
        try (TestServer server = new TestServer(settings)) {
            return moved(server, headers, to, contactParameters);
        }
    }

    private String movedAlone(String headers, String to, String contactParameters) throws InterruptedException {
        return moved(alone, headers, to, contactParameters);
    }

    /** The Contact of the 302 that sends a caller to the number 0; where To is {@code named}, the Request-URI is too. */
    private static String moved(TestServer server, String headers, String to, String contactParameters)
            throws InterruptedException {
        try (UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            String contact = "Contact: <sip:caller@127.0.0.1:" + peer.port();
            String invite = peer.request("INVITE", "6000", "m" + peer.port(), 1, "", headers, UdpPeer.SDP)
                    .replace("To: <sip:6000@example.test>", "To: <sip:6000@" + to + '>')
                    .replace(contact, contact + contactParameters);
            peer.send(
                    to.equals("named")
                            ? invite.replaceFirst("INVITE sip:6000@[^ ]+", "INVITE sip:6000@named")
                            : invite);
            server.nextCall().reject(CallRefusal.movedTo("0"));
            return UdpPeer.header(peer.expect("SIP/2.0 302"), "Contact");
        }
    }
}

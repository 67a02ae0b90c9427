package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how; after each refusal the server still answers, and no sound is left open. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {

    private final TestServer server = new TestServer(settings -> settings.trust("127.0.0.0/8"));
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
    private int calls;

    @BeforeAll
    @AfterEach
    void theServerAnswers() {
        String callId = "alive" + ++calls;
        peer.send(peer.request("OPTIONS", "ping", callId, 1, "", "", ""));
        String answer;
        do {
            answer = peer.expect("SIP/2.0 200");
        } while (!UdpPeer.header(answer, "Call-ID").equals(callId));
        assertThat(UdpPeer.header(answer, "Allow")).contains("INVITE", "UPDATE");
        Await.until("all sound is closed", () -> server.media.open() == 0);
        assertThat(server.failures).isEmpty();
    }

    @AfterAll
    void close() {
        server.close();
        peer.close();
    }

    @ParameterizedTest
    @CsvSource({"4000, 404", "7000, 503", "8000, 500", "..%2F..%2Fx, 404", "1000%00, 404"})
    void calls(String user, int status) {
        String answer = refused("INVITE", user, "To-Nobody: x\n", UdpPeer.SDP, status);

        assertThat(UdpPeer.header(answer, "Retry-After")).isEqualTo(status == 503 ? "7" : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Voicemail-Context: a/b", "X-Voicemail-Context: ..", "X-Voicemail-Mailbox: ../../x"})
    void headersThatCannotNameAMailbox(String header) {
        refused("INVITE", "1000", header + "\n", UdpPeer.SDP, 404);
    }

    @Test
    void controlCharactersInHeaders() {
        refused("INVITE", "1000", "X-Voicemail-Context: a\0b\n", UdpPeer.SDP, 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RTP/AVP 18",
                "RTP/SAVP 0",
                "RTP/AVP 96",
            })
    void descriptionsWithoutACommonCodec(String formats) {
        refused("INVITE", "1000", "", UdpPeer.SDP.replace("RTP/AVP 0 8 101", formats), 488);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "v=0\r\nm=audio\r\n", "v=0\r\nc=IN IP4 !\r\nm=audio 1 RTP/AVP 0\r\n"})
    void malformedDescriptions(String body) {
        refused("INVITE", "1000", "", body, 400);
    }

    @Test
    void bodiesOfAnotherType() {
        String callId = next();
        peer.send(
                peer.request("INVITE", "1000", callId, 1, "", "", UdpPeer.SDP).replace("application/sdp", "text/html"));

        String answer = peer.expect("SIP/2.0 415");
        acknowledge("1000", callId, answer);
        assertThat(UdpPeer.header(answer, "Accept")).isEqualTo("application/sdp");
    }

    @Test
    void extensionsThatWeLack() {
        String answer = refused("INVITE", "1000", "Require: timer, replaces, gruu\n", UdpPeer.SDP, 420);

        assertThat(UdpPeer.header(answer, "Unsupported")).isEqualTo("gruu,replaces");
    }

    @Test
    void methodsThatWeLack() {
        String answer = refused("PUBLISH", "1000", "", "", 405);

        assertThat(UdpPeer.header(answer, "Allow")).contains("INVITE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INVITE", "UPDATE", "INFO", "NOTIFY", "REFER"})
    void requestsWithinCallsThatWeDoNotKnow(String method) {
        String callId = next();
        peer.send(peer.request(method, "1000", callId, 2, "gone", "Event: x\nRefer-To: <sip:x@y>\n", ""));

        peer.expect("SIP/2.0 481");
    }

    @Test
    void anotherBranchAfterARefusalIsAnotherTry() {
        String callId = next();
        String invite = peer.request("INVITE", "4000", callId, 1, "", "", UdpPeer.SDP);
        peer.send(invite);
        acknowledge("4000", callId, peer.expect("SIP/2.0 404"));

        peer.send(invite.replace("branch=z9hG4bK", "branch=z9hG4bKother"));

        acknowledge("4000", callId, peer.expect("SIP/2.0 404"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"From: <sip:x@y>;tag=2", "t: <sip:x@y>", "i: other", "CSeq: 2 INVITE"})
    void headersThatStandTwice(String header) {
        refused("INVITE", "1000", header + "\n", UdpPeer.SDP, 400);
    }

    @Test
    void tooManyHeaders() {
        refused("INVITE", "1000", "X: y\n".repeat(120), UdpPeer.SDP, 400);
        refused("INVITE", "1000", "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\n".repeat(60), UdpPeer.SDP, 400);
    }

    @Test
    void aHeaderThatDoesNotFit() {
        refused("INVITE", "1000", "X-Long: " + "x".repeat(60_000) + "\n", UdpPeer.SDP, 400);
    }

    @Test
    void anotherVersion() {
        String callId = next();
        peer.send(peer.request("INVITE", "1000", callId, 1, "", "", UdpPeer.SDP).replace(" SIP/2.0\n", " SIP/7.0\n"));

        peer.expect("SIP/2.0 505");
    }

    @Test
    void usersThatAreTooLong() {
        refused("INVITE", "1".repeat(200), "", UdpPeer.SDP, 414);
    }

    @Test
    void schemesThatWeDoNotKnow() {
        String callId = next();
        peer.send(peer.request("INVITE", "1000", callId, 1, "", "", UdpPeer.SDP)
                .replaceFirst("INVITE sip:", "INVITE nobodyKnows:"));

        peer.expect("SIP/2.0 416");
    }

    @Test
    void theAutomatic400RepeatsNoOctetsInItsReason() {
        String callId = next();
        peer.send(peer.request("INVITE", "1000", callId, 1, "", "", UdpPeer.SDP)
                .replace("CSeq: 1 INVITE", "CSeq: x\u0080 y"));

        assertThat(peer.expect("SIP/2.0 400").lines().findFirst())
                .contains("SIP/2.0 400 Bad Request (Malformed Message)");
    }

    @Test
    void aBodyThatIsShorterThanItSays() {
        String callId = next();
        String cut = peer.request("INVITE", "4000", callId, 1, "", "", UdpPeer.SDP)
                .replaceFirst("Content-Length: \\d+", "Content-Length: 2000000000");
        peer.send(cut);

        assertThat(peer.expect("SIP/2.0 4")).isNotEmpty();
    }

    @Test
    void garbage() {
        peer.send("\0\0\0".getBytes(StandardCharsets.UTF_8), server.port(SipConfig.Transport.UDP));
        peer.send(new byte[0], server.port(SipConfig.Transport.UDP));
        peer.send("INVITE\r\n\r\n".getBytes(StandardCharsets.UTF_8), server.port(SipConfig.Transport.UDP));
        peer.send("\r\n\r\n".getBytes(StandardCharsets.UTF_8), server.port(SipConfig.Transport.UDP));
        peer.receive(Duration.ofMillis(1));
    }

    private String next() {
        return "refusal" + ++calls;
    }

    private String refused(String method, String user, String header, String body, int status) {
        String callId = next();
        peer.send(peer.request(method, user, callId, 1, "", header, body));
        String answer = peer.expect("SIP/2.0 " + status);
        if (method.equals("INVITE")) {
            acknowledge(user, callId, answer);
        }
        return answer;
    }

    private void acknowledge(String user, String callId, String answer) {
        peer.send(peer.request("ACK", user, callId, 1, UdpPeer.toTag(answer), "", "")
                .replace(callId + "ACK1", callId + "INVITE1"));
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies of several parts (RFC 5621): the session description among them. */
class SessionPartTest {

    private static final String MIXED = "multipart/mixed;boundary=\"x y\"";
    private static final String ISUP = "--x y\r\nContent-Type: application/ISUP;version=itu-t92+\r\n"
            + "Content-Disposition: signal;handling=optional\r\n\r\n\u0001\u0000I\r\nS\r\n";
    private static final String SDP = "--x y\r\nContent-Type: application/sdp\r\n\r\n" + UdpPeer.SDP + "\r\n";
    private static final String END = "--x y--\r\n";

    private final TestServer server = new TestServer(settings -> settings);
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));

    @AfterEach
    void close() throws InterruptedException {
        server.close();
        peer.close();
        server.awaitSilence();
    }

    @Test
    void aCallWhoseOfferIsOnePartOfItsBodyIsAnswered() throws InterruptedException {
        peer.send(several(peer.request("INVITE", "1000", "p1", 1, "", "", SDP + ISUP + END)));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", "p1", 1, UdpPeer.toTag(ok), "", ""));
        server.nextTalk();

        assertThat(UdpPeer.body(ok)).contains("m=audio");
        peer.send(peer.request("BYE", "1000", "p1", 2, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200");
    }

    @Test
    void anAnswerThatIsOnePartOfTheAckIsRead() throws InterruptedException {
        peer.send(peer.request("INVITE", "1000", "p2", 1, "", "", ""));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(several(peer.request("ACK", "1000", "p2", 1, UdpPeer.toTag(ok), "", ISUP + SDP + END)));
        server.nextTalk();

        assertThat(server.media.legs.get(0).accepted).hasSize(1);
        peer.send(peer.request("BYE", "1000", "p2", 2, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200");
    }

    @Test
    void aPartThatMustBeUnderstoodIsRefused() {
        String must = ISUP.replace("optional", "required");
        peer.send(several(peer.request("INVITE", "1000", "p3", 1, "", "", SDP + must + END)));

        assertThat(UdpPeer.header(peer.expect("SIP/2.0 415"), "Accept")).isEqualTo("application/sdp");
    }

    private static String several(String request) {
        return request.replace("Content-Type: application/sdp\nContent-L", "Content-Type: " + MIXED + "\nContent-L");
    }

    @Test
    void partsMayBeNestedFoldedAndWithoutHeaders() throws ParseException {
        String inner = "--in\nContent-Type:\n application/sdp\nContent-Disposition: session\n\nv=0\n--in--";
        String early = "--x y\r\nContent-Type: application/sdp\r\nContent-Disposition: early-session\r\n\r\nv=1\r\n";
        String body = "preamble\r\n--x y\r\n\r\nplain text\r\n" + early
                + "--x y\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n" + inner + "\r\n" + END;

        SessionPart part = SessionPart.of(message(MIXED, body));

        assertThat(part.isUnderstood()).isTrue();
        assertThat(new String(part.octets(), StandardCharsets.UTF_8)).isEqualTo("v=0");
    }

    @Test
    void partsOfOtherKindsAloneSayNothingOfASession() throws ParseException {
        assertThat(SessionPart.of(message(MIXED, ISUP + END)).isEmpty()).isTrue();
    }

    @Test
    void nonsenseIsNoPart() throws ParseException {
        String deep = "x";
        for (int i = 0; i < 100; i++) {
            deep = "--b\r\nContent-Type: multipart/mixed;boundary=b\r\n\r\n" + deep;
        }
        assertThat(SessionPart.of(message("multipart/mixed;boundary=b", deep)).octets())
                .isEmpty();
        assertThat(SessionPart.of(message("multipart/mixed", SDP)).isUnderstood())
                .isFalse();
        assertThat(SessionPart.of(message("multipart/mixed;boundary=" + "b".repeat(80), SDP))
                        .isUnderstood())
                .isFalse();
        assertThat(SessionPart.of(message("text/plain;boundary=b", "--b")).isUnderstood())
                .isFalse();
        assertThat(SessionPart.of(message("multipart/mixed;boundary=b", "--b\r\n--b\r\n--b--"))
                        .isEmpty())
                .isTrue();
    }

    private static SIPRequest message(String type, String body) throws ParseException {
        String text = "INVITE sip:1000@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n"
                + "From: <sip:5551000@example.test>;tag=f\r\nTo: <sip:1000@example.test>\r\nCall-ID: a\r\n"
                + "CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        return (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.ISO_8859_1), true, false, null);
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Session timers (RFC 4028) with a peer that writes its messages as text. */
class SessionTimerTest {

    /** Refreshed after 3 s, over after 4 s. */
    private static final String WE_REFRESH = "Supported: timer\nSession-Expires: 6;refresher=uas\n";

    private final TestServer server = new TestServer(settings -> settings.shortestSession(Duration.ofSeconds(2)));
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));

    @AfterEach
    void everyLegIsClosed() throws InterruptedException {
        server.close();
        peer.close();
        server.awaitSilence();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aTimerThatOnlyAProxyAskedForIsNotAgreed() {
        String ok = established("t1", "Session-Expires: 90\n");

        assertThat(UdpPeer.header(ok, "Session-Expires")).isEmpty();
        assertThat(UdpPeer.header(ok, "Require")).isEmpty();
        bye("t1", ok);
    }

    @Test
    void anyAnswerToARefreshKeepsTheCallButForOneThatKnowsNoCall() {
        String ok = established("t2", "Allow: INVITE, ACK, BYE, UPDATE\n" + WE_REFRESH);
        assertThat(UdpPeer.header(ok, "Session-Expires")).isEqualTo("6;refresher=uas");

        String refresh = peer.expect("UPDATE");
        assertThat(UdpPeer.header(refresh, "Session-Expires")).isEqualTo("6;refresher=uac");
        peer.respond(refresh, 500);
        peer.respond(peer.expect("UPDATE"), 481);

        peer.respond(peer.expect("BYE"), 200);
    }

    /** The peer or a proxy would say BYE before our own time is over (RFC 4028 §7.2). */
    @Test
    void anIntervalThatTheAnswerShortensHoldsFromThenOn() {
        established("t6", "Allow: INVITE, ACK, BYE, UPDATE\n" + WE_REFRESH);

        peer.respond(peer.expect("UPDATE"), 200, "Require: timer\r\nSession-Expires: 3;refresher=uac\r\n", "");
        String next = peer.expect("UPDATE");

        assertThat(UdpPeer.header(next, "Session-Expires")).isEqualTo("3;refresher=uac");
        peer.respond(next, 481);
        peer.respond(peer.expect("BYE"), 200);
    }

    @Test
    void anIntervalThatIsTooShortForThePeerIsRaisedAtOnce() {
        established("t7", "Allow: INVITE, ACK, BYE, UPDATE\n" + WE_REFRESH);

        peer.respond(peer.expect("UPDATE"), 422, "Min-SE: 600\r\n", "");
        String next = peer.expect("UPDATE"); // long before half of 600 s

        assertThat(UdpPeer.header(next, "Session-Expires")).isEqualTo("600;refresher=uac");
        peer.respond(next, 481);
        peer.respond(peer.expect("BYE"), 200);
    }

    @Test
    void aPeerWithoutUpdateIsRefreshedByAReinviteWithTheSameDescription() {
        String ok = established("t3", "Allow: INVITE, ACK, BYE\n" + WE_REFRESH);

        String refresh = peer.expect("INVITE");
        assertThat(UdpPeer.header(refresh, "Session-Expires")).isEqualTo("6;refresher=uac");
        assertThat(UdpPeer.body(refresh)).isEqualTo(UdpPeer.body(ok));
        peer.respond(refresh, 200, "Contact: <sip:caller@127.0.0.1:" + peer.port() + ">\r\n", UdpPeer.SDP);
        String ack = peer.expect("ACK");
        assertThat(UdpPeer.header(ack, "CSeq"))
                .isEqualTo(UdpPeer.header(refresh, "CSeq").replace("INVITE", "ACK"));
        peer.respond(peer.expect("INVITE"), 408);

        peer.respond(peer.expect("BYE"), 200);
    }

    @Test
    void aPeerThatRefusesUpdateIsRefreshedByAReinvite() {
        String ok = established("t4", "Allow: INVITE, ACK, BYE, UPDATE\n" + WE_REFRESH);

        peer.respond(peer.expect("UPDATE"), 405);
        String refresh = peer.expect("INVITE");
        peer.respond(refresh, 488);
        peer.expect("ACK");

        bye("t4", ok);
    }

    @Test
    void whileAReinviteOfOursIsOpenOffersOfThePeerHaveToWait() {
        String answers = "481";
        for (int i = 0; i < 4 && answers.contains("481"); i++) { // on a slow machine the session may end meanwhile
            answers = offersWhileWeRefresh("t5-" + i);
        }

        assertThat(answers).isEqualTo("491 491 200");
    }

    /** What a re-INVITE and an UPDATE are answered with while ours is open, and an UPDATE after it was answered. */
    private String offersWhileWeRefresh(String callId) {
        String refreshedAfterSixSeconds = "Supported: timer\nSession-Expires: 12;refresher=uas\n";
        String tag = UdpPeer.toTag(established(callId, "Allow: INVITE, ACK, BYE\n" + refreshedAfterSixSeconds));
        String refresh = peer.expect("INVITE");
        while (!UdpPeer.header(refresh, "Call-ID").equals(callId)) {
            refresh = peer.expect("INVITE");
        }
        peer.send(peer.request("INVITE", "1000", callId, 2, tag, "", UdpPeer.SDP));
        String invite = status(callId, "2 INVITE");
        String ack = peer.request("ACK", "1000", callId, 2, tag, "", "");
        peer.send(ack.replace(callId + "ACK2", callId + "INVITE2"));
        peer.send(peer.request("UPDATE", "1000", callId, 3, tag, "", UdpPeer.SDP));
        String update = status(callId, "3 UPDATE");

        peer.respond(refresh, 200, "Contact: <sip:caller@127.0.0.1:" + peer.port() + ">\r\n", UdpPeer.SDP);
        String later = "491";
        int cseq = 3;
        while (later.equals("491") && cseq < 100) { // it may overtake our answer
            cseq++;
            peer.send(peer.request("UPDATE", "1000", callId, cseq, tag, "", UdpPeer.SDP));
            later = status(callId, cseq + " UPDATE");
        }
        peer.send(peer.request("BYE", "1000", callId, cseq + 1, tag, "", ""));
        status(callId, cseq + 1 + " BYE");
        return invite + ' ' + update + ' ' + later;
    }

    private String status(String callId, String cseq) {
        String answer = peer.expect("SIP/2.0 ");
        while (answer.startsWith("SIP/2.0 100")
                || !UdpPeer.header(answer, "CSeq").equals(cseq)
                || !UdpPeer.header(answer, "Call-ID").equals(callId)) {
            answer = peer.expect("SIP/2.0 ");
        }
        return answer.substring(8, 11);
    }

    private String established(String callId, String extra) {
        peer.send(peer.request("INVITE", "1000", callId, 1, "", extra, UdpPeer.SDP));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", callId, 1, UdpPeer.toTag(ok), "", ""));
        return ok;
    }

    private void bye(String callId, String ok) {
        peer.send(peer.request("BYE", "1000", callId, 2, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200");
    }
}

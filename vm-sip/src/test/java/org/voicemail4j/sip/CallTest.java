package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.Digit;

/** One call at a time, by a peer that writes its messages as text. */
class CallTest {

    private final TestServer server = new TestServer(settings -> settings);
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));

    @BeforeEach
    void noFailures() {
        assertThat(server.failures).isEmpty();
    }

    @AfterEach
    void everyLegIsClosed() throws InterruptedException {
        server.close();
        peer.close();
        server.awaitSilence();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aCallIsAnsweredAndEndsWithTheCallersBye() throws InterruptedException {
        String ok = established("1000", "a1", UdpPeer.SDP);

        assertThat(UdpPeer.header(ok, "Contact"))
                .isEqualTo("<sip:127.0.0.1:" + server.port(SipConfig.Transport.UDP) + ">");
        assertThat(UdpPeer.body(ok))
                .contains("m=audio 30000 RTP/AVP 0 101\r\n", "a=sendrecv\r\n")
                .doesNotContain("PCMA");
        IncomingCall call = server.nextCall();
        assertThat(call.info().purpose()).isEqualTo(CallPurpose.deposit(MailboxId.parse("1000")));
        assertThat(call.info().caller().number()).contains("5551000");
        assertThat(call.info().caller().name()).contains("Caller");

        bye("1000", "a1", ok, 2);
        assertThat(server.ends.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void theServerHangsUpWithAReason() {
        established("5000", "a2", UdpPeer.SDP);

        String bye = peer.expect("BYE");
        peer.respond(bye, 200);

        assertThat(UdpPeer.header(bye, "Reason")).isEqualTo("Q.850;cause=16");
    }

    @Test
    void aCallWithoutAnOfferIsGivenOneAndAnsweredInAck() throws InterruptedException {
        peer.send(peer.request("INVITE", "1000", "a3", 1, "", "", ""));
        String ok = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.body(ok)).contains("m=audio 30000 RTP/AVP 0\r\n");

        answerInAck(peer.request("ACK", "1000", "a3", 1, UdpPeer.toTag(ok), "", UdpPeer.SDP));
        bye("1000", "a3", ok, 2);

        assertThat(server.ends.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(server.media.legs.get(0).accepted).hasSize(1);
    }

    @Test
    void anAnswerInAckWithoutACommonCodecEndsTheCall() {
        peer.send(peer.request("INVITE", "1000", "a4", 1, "", "", ""));
        String ok = peer.expect("SIP/2.0 200");
        String onlyG729 = UdpPeer.SDP.replace("RTP/AVP 0 8 101", "RTP/AVP 18");

        peer.send(peer.request("ACK", "1000", "a4", 1, UdpPeer.toTag(ok), "", onlyG729));

        peer.respond(peer.expect("BYE"), 200);
    }

    @Test
    void aCallOnHoldIsAnsweredReceiveOnlyAndResumed() {
        String ok = established("1000", "a5", UdpPeer.SDP);

        String held = reinvited("a5", 2, ok, UdpPeer.SDP + "a=sendonly\r\n");
        assertThat(UdpPeer.body(held)).contains("a=recvonly\r\n", " 2 IN IP4 ");

        String zeroes = reinvited("a5", 3, ok, UdpPeer.SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0"));
        assertThat(UdpPeer.body(zeroes)).contains("a=recvonly\r\n", " 2 IN IP4 ");

        String resumed = reinvited("a5", 4, ok, UdpPeer.SDP);
        assertThat(UdpPeer.body(resumed)).contains("a=sendrecv\r\n", " 3 IN IP4 ");

        peer.send(peer.request("INVITE", "1000", "a5", 5, UdpPeer.toTag(ok), "", UdpPeer.SDP.replace("0 8 101", "18")));
        String refused = peer.expect("SIP/2.0 488");
        peer.send(peer.request("ACK", "1000", "a5", 5, UdpPeer.toTag(refused), "", ""));
        bye("1000", "a5", ok, 6);
    }

    @Test
    void aReinviteWithoutAnOfferIsGivenOne() throws InterruptedException {
        String ok = established("1000", "a6", UdpPeer.SDP);

        peer.send(peer.request("INVITE", "1000", "a6", 2, UdpPeer.toTag(ok), "", ""));
        assertThat(UdpPeer.body(peer.expect("SIP/2.0 200"))).contains("m=audio 30000");
        answerInAck(peer.request("ACK", "1000", "a6", 2, UdpPeer.toTag(ok), "", UdpPeer.SDP));
        bye("1000", "a6", ok, 3);

        assertThat(server.ends.poll(10, TimeUnit.SECONDS)).isNotNull();
        assertThat(server.media.legs.get(0).accepted).hasSize(1);
    }

    @Test
    void aCancelledCallEnds() throws InterruptedException {
        peer.send(peer.request("INVITE", "6000", "a7", 1, "", "", UdpPeer.SDP));
        IncomingCall call = server.nextCall();
        String cancel = peer.request("CANCEL", "6000", "a7", 1, "", "", "").replace("a7CANCEL1", "a7INVITE1");

        peer.send(cancel);
        String ok = peer.expect("SIP/2.0 200");
        String terminated = peer.expect("SIP/2.0 487");
        peer.send(peer.request("ACK", "6000", "a7", 1, UdpPeer.toTag(terminated), "", "")
                .replace("a7ACK1", "a7INVITE1"));

        assertThat(UdpPeer.header(ok, "CSeq")).isEqualTo("1 CANCEL");
        server.awaitSilence();
        assertThat(call.accept().play(List.of(), Set.of()).isHungUp()).isTrue();
    }

    @Test
    void aCancelOfNothingIsRefused() {
        peer.send(peer.request("CANCEL", "1000", "a8", 1, "", "", ""));

        assertThat(peer.expect("SIP/2.0 481")).contains("1 CANCEL");
    }

    @Test
    void keysComeByInfo() throws InterruptedException {
        String ok = established("1000", "a9", UdpPeer.SDP);

        info("a9", 2, ok, "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", 200);
        info("a9", 3, ok, "application/dtmf", "#", 200);
        info("a9", 4, ok, "application/dtmf-relay", "Signal=!\r\n", 200);
        info("a9", 5, ok, "text/plain", "5", 415);
        bye("1000", "a9", ok, 6);

        assertThat(server.media.legs.get(0).pressed.poll(10, TimeUnit.SECONDS)).isEqualTo(Digit.FIVE);
        assertThat(server.media.legs.get(0).pressed.poll(10, TimeUnit.SECONDS)).isEqualTo(Digit.POUND);
        assertThat(server.media.legs.get(0).pressed).isEmpty();
    }

    /** RFC 3261 §12.2.2; the stack would not answer it, however often it came. */
    @Test
    void aRequestThatIsOlderThanOneBeforeIsRefused() {
        String ok = established("1000", "a10", UdpPeer.SDP);

        info("a10", 5, ok, "application/dtmf", "5", 200);
        info("a10", 4, ok, "application/dtmf", "4", 500);
        info("a10", 6, ok, "application/dtmf", "6", 200);
        bye("1000", "a10", ok, 7);

        assertThat(server.endpoint.rejections()).containsEntry("out of order", 1L);
    }

    private void info(String callId, int cseq, String ok, String type, String body, int status) {
        String plain = peer.request("INFO", "1000", callId, cseq, UdpPeer.toTag(ok), "", body);
        peer.send(plain.replace("application/sdp", type));
        peer.expect("SIP/2.0 " + status, cseq + " INFO");
    }

    @Test
    void aSessionTimerIsAgreedWithTheCallerAsRefresher() {
        peer.send(peer.request("INVITE", "1000", "b1", 1, "", "Supported: timer\nSession-Expires: 60\n", UdpPeer.SDP));
        String tooShort = peer.expect("SIP/2.0 422");
        peer.send(peer.request("ACK", "1000", "b1", 1, UdpPeer.toTag(tooShort), "", "")
                .replace("b1ACK1", "b1INVITE1"));
        peer.send(peer.request("INVITE", "1000", "b1", 2, "", "Supported: timer\nSession-Expires: 90\n", UdpPeer.SDP));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", "b1", 2, UdpPeer.toTag(ok), "", ""));

        assertThat(UdpPeer.header(tooShort, "Min-SE")).isEqualTo("90");
        assertThat(UdpPeer.header(ok, "Session-Expires")).isEqualTo("90;refresher=uac");
        assertThat(UdpPeer.header(ok, "Require")).isEqualTo("timer");

        peer.send(
                peer.request("UPDATE", "1000", "b1", 3, UdpPeer.toTag(ok), "Session-Expires: 90;refresher=uac\n", ""));
        String refreshed = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(refreshed, "Session-Expires")).isEqualTo("90;refresher=uac");
        bye("1000", "b1", ok, 4);
    }

    /**
     * Sends an ACK until its answer is taken, as a phone does for every repeated 200: the stack may take a BYE before the
     * ACK that came just before it, and misses an ACK that overtakes the end of its own 200.
     */
    private void answerInAck(String ack) {
        AtomicInteger looks = new AtomicInteger();
        Await.until("the answer is taken", () -> {
            if (looks.getAndIncrement() % 40 == 0) {
                peer.send(ack);
            }
            return !server.media.legs.get(0).accepted.isEmpty();
        });
    }

    /** Where Via wants the answer sent: the stack would look names up, in a thread that all datagrams wait for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";rport;maddr=127.0.0.2",
                ";maddr=127.0.0.2",
                ";MADDR=127.0.0.2;rport",
                ";rport;maddr=pbx.example.invalid",
                ";received=127.0.0.2",
                ";received=127.0.0.2;rport"
            })
    void anAnswerGoesBackToWhereTheRequestCameFrom(String parameters) {
        peer.send(peer.request("INVITE", "4000", "c1", 1, "", "", UdpPeer.SDP).replace(";rport", parameters));

        String refused = peer.expect("SIP/2.0 404");

        peer.send(peer.request("ACK", "4000", "c1", 1, UdpPeer.toTag(refused), "", "")
                .replace("c1ACK1", "c1INVITE1"));
        assertThat(UdpPeer.header(refused, "Call-ID")).isEqualTo("c1");
    }

    @Test
    void anotherBranchOfACallInProgressIsRefused() {
        String invite = peer.request("INVITE", "1000", "a9", 1, "", "", UdpPeer.SDP);
        peer.send(invite);
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", "a9", 1, UdpPeer.toTag(ok), "", ""));

        peer.send(invite.replace("branch=z9hG4bK", "branch=z9hG4bKother"));

        peer.expect("SIP/2.0 482");
        bye("1000", "a9", ok, 2);
    }

    private String reinvited(String callId, int cseq, String ok, String body) {
        peer.send(peer.request("INVITE", "1000", callId, cseq, UdpPeer.toTag(ok), "", body));
        String answer = peer.expect("SIP/2.0 200", cseq + " INVITE");
        peer.send(peer.request("ACK", "1000", callId, cseq, UdpPeer.toTag(ok), "", ""));
        return answer;
    }

    private void bye(String user, String callId, String ok, int cseq) {
        peer.send(peer.request("BYE", user, callId, cseq, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200", cseq + " BYE");
    }

    private String established(String user, String callId, String body) {
        peer.send(peer.request("INVITE", user, callId, 1, "", "", body));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", user, callId, 1, UdpPeer.toTag(ok), "", ""));
        return ok;
    }
}

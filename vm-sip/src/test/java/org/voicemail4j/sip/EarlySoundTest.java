package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;

/** Calls that are heard before they are answered: 183, PRACK (RFC 3262), UPDATE (RFC 3311). */
class EarlySoundTest {

    private final FakeMedia media = new FakeMedia("127.0.0.1");
    private final SipEndpoint endpoint = new SipEndpoint(
            SipConfig.builder()
                    .listen("udp:127.0.0.1:0")
                    .ackPatience(Duration.ofMillis(50))
                    .depositOptions(DepositOptions.parse("e"))
                    .build(),
            media);
    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final CountDownLatch greeted = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init") // by start
    private UdpPeer peer;

    private UdpPeer start(String transferTo) {
        endpoint.start(call -> {
            calls.add(call);
            new Thread(() -> flow(call, transferTo), "flow").start();
        });
        peer = new UdpPeer("127.0.0.1", endpoint.boundAddresses().get(0).port());
        return peer;
    }

    private void flow(IncomingCall call, String transferTo) {
        try {
            EarlyMedia early = call.early().orElse(null);
            if (early == null) {
                call.accept();
                said.add("answered at once");
            } else if (transferTo.isEmpty()) {
                greeted.await();
                early.answer();
                said.add("answered");
                early.session().play(List.of(), Set.of());
            } else {
                said.add("sent on " + call.control().transfer(transferTo));
            }
        } catch (InterruptedException | RuntimeException e) {
            said.add("failed " + e);
        } finally {
            call.hangUp();
        }
    }

    @AfterEach
    void everyLegIsClosed() {
        greeted.countDown();
        endpoint.close();
        peer.close();
        assertThat(media.open()).isZero();
    }

    private String next() throws InterruptedException {
        return String.valueOf(said.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void aCallerHearsTheGreetingBeforeTheCallIsAnswered() throws InterruptedException {
        start("");
        peer.send(peer.request("INVITE", "1000", "e1", 1, "", "", UdpPeer.SDP));
        String progress = peer.expect("SIP/2.0 183");
        assertThat(UdpPeer.body(progress)).contains("m=audio 30000 RTP/AVP 0 101\r\n");
        assertThat(UdpPeer.header(progress, "Require")).isEmpty();
        assertThat(calls.take().info().purpose())
                .isInstanceOfSatisfying(
                        CallPurpose.Deposit.class,
                        deposit -> assertThat(deposit.options()).isEqualTo(DepositOptions.parse("e")));

        greeted.countDown();
        String ok = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.toTag(ok)).isEqualTo(UdpPeer.toTag(progress));
        assertThat(UdpPeer.body(ok)).isEqualTo(UdpPeer.body(progress));
        peer.send(peer.request("ACK", "1000", "e1", 1, UdpPeer.toTag(ok), "", ""));
        assertThat(next()).isEqualTo("answered");
        bye("e1", 2, ok);
    }

    @Test
    void aReliable183IsRepeatedUntilPrackAndTheAnswerWaitsForIt() throws InterruptedException {
        start("");
        peer.send(peer.request("INVITE", "1000", "e2", 1, "", "Supported: 100rel\n", UdpPeer.SDP));
        String progress = peer.expect("SIP/2.0 183");
        assertThat(UdpPeer.header(progress, "Require")).isEqualTo("100rel");
        assertThat(peer.expect("SIP/2.0 183")).isEqualTo(progress);
        greeted.countDown();
        assertThat(said.poll(400, TimeUnit.MILLISECONDS))
                .as("however long it takes")
                .isNull();

        String acknowledged = "RAck: " + UdpPeer.header(progress, "RSeq") + " 1 INVITE\n";
        peer.send(peer.request("PRACK", "1000", "e2", 2, UdpPeer.toTag(progress), acknowledged, ""));
        String prack = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(prack, "CSeq")).isEqualTo("2 PRACK");
        String ok = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(ok, "CSeq")).isEqualTo("1 INVITE");
        assertThat(UdpPeer.body(ok)).as("the 183 has said it").isEmpty();
        peer.send(peer.request("ACK", "1000", "e2", 1, UdpPeer.toTag(ok), "", ""));
        assertThat(next()).isEqualTo("answered");
        bye("e2", 3, ok);
    }

    /** RFC 3262 §3. */
    @Test
    void aPrackThatAcknowledgesSomethingElseIsRefused() throws InterruptedException {
        start("");
        peer.send(peer.request("INVITE", "1000", "e8", 1, "", "Supported: 100rel\n", UdpPeer.SDP));
        String progress = peer.expect("SIP/2.0 183");
        String tag = UdpPeer.toTag(progress);
        String right = "RAck: " + UdpPeer.header(progress, "RSeq") + " 1 INVITE\n";

        peer.send(peer.request("PRACK", "1000", "e8", 2, tag, "", ""));
        assertThat(refused()).isEqualTo("2 PRACK");
        peer.send(peer.request("PRACK", "1000", "e8", 3, tag, right.replace("RAck: ", "RAck: 7"), ""));
        assertThat(refused()).isEqualTo("3 PRACK");
        peer.send(peer.request("PRACK", "1000", "e8", 4, tag, right.replace("1 INVITE", "7 INVITE"), ""));
        assertThat(refused()).isEqualTo("4 PRACK");

        peer.send(peer.request("PRACK", "1000", "e8", 5, tag, right, ""));
        assertThat(UdpPeer.header(peer.expect("SIP/2.0 200"), "CSeq")).isEqualTo("5 PRACK");
        greeted.countDown();
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", "e8", 1, UdpPeer.toTag(ok), "", ""));
        assertThat(next()).isEqualTo("answered");
        bye("e8", 6, ok);
    }

    private String refused() {
        return UdpPeer.header(peer.expect("SIP/2.0 481"), "CSeq");
    }

    @Test
    void updateChangesTheSessionOfACallThatIsOnlyHeard() throws InterruptedException {
        start("");
        peer.send(peer.request("INVITE", "1000", "e3", 1, "", "Require: 100rel\n", UdpPeer.SDP));
        String progress = peer.expect("SIP/2.0 183");
        String tag = UdpPeer.toTag(progress);
        String held = UdpPeer.SDP + "a=sendonly\r\n";
        peer.send(peer.request("UPDATE", "1000", "e3", 2, tag, "", held));
        assertThat(UdpPeer.header(peer.expect("SIP/2.0 491"), "CSeq"))
                .as("nothing agreed yet")
                .isEqualTo("2 UPDATE");
        peer.send(peer.request(
                "PRACK", "1000", "e3", 3, tag, "RAck: " + UdpPeer.header(progress, "RSeq") + " 1 INVITE\n", ""));
        peer.expect("SIP/2.0 200");
        peer.send(peer.request("UPDATE", "1000", "e3", 4, tag, "", held));
        String updated = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(updated, "CSeq")).isEqualTo("4 UPDATE");
        assertThat(UdpPeer.body(updated)).contains("a=recvonly");
        greeted.countDown();
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", "e3", 1, tag, "", ""));
        assertThat(next()).isEqualTo("answered");
        bye("e3", 5, ok);
    }

    /** RFC 4028 §7.2: the INVITE has asked for it; an UPDATE before its answer says nothing of that. RFC 3261 §14.2. */
    @Test
    void whatTheInviteAskedForIsGivenWhateverComesBeforeItsAnswer() throws InterruptedException {
        start("");
        String timer = "Require: 100rel\nSupported: timer\nSession-Expires: 600\n";
        peer.send(peer.request("INVITE", "1000", "e7", 1, "", timer, UdpPeer.SDP));
        String progress = peer.expect("SIP/2.0 183");
        String tag = UdpPeer.toTag(progress);
        String acknowledged = "RAck: " + UdpPeer.header(progress, "RSeq") + " 1 INVITE\n";
        peer.send(peer.request("PRACK", "1000", "e7", 2, tag, acknowledged, ""));
        peer.expect("SIP/2.0 200");
        peer.send(peer.request("UPDATE", "1000", "e7", 3, tag, "", UdpPeer.SDP));
        assertThat(UdpPeer.header(peer.expect("SIP/2.0 200"), "CSeq")).isEqualTo("3 UPDATE");
        peer.send(peer.request("INVITE", "1000", "e7", 4, tag, "", UdpPeer.SDP));
        String tooEarly = peer.expect("SIP/2.0 500");
        assertThat(UdpPeer.header(tooEarly, "Retry-After")).isEqualTo("5");
        greeted.countDown();
        String ok = peer.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(ok, "Session-Expires")).startsWith("600;");
        peer.send(peer.request("ACK", "1000", "e7", 1, tag, "", ""));
        assertThat(next()).isEqualTo("answered");
        bye("e7", 5, ok);
    }

    @Test
    void aCallerWhoGivesUpWhileHearingUsIsGone() throws InterruptedException {
        start("");
        String invite = peer.request("INVITE", "1000", "e4", 1, "", "", UdpPeer.SDP);
        peer.send(invite);
        peer.expect("SIP/2.0 183");
        peer.send(peer.request("CANCEL", "1000", "e4", 1, "", "", "")
                .replace("branch=z9hG4bKe4CANCEL1", "branch=z9hG4bKe4INVITE1"));
        String gone = peer.expect("SIP/2.0 487");
        peer.send(peer.request("ACK", "1000", "e4", 1, UdpPeer.toTag(gone), "", "")
                .replace("branch=z9hG4bKe4ACK1", "branch=z9hG4bKe4INVITE1"));
        Await.until("the sound is closed", () -> media.open() == 0);
        greeted.countDown();
        assertThat(next()).isEqualTo("answered"); // which does nothing, as the caller has gone
    }

    @Test
    void whoeverLeavesBeforeTheAnswerIsRedirectedNotReferred() throws InterruptedException {
        start("sip:voicemail@192.0.2.7;target=sip:2000%40example.test");
        peer.send(peer.request("INVITE", "1000", "e5", 1, "", "", UdpPeer.SDP));
        String moved = peer.expect("SIP/2.0 302");
        assertThat(UdpPeer.header(moved, "Contact"))
                .isEqualTo("<sip:voicemail@192.0.2.7;target=sip:2000%40example.test>");
        assertThat(next()).isEqualTo("sent on true");
        peer.send(peer.request("ACK", "1000", "e5", 1, UdpPeer.toTag(moved), "", "")
                .replace("branch=z9hG4bKe5ACK1", "branch=z9hG4bKe5INVITE1"));
    }

    @Test
    void aCallWithoutAnOfferIsAnsweredAtOnce() throws InterruptedException {
        start("");
        peer.send(peer.request("INVITE", "1000", "e6", 1, "", "Supported: 100rel\n", ""));
        String ok = peer.expect("SIP/2.0 200");
        String ack = peer.request("ACK", "1000", "e6", 1, UdpPeer.toTag(ok), "", UdpPeer.SDP);
        peer.send(ack);
        assertThat(next()).isEqualTo("answered at once");
        peer.respond(peer.expect("BYE"), 200);
    }

    private void bye(String callId, int cseq, String ok) {
        peer.send(peer.request("BYE", "1000", callId, cseq, UdpPeer.toTag(ok), "", ""));
        String answer = peer.expect("SIP/2.0 200");
        while (!UdpPeer.header(answer, "CSeq").equals(cseq + " BYE")) {
            answer = peer.expect("SIP/2.0 200"); // the INVITE's was repeated, as its ACK was late
        }
    }
}

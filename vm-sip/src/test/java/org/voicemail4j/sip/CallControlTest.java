package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.call.OutgoingCall;
import org.voicemail4j.mailbox.MailboxId;

/** What becomes of a call besides talking: REFER, its progress, and 302, with a peer that writes its messages as text. */
class CallControlTest {

    private static final MailboxId OWNER = MailboxId.parse("1000");

    private final TestServer server =
            new TestServer(settings -> settings.numberingPlan("national", "sip:{number}@gateway.example;user=phone")
                    .transferPatience(Duration.ofSeconds(20)));
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));

    @AfterEach
    void everyLegIsClosed() throws InterruptedException {
        server.close();
        peer.close();
        server.awaitSilence();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aCallerIsSentOnByReferAndTheCallEndsWhenTheTargetAnswers() throws InterruptedException {
        String ok = established("b2", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer("2000"));

        String refer = peer.expect("REFER");
        peer.respond(refer, 202);
        assertThat(UdpPeer.header(refer, "Refer-To")).isEqualTo("<sip:2000@example.test>");
        assertThat(UdpPeer.header(refer, "Referred-By")).isEmpty();
        progress("b2", ok, 2, "refer", "message/sipfrag;version=2.0", "SIP/2.0 100 Trying", 200);
        progress("b2", ok, 3, "refer", "message/sipfrag", "SIP/2.0 180 Ringing\r\n", 200);
        assertThat(transferred).isNotDone();
        progress("b2", ok, 4, "refer", "message/sipfrag", "SIP/2.0 200 OK\r\n", 200);
        peer.respond(peer.expect("BYE"), 200);

        assertThat(taken(transferred)).isTrue();
    }

    @Test
    void aTargetThatIsBusyLeavesTheCallHere() throws InterruptedException {
        String ok = established("b4", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer("2000"));

        peer.respond(peer.expect("REFER"), 202);
        progress("b4", ok, 2, "refer", "message/sipfrag", "SIP/2.0 486 Busy Here\r\n", 200);

        assertThat(taken(transferred)).isFalse();
        bye("b4", ok, 3);
    }

    @Test
    void howAnEarlierTransferEndsIsNotTakenForTheLaterOne() throws InterruptedException {
        String ok = established("e1", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        Thread impatient = new Thread(() -> first.complete(call.control().transfer("2000")), "impatient");
        impatient.start();
        peer.respond(peer.expect("REFER"), 202);
        impatient.interrupt();
        assertThat(taken(first)).isFalse();

        CompletableFuture<Boolean> later =
                CompletableFuture.supplyAsync(() -> call.control().transfer("3000"));
        String refer = peer.expect("REFER");
        peer.respond(refer, 202);
        progress("e1", ok, 2, "refer", "message/sipfrag", "SIP/2.0 487 Request Terminated\r\n", 200);
        String id = UdpPeer.header(refer, "CSeq").replace(" REFER", "");
        progress("e1", ok, 3, "refer;id=" + id, "message/sipfrag", "SIP/2.0 200 OK\r\n", 200);
        peer.respond(peer.expect("BYE"), 200);

        assertThat(taken(later)).isTrue();
    }

    @Test
    void whoeverHangsUpAfter202HasTakenTheCallOver() throws InterruptedException {
        String ok = established("b5", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer("2000"));

        peer.respond(peer.expect("REFER"), 202);
        bye("b5", ok, 2);

        assertThat(taken(transferred)).isTrue();
    }

    @Test
    void a202ThatAByeOvertakesCountsAllTheSame() throws InterruptedException {
        String ok = established("c5", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer("2000"));

        String refer = peer.expect("REFER");
        bye("c5", ok, 2);
        server.awaitSilence();
        peer.respond(refer, 202);

        assertThat(taken(transferred)).isTrue();
    }

    @Test
    void whatIsNoProgressIsRefused() throws InterruptedException {
        String ok = established("b6", "");
        server.nextTalk();

        progress("b6", ok, 2, "presence", "message/sipfrag", "SIP/2.0 200 OK", 489);
        progress("b6", ok, 3, "refer", "text/plain", "SIP/2.0 200 OK", 415);
        progress("b6", ok, 4, "refer", "message/sipfrag", "garbage", 200);
        bye("b6", ok, 5);
    }

    @Test
    void aRefusedTransferLeavesTheCallHere() throws InterruptedException {
        String ok = established("b3", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer("tel:+15552000"));

        peer.respond(peer.expect("REFER"), 603);

        assertThat(taken(transferred)).isFalse();
        assertThat(call.control().transfer("no such\r\nTarget: x")).isFalse();
        bye("b3", ok, 2);
    }

    @Test
    void aPeerThatDoesNotKnowReferIsNotAsked() throws InterruptedException {
        String ok = established("b7", "Allow: INVITE, ACK, BYE\n");

        assertThat(server.nextTalk().control().transfer("2000")).isFalse();
        bye("b7", ok, 2);
    }

    @Test
    void anOwnerIsConnectedInAPlanThatIsConfiguredAndOnTheOwnersBehalf() throws InterruptedException {
        String ok = established("b8", "");
        IncomingCall call = server.nextTalk();
        CompletableFuture<Boolean> connected = CompletableFuture.supplyAsync(
                () -> call.control().connect(new OutgoingCall("*21#0123", OWNER, "national")));

        String refer = peer.expect("REFER");
        peer.respond(refer, 202);
        assertThat(UdpPeer.header(refer, "Refer-To")).isEqualTo("<sip:*21%230123@gateway.example;user=phone>");
        assertThat(UdpPeer.header(refer, "Referred-By")).isEqualTo("<sip:1000@127.0.0.1>");
        bye("b8", ok, 2);

        assertThat(taken(connected)).isTrue();
    }

    @Test
    void nobodyIsConnectedInAPlanThatIsNot() throws InterruptedException {
        String ok = established("b9", "");
        IncomingCall call = server.nextTalk();

        assertThat(call.control().connect(new OutgoingCall("0123", OWNER, ""))).isFalse();
        assertThat(call.control().connect(new OutgoingCall("0123", OWNER, "everywhere")))
                .isFalse();
        bye("b9", ok, 2);
    }

    @Test
    void aTargetMayNameAMailboxElsewhere() throws InterruptedException {
        String ok = established("c1", "");
        IncomingCall call = server.nextTalk();
        String mailbox = "sip:vm@vm2.example;target=sip:2000%40example.test;cause=486";
        CompletableFuture<Boolean> transferred =
                CompletableFuture.supplyAsync(() -> call.control().transfer(mailbox));

        String refer = peer.expect("REFER");
        peer.respond(refer, 202);
        assertThat(UdpPeer.header(refer, "Refer-To")).isEqualTo('<' + mailbox + '>');
        bye("c1", ok, 2);
        assertThat(taken(transferred)).isTrue();
    }

    @Test
    void aCallThatSomebodyElseTakesIsRedirected() throws InterruptedException {
        for (String target : List.of("sip:6000@vm2.example;target=sip:6000%40example.test", "6000")) {
            String callId = "c2" + target.length();
            peer.send(peer.request("INVITE", "6000", callId, 1, "", "", UdpPeer.SDP));
            server.nextCall().reject(CallRefusal.movedTo(target));

            String moved = peer.expect("SIP/2.0 302");
            peer.send(peer.request("ACK", "6000", callId, 1, UdpPeer.toTag(moved), "", "")
                    .replace(callId + "ACK1", callId + "INVITE1"));
            assertThat(UdpPeer.header(moved, "Contact"))
                    .isEqualTo(target.startsWith("sip:") ? '<' + target + '>' : "<sip:6000@example.test>");
        }
    }

    @Test
    void aTargetThatCannotBeCalledIsNoRedirection() throws InterruptedException {
        peer.send(peer.request("INVITE", "6000", "c3", 1, "", "", UdpPeer.SDP));
        server.nextCall().reject(CallRefusal.movedTo("a b\r\nEvil: 1"));

        assertThat(peer.expect("SIP/2.0 500")).doesNotContain("Evil");
    }

    @Test
    void aPlanMustBeAUriWithANumber() {
        SipConfig.Builder builder = SipConfig.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.numberingPlan("x", "sip:fixed@host"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.numberingPlan("x", "http://{number}"));
    }

    private static boolean taken(CompletableFuture<Boolean> transfer) {
        return transfer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private void progress(String callId, String ok, int cseq, String event, String type, String body, int status) {
        String headers = "Event: " + event + "\nSubscription-State: active\n";
        String plain = peer.request("NOTIFY", "1000", callId, cseq, UdpPeer.toTag(ok), headers, body);
        peer.send(plain.replace("application/sdp", type));
        peer.expect("SIP/2.0 " + status);
    }

    private String established(String callId, String extra) {
        peer.send(peer.request("INVITE", "1000", callId, 1, "", extra, UdpPeer.SDP));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", "1000", callId, 1, UdpPeer.toTag(ok), "", ""));
        return ok;
    }

    private void bye(String callId, String ok, int cseq) {
        peer.send(peer.request("BYE", "1000", callId, cseq, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200");
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.IncomingCall;

/** What comes at once with something else, or too late. */
class CallRacesTest {

    private static final int ROUNDS = 200;

    private final TestServer server = new TestServer(settings -> settings.maxCalls(1_000));
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));

    @AfterEach
    void close() {
        server.close();
        peer.close();
    }

    @Test
    void aCancelThatRacesTheAnswerLeavesOneEndAndNoCall() throws InterruptedException {
        Map<String, String> ends = new HashMap<>();
        for (int i = 0; i < ROUNDS; i++) {
            String callId = "race" + i;
            peer.send(peer.request("INVITE", "1000", callId, 1, "", "", UdpPeer.SDP));
            if (i % 4 > 0) { // by now it may be on the way to its answer, or have it
                Thread.onSpinWait();
                server.nextCall();
            }
            peer.send(cancel(callId));
            ends.put(callId, end(callId));
        }
        assertThat(ends).hasSize(ROUNDS);
        assertThat(ends.values()).allMatch(end -> end.equals("200") || end.equals("487"));
        Await.until("every call has ended", () -> server.media.open() == 0);
        assertThat(server.media.legs).hasSizeLessThanOrEqualTo(ROUNDS);
    }

    private String cancel(String callId) {
        return peer.request("CANCEL", "1000", callId, 1, "", "", "").replace(callId + "CANCEL1", callId + "INVITE1");
    }

    /** The final answer to the INVITE, acknowledged; a call that was answered all the same is hung up. */
    private String end(String callId) {
        boolean cancelAnswered = false;
        String end = "";
        while (!cancelAnswered || end.isEmpty()) {
            String message = peer.receive(Duration.ofSeconds(20))
                    .orElseThrow(() -> new AssertionError(callId + " was not answered"));
            if (!UdpPeer.header(message, "Call-ID").equals(callId)) {
                continue; // of an earlier round
            }
            boolean ofInvite = UdpPeer.header(message, "CSeq").endsWith("INVITE");
            cancelAnswered |= UdpPeer.header(message, "CSeq").endsWith("CANCEL");
            if (ofInvite && !message.startsWith("SIP/2.0 1")) {
                String status = message.substring(8, 11);
                assertThat(end).as("an end before " + status).isIn("", status);
                end = status;
                acknowledge(callId, message);
            }
        }
        return end;
    }

    private void acknowledge(String callId, String answer) {
        String ack = peer.request("ACK", "1000", callId, 1, UdpPeer.toTag(answer), "", "");
        if (answer.startsWith("SIP/2.0 200")) {
            peer.send(ack);
            peer.send(peer.request("BYE", "1000", callId, 2, UdpPeer.toTag(answer), "", ""));
        } else {
            peer.send(ack.replace(callId + "ACK1", callId + "INVITE1"));
        }
    }

    @Test
    void anAnswerThatCannotBeSentEndsTheCallAndSaysSo() throws InterruptedException {
        StreamPeer caller = StreamPeer.tcp(server.port(SipConfig.Transport.TCP));
        caller.send(caller.request("INVITE", "6000", "gone", "", "", UdpPeer.SDP));
        IncomingCall call = server.nextCall();
        caller.close();
        Await.until("its connection has gone", () -> server.endpoint.connections() == 0);

        assertThatThrownBy(call::accept)
                .isInstanceOf(SipTransportException.class)
                .hasMessageContaining("cannot be answered");

        server.awaitSilence();
        call.hangUp(); // as its flow does in the end
        assertThat(server.endpoint.drain(Duration.ofSeconds(20)))
                .as("no call is left")
                .isTrue();
    }

    /** The call's own answer goes over its connection, whose peer may not read. */
    @Test
    void aByeByUdpDoesNotEndACallByTcpInAThreadOfTheStack() throws InterruptedException {
        try (StreamPeer caller = StreamPeer.tcp(server.port(SipConfig.Transport.TCP))) {
            caller.send(caller.request("INVITE", "6000", "mixed", "", "", UdpPeer.SDP));
            server.nextCall().early();
            String progress = caller.expect("SIP/2.0 183");

            peer.send(peer.request("BYE", "6000", "mixed", 2, UdpPeer.toTag(progress), "", ""));

            assertThat(peer.expect("SIP/2.0 200")).contains("2 BYE");
            assertThat(caller.expect("SIP/2.0 487")).contains("1 INVITE");
            server.awaitSilence();
            assertThat(server.media.legs.get(0).closedIn)
                    .isNotEmpty()
                    .noneMatch(group -> group instanceof StackThreads);
        }
    }
}

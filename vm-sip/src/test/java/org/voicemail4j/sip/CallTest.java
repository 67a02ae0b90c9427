package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.MailboxId;

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

        peer.send(peer.request("BYE", "1000", "a1", 2, UdpPeer.toTag(ok), "", ""));
        peer.expect("SIP/2.0 200");
        assertThat(server.ends.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void theServerHangsUpWithAReason() {
        established("5000", "a2", UdpPeer.SDP);

        String bye = peer.expect("BYE");
        peer.respond(bye, 200);

        assertThat(UdpPeer.header(bye, "Reason")).isEqualTo("Q.850;cause=16");
    }

    private String established(String user, String callId, String body) {
        peer.send(peer.request("INVITE", user, callId, 1, "", "", body));
        String ok = peer.expect("SIP/2.0 200");
        peer.send(peer.request("ACK", user, callId, 1, UdpPeer.toTag(ok), "", ""));
        return ok;
    }
}

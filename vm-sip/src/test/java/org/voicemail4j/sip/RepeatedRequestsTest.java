package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.IncomingCall;

/**
 * Requests of a call that is heard but not answered, refused, whose refusal was lost: they come again, and get the same
 * answer (RFC 3261 §17.2).
 */
class RepeatedRequestsTest {

    /** More often than a refusal is repeated by itself while its ACK is missing: 11 times in 32 s. */
    private static final int OFTEN = 20;

    private static final int ATTEMPTS = 10;

    private final FakeMedia media = new FakeMedia("127.0.0.1");
    private final SipEndpoint endpoint = new SipEndpoint(
            SipConfig.builder()
                    .listen("udp:127.0.0.1:0")
                    .listen("tcp:127.0.0.1:0")
                    .build(),
            media);
    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final UdpPeer peer;

    RepeatedRequestsTest() {
        endpoint.start(call -> {
            call.early();
            calls.add(call);
        });
        peer = new UdpPeer("127.0.0.1", port(SipConfig.Transport.UDP));
    }

    @AfterEach
    void nothingIsLeftOpen() {
        endpoint.close();
        peer.close();
        assertThat(media.open()).isZero();
        assertThat(calls).as("calls that began by a repetition").isEmpty();
    }

    private int port(SipConfig.Transport transport) {
        return endpoint.boundAddresses().stream()
                .filter(point -> point.transport() == transport)
                .findFirst()
                .orElseThrow()
                .port();
    }

    private IncomingCall offered() throws InterruptedException {
        IncomingCall call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call");
        }
        return call;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Supported: 100rel\n"})
    void anInviteThatIsRefusedAfterItWasHeard(String reliably) throws InterruptedException {
        String invite = peer.request("INVITE", "1000", "r1", 1, "", reliably, UdpPeer.SDP);
        peer.send(invite);
        peer.expect("SIP/2.0 183");
        offered().hangUp();
        String refused = peer.expect("SIP/2.0 480");

        for (int i = 0; i < OFTEN; i++) {
            assertThat(again(invite)).isEqualTo(refused);
        }
        peer.send(peer.request("ACK", "1000", "r1", 1, UdpPeer.toTag(refused), "", "")
                .replace("r1ACK1", "r1INVITE1"));
        peer.send(invite); // which nobody sends after ACK, so nobody waits for an answer
        alive();
    }

    @Test
    void anInviteOverAConnection() throws InterruptedException {
        try (StreamPeer stream = StreamPeer.tcp(port(SipConfig.Transport.TCP))) {
            String invite = stream.request("INVITE", "1000", "r2", "", "", UdpPeer.SDP);
            stream.send(invite);
            assertThat(stream.expect("SIP/2.0 183")).isNotEmpty();
            offered().hangUp();
            String refused = stream.expect("SIP/2.0 480");

            for (int i = 0; i < OFTEN; i++) {
                stream.send(invite);
                stream.send(invite);
                assertThat(stream.next()).isEqualTo(refused);
            }
            stream.send(stream.request("ACK", "1000", "r2", UdpPeer.toTag(refused), "", "")
                    .replace("r2ACK", "r2INVITE"));
        }
    }

    /** They end neither the call nor its dialog. */
    @ParameterizedTest
    @CsvSource({"INVITE, 500", "UPDATE, 491", "PUBLISH, 405"})
    void aRequestWithinACallThatIsOnlyHeard(String method, int status) throws InterruptedException {
        peer.send(peer.request("INVITE", "1000", "r3", 1, "", "", UdpPeer.SDP));
        String tag = UdpPeer.toTag(peer.expect("SIP/2.0 183"));
        String request = peer.request(method, "1000", "r3", 2, tag, "", UdpPeer.SDP);
        peer.send(request);
        String refused = peer.expect("SIP/2.0 " + status);
        assertThat(UdpPeer.toTag(refused)).isEqualTo(tag);

        for (int i = 0; i < OFTEN; i++) {
            assertThat(again(request)).isEqualTo(refused);
        }
        if (method.equals("INVITE")) {
            peer.send(peer.request("ACK", "1000", "r3", 2, tag, "", "").replace("r3ACK2", "r3INVITE2"));
        }

        peer.send(peer.request("INFO", "1000", "r3", 3, tag, "", ""));
        assertThat(answered(200)).as("the dialog is there").isEqualTo("3 INFO");
        offered().hangUp();
        assertThat(answered(480)).isEqualTo("1 INVITE");
    }

    /** The answer to a request that is repeated: what comes while the answer leaves may find none to repeat yet. */
    private String again(String request) {
        for (int i = 0; i < ATTEMPTS; i++) {
            peer.send(request);
            Optional<String> answer = peer.receive(Duration.ofMillis(500));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new AssertionError("no answer to the repeated " + request);
    }

    private String answered(int status) {
        return UdpPeer.header(peer.expect("SIP/2.0 " + status), "CSeq");
    }

    private void alive() {
        peer.send(peer.request("OPTIONS", "ping", "alive", 1, "", "", ""));
        assertThat(answered(200)).isEqualTo("1 OPTIONS");
    }
}

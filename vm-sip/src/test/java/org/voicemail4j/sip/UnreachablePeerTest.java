package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers that our requests do not reach, beside others that they do. */
class UnreachablePeerTest {

    /** More than there are threads for the steps of calls. */
    private static final int HELD = 40;

    private static final int LONGEST_MILLIS = 60_000;

    /**
     * The peer takes the connection and never shakes hands, which the stack waits for in the thread that sends, for ten
     * seconds: long enough for others to be served meanwhile, however slow this machine is.
     */
    @Test
    void byesThatCannotLeaveHoldNoOtherCallAndNoLamp(@TempDir Path folder) throws IOException {
        TestCertificate ours = TestCertificate.make(folder, "voicemail.test", "ip:127.0.0.1");
        TlsConfig tls = TlsConfig.keyStore(ours.store, TestCertificate.PASSWORD.toCharArray());
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestServer server = new TestServer(settings ->
                        settings.maxCalls(1_000).trust("127.0.0.1/32").tls(tls).listen("tls:127.0.0.1:0"));
                StreamPeer callers = new StreamPeer(
                        ours.believed()
                                .getSocketFactory()
                                .createSocket("127.0.0.1", server.port(SipConfig.Transport.TLS)),
                        "TLS");
                UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            mute.setSoTimeout(LONGEST_MILLIS);
            hangUpBy(callers, "127.0.0.1:" + mute.getLocalPort());
            try (Socket handshake = mute.accept()) {
                Await.until("their calls have ended", () -> server.media.open() == 0);
                peer.send(peer.request("INVITE", "6000", "other", 1, "", "", UdpPeer.SDP));
                peer.expect("SIP/2.0 100"); // what is cancelled before it was taken is not known
                peer.send(
                        peer.request("CANCEL", "6000", "other", 1, "", "", "").replace("otherCANCEL1", "otherINVITE1"));
                assertThat(peer.expect("SIP/2.0 487")).contains("Call-ID: other");
                peer.send(
                        peer.request("SUBSCRIBE", "1000", "lamp", 1, "", "Event: message-summary\nExpires: 60\n", ""));
                peer.expect("NOTIFY");
                assertIsStillWaitedFor(handshake);

                server.close();
                handshake.setSoTimeout(LONGEST_MILLIS);
                assertThat(handshake.getInputStream().read())
                        .as("given up with the server")
                        .isNegative();
            }
        }
    }

    /** Calls that the server hangs up as soon as they are answered, each by a BYE that has to go there. */
    private static void hangUpBy(StreamPeer callers, String contact) {
        String own = "<sip:caller@127.0.0.1:" + callers.socket().getLocalPort();
        for (int i = 0; i < HELD; i++) {
            callers.send(callers.request("INVITE", "5000", "held" + i, "", "", UdpPeer.SDP)
                    .replace(own, "<sip:caller@" + contact));
        }
        Map<String, String> tags = new HashMap<>();
        while (tags.size() < HELD) {
            String ok = callers.expect("SIP/2.0 200");
            tags.put(UdpPeer.header(ok, "Call-ID"), UdpPeer.toTag(ok));
        }
        tags.forEach((callId, tag) -> callers.send(callers.request("ACK", "5000", callId, tag, "", "")));
    }

    /** Reads what the other side began with, and no end after it. */
    private static void assertIsStillWaitedFor(Socket socket) throws IOException {
        byte[] octets = new byte[16_384];
        assertThat(socket.getInputStream().read(octets)).isPositive();
        socket.setSoTimeout((int) Duration.ofMillis(10).toMillis());
        assertThatExceptionOfType(SocketTimeoutException.class)
                .as("it is not given up")
                .isThrownBy(() -> socket.getInputStream().read(octets));
    }

    /** RFC 3261 §17.2.1 as RFC 6026 has it: what was taken is not refused because there are too many calls now. */
    @Test
    void anInviteThatIsRepeatedAfterItsAnswerIsNotRefusedAtTheLimit() throws InterruptedException {
        try (TestServer server = new TestServer(settings -> settings.maxCalls(1));
                UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            String invite = peer.request("INVITE", "1000", "twice", 1, "", "", UdpPeer.SDP);
            peer.send(invite);
            String tag = UdpPeer.toTag(peer.expect("SIP/2.0 200"));
            for (int i = 0; i < 20; i++) {
                peer.send(invite);
            }
            peer.send(peer.request("INVITE", "1000", "another", 1, "", "", UdpPeer.SDP));
            String next = peer.expect("SIP/2.0 503");
            assertThat(UdpPeer.header(next, "Call-ID")).isEqualTo("another");
            peer.send(peer.request("ACK", "1000", "twice", 1, tag, "", ""));
            server.nextTalk();
            peer.send(peer.request("BYE", "1000", "twice", 2, tag, "", ""));
            for (String answer = ""; !answer.contains("2 BYE"); ) {
                answer = peer.expect("SIP/2.0 ");
                assertThat(answer).startsWith("SIP/2.0 200").contains("Call-ID: twice");
            }
            assertThat(server.endpoint.rejections()).containsEntry("too many calls", 1L);
        }
    }
}

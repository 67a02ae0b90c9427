package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallRefusal;

/** RFC 4475's messages many times over, without waiting for answers: what they leave behind would show. */
class Rfc4475LeavesNothingTest {

    private static final long MEGABYTE = 1 << 20;

    @Test
    void threadsConnectionsAndHeapAreWhatTheyWereAndTheServerAnswers() throws IOException {
        SipConfig config = SipConfig.builder()
                .listen("udp:127.0.0.1:0")
                .listen("tcp:127.0.0.1:0")
                .build();
        try (SipEndpoint server = new SipEndpoint(config, new FakeMedia("127.0.0.1"))) {
            server.start(call -> call.reject(CallRefusal.UNKNOWN_MAILBOX));
            allOfThem(server, 2);
            int threads = ours();
            long heap = heap();

            allOfThem(server, 5);

            Await.until("connections have gone", () -> server.connections() == 0);
            Await.until("threads are what they were", () -> ours() <= threads);
            Await.until("memory is what it was", () -> heap() < heap + heap / 10 + 5 * MEGABYTE);
        }
    }

    private static void allOfThem(SipEndpoint server, int times) throws IOException {
        int udp = server.boundAddresses().get(0).port();
        int tcp = server.boundAddresses().get(1).port();
        for (int i = 0; i < times; i++) {
            for (Rfc4475Message message : Rfc4475Message.all()) {
                try (UdpPeer peer = new UdpPeer("127.0.0.1", udp);
                        Socket socket = new Socket("127.0.0.1", tcp)) {
                    peer.send(message.octets("UDP"), udp);
                    socket.getOutputStream().write(message.octets("TCP"));
                }
            }
            try (UdpPeer prober = new UdpPeer("127.0.0.1", udp)) {
                prober.send(prober.request("OPTIONS", "ping", "probe" + prober.port(), 1, "", "", ""));
                assertThat(prober.expect("SIP/2.0 200")).contains("Call-ID: probe");
            }
        }
    }

    /** The stack's. */
    private static int ours() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getThreadGroup)
                .filter(group -> group != null && group.getName().startsWith("voicemail4j-sip"))
                .count();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

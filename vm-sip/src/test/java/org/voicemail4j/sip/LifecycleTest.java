package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    @Test
    void startingAndStoppingLeavesNoThread() throws IOException, InterruptedException {
        for (int round = 0; round < 5; round++) {
            TestServer server = new TestServer(settings -> settings);
            try (UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
                    Socket idle = new Socket("127.0.0.1", server.port(SipConfig.Transport.TCP))) {
                peer.send(peer.request("INVITE", "1000", "l" + round, 1, "", "", UdpPeer.SDP));
                String ok = peer.expect("SIP/2.0 200");
                peer.send(peer.request("ACK", "1000", "l" + round, 1, UdpPeer.toTag(ok), "", ""));
                server.nextTalk();
                assertThat(idle.isConnected()).isTrue();
                server.close();
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
                peer.respond(peer.expect("BYE"), 200);
            }
        }

        Await.until("no thread of ours is left", () -> ours().isEmpty());
    }

    private static Set<String> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getThreadGroup() != null)
                .filter(thread -> thread.getThreadGroup().getName().startsWith("voicemail4j-sip")
                        || thread.getName().startsWith("sip-"))
                .map(Thread::toString)
                .collect(Collectors.toSet());
    }

    @Test
    void drainingRefusesNewCallsAndLetsOthersEnd() throws InterruptedException {
        TestServer server = new TestServer(settings -> settings.retryAfter(Duration.ofSeconds(30)));
        try (UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            peer.send(peer.request("INVITE", "1000", "d1", 1, "", "", UdpPeer.SDP));
            String ok = peer.expect("SIP/2.0 200");
            peer.send(peer.request("ACK", "1000", "d1", 1, UdpPeer.toTag(ok), "", ""));
            server.nextTalk();
            CompletableFuture<Boolean> drained =
                    CompletableFuture.supplyAsync(() -> server.endpoint.drain(Duration.ofSeconds(60)));

            peer.send(peer.request("OPTIONS", "1000", "d2", 1, "", "", ""));
            Await.until("OPTIONS is refused", () -> {
                peer.send(peer.request("OPTIONS", "1000", "d2", 1, "", "", ""));
                return peer.receive(Duration.ofSeconds(10)).orElse("").startsWith("SIP/2.0 503");
            });
            peer.send(peer.request("INVITE", "1000", "d3", 1, "", "", UdpPeer.SDP));
            String refused = peer.expect("SIP/2.0 503 Service Unavailable\r\nCSeq: 1 INVITE");
            assertThat(UdpPeer.header(refused, "Retry-After")).isEqualTo("30");
            assertThat(drained).isNotDone();

            peer.send(peer.request("BYE", "1000", "d1", 2, UdpPeer.toTag(ok), "", ""));
            assertThat(drained.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
            server.awaitSilence();
        } finally {
            server.close();
        }
        assertThat(server.failures).isEmpty();
    }

    @Test
    void anAddressThatIsTakenIsSaidAndLeavesNothingBehind() {
        TestServer server = new TestServer(settings -> settings);
        SipConfig taken = SipConfig.builder()
                .listen("udp:127.0.0.1:" + server.port(SipConfig.Transport.UDP))
                .build();
        try (SipEndpoint second = new SipEndpoint(taken, server.media)) {
            assertThatExceptionOfType(SipTransportException.class)
                    .isThrownBy(() -> second.start(call -> {}))
                    .withMessageContaining("cannot listen on udp:127.0.0.1:" + server.port(SipConfig.Transport.UDP));
        } finally {
            server.close();
        }
        Await.until("no thread of ours is left", () -> ours().isEmpty());
    }

    @Test
    void anEndpointIsStartedOnce() {
        TestServer server = new TestServer(settings -> settings);

        assertThatIllegalStateException().isThrownBy(() -> server.endpoint.start(call -> {}));
        server.close();
        server.close();
        assertThatIllegalStateException().isThrownBy(() -> server.endpoint.start(call -> {}));
        assertThatIllegalStateException().isThrownBy(server.endpoint::boundAddresses);
    }

    @Test
    void aLoggerOfTheHostStays() {
        StackLogger before = CommonLogger.legacyLogger;
        StackLogger hosts = new Slf4jStackLogger();
        try {
            CommonLogger.legacyLogger = hosts;
            new TestServer(settings -> settings).close();
            assertThat(CommonLogger.legacyLogger).isSameAs(hosts);
        } finally {
            CommonLogger.legacyLogger = before;
        }
    }
}

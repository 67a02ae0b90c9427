package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What one source may ask of us, and what becomes of more. */
class LimitsTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private static TestServer serving(SipLimits limits, UnaryOperator<SipConfig.Builder> settings) {
        return new TestServer(builder -> settings.apply(builder.limits(limits)));
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void tooManyRequestsAreRefusedAndThenNotEvenThat() {
        try (TestServer server = serving(new SipLimits(1, 20, 10, 10, LONG), settings -> settings);
                UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            for (int i = 0; i < 100; i++) {
                peer.send(peer.request("OPTIONS", "ping", "many" + i, 1, "", "", ""));
            }
            int admitted = 0;
            int refused = 0;
            for (Optional<String> answer = peer.receive(Duration.ofSeconds(3));
                    answer.isPresent();
                    answer = peer.receive(Duration.ofMillis(700))) {
                admitted += answer.get().startsWith("SIP/2.0 200") ? 1 : 0;
                refused += answer.get().startsWith("SIP/2.0 503 Too Many Requests") ? 1 : 0;
                assertThat(UdpPeer.header(answer.get(), "Retry-After").isEmpty())
                        .isEqualTo(answer.get().startsWith("SIP/2.0 200"));
            }

            assertThat(admitted).isBetween(20, 40);
            assertThat(refused).isBetween(1, 10);
            assertThat(server.endpoint.rejections().get("rate")).isEqualTo(100L - admitted);
        }
    }

    @Test
    void trustedPeersAreNotLimitedAndCallsCanAlwaysEnd() throws InterruptedException {
        try (TestServer server =
                        serving(new SipLimits(1, 3, 10, 10, LONG), settings -> settings.trust("127.0.0.1/32"));
                UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            for (int i = 0; i < 50; i++) {
                peer.send(peer.request("OPTIONS", "ping", "trusted" + i, 1, "", "", ""));
                peer.expect("SIP/2.0 200");
            }
            assertThat(server.endpoint.rejections()).containsEntry("rate", 0L);
        }
        try (TestServer server = serving(new SipLimits(1, 30, 10, 10, LONG), settings -> settings);
                UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            peer.send(peer.request("INVITE", "1000", "call", 1, "", "", UdpPeer.SDP));
            String tag = UdpPeer.toTag(peer.expect("SIP/2.0 200"));
            peer.send(peer.request("ACK", "1000", "call", 1, tag, "", ""));
            server.nextTalk();
            for (int i = 2; i < 100; i++) {
                peer.send(peer.request("OPTIONS", "1000", "call", i, tag, "", ""));
            }
            peer.expect("SIP/2.0 503 Too Many Requests");
            Await.until("all have come", () -> server.endpoint.rejections().getOrDefault("rate", 0L) > 40);
            peer.send(peer.request("BYE", "1000", "call", 100, tag, "", ""));
            String answer = peer.expect("SIP/2.0 200");
            while (!answer.contains("CSeq: 100 BYE")) {
                answer = peer.expect("SIP/2.0 200");
            }
        }
    }

    @Test
    void strangersLeaveRoomForTrustedPeersAndForEachOther() throws IOException {
        try (TestServer server = new TestServer(settings -> settings.maxCalls(8).trust("127.0.0.2"));
                UdpPeer stranger = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
                StreamPeer friend = new StreamPeer(
                        new Socket(address("127.0.0.1"), server.port(SipConfig.Transport.TCP), address("127.0.0.2"), 0),
                        "TCP")) {
            for (String call : List.of("first", "second")) {
                stranger.send(stranger.request("INVITE", "6000", call, 1, "", "", UdpPeer.SDP));
                stranger.expect("SIP/2.0 100");
            }
            Await.until("both are offered", () -> server.calls.size() == 2);
            stranger.send(stranger.request("INVITE", "6000", "third", 1, "", "", UdpPeer.SDP));
            assertThat(stranger.expect("SIP/2.0 503")).contains("Call-ID: third");
            for (int i = 0; i < 6; i++) {
                friend.send(friend.request("INVITE", "1000", "friend" + i, "", "", UdpPeer.SDP));
                assertThat(friend.expect("SIP/2.0 200")).contains("Call-ID: friend" + i);
            }
            friend.send(friend.request("INVITE", "1000", "too-many", "", "", UdpPeer.SDP));
            assertThat(friend.expect("SIP/2.0 503")).contains("Call-ID: too-many");

            stranger.send(
                    stranger.request("CANCEL", "6000", "first", 1, "", "", "").replace("firstCANCEL1", "firstINVITE1"));
            stranger.expect("SIP/2.0 487");
            String answer = "";
            for (int i = 0; !answer.startsWith("SIP/2.0 404") && i < 1_000; i++) { // the place is free soon after
                stranger.send(stranger.request("INVITE", "4000", "fourth" + i, 1, "", "", UdpPeer.SDP));
                answer = stranger.expect("SIP/2.0 ");
                while (answer.startsWith("SIP/2.0 100") || !answer.contains("Call-ID: fourth" + i)) {
                    answer = stranger.expect("SIP/2.0 ");
                }
            }
            assertThat(answer).startsWith("SIP/2.0 404");
        }
    }

    @Test
    void oneSourceHasSoManyConnectionsAndAnotherItsOwn() throws IOException {
        try (TestServer server = serving(new SipLimits(100, 1_000, 3, 5, LONG), settings -> settings)) {
            int port = server.port(SipConfig.Transport.TCP);
            StreamPeer[] peers = {StreamPeer.tcp(port), StreamPeer.tcp(port), StreamPeer.tcp(port)};
            for (StreamPeer peer : peers) {
                answers(peer);
            }
            try (StreamPeer tooMany = StreamPeer.tcp(port)) {
                assertThat(tooMany.next()).isEmpty();
            }
            assertThat(server.endpoint.rejections()).containsEntry("too many connections", 1L);

            peers[0].close();
            Await.until("one has gone", () -> server.endpoint.connections() == 2);
            try (StreamPeer instead = StreamPeer.tcp(port)) {
                answers(instead);
            }
            peers[1].close();
            peers[2].close();
            Await.until("all have gone", () -> server.endpoint.connections() == 0);
        }
    }

    private static void answers(StreamPeer peer) {
        peer.send(peer.request("OPTIONS", "ping", "alive" + peer.socket().getLocalPort(), "", "", ""));
        assertThat(peer.expect("SIP/2.0 200")).isNotEmpty();
    }

    @Test
    void idleConnectionsAndHalfMessagesAreClosed() {
        try (TestServer server =
                serving(new SipLimits(100, 1_000, 10, 10, Duration.ofMillis(400)), settings -> settings)) {
            int port = server.port(SipConfig.Transport.TCP);
            try (StreamPeer silent = StreamPeer.tcp(port);
                    StreamPeer half = StreamPeer.tcp(port)) {
                half.send("OPTIONS sip:ping@127.0.0.1 SIP/2.0\nVia: SIP/2.0/TCP 127.0.0");

                assertThat(silent.next()).isEmpty();
                half.next();
                Await.until("both have gone", () -> server.endpoint.connections() == 0);
            }
        }
    }

    @Test
    void whoDoesNotReadIsHungUpOnAndHoldsNobody() throws IOException {
        try (TestServer server = serving(new SipLimits(100_000, 1_000_000, 10, 10, LONG), settings -> settings);
                StreamPeer deaf = new StreamPeer(new Socket(), "TCP")) {
            deaf.socket().setReceiveBufferSize(1_024);
            deaf.socket().connect(new InetSocketAddress("127.0.0.1", server.port(SipConfig.Transport.TCP)));
            Thread flood = new Thread(() -> {
                String options =
                        deaf.request("OPTIONS", "ping", "flood", "", "", "").replace("\n", "\r\n");
                byte[] octets = options.getBytes(StandardCharsets.UTF_8);
                try {
                    while (true) {
                        deaf.socket().getOutputStream().write(octets);
                    }
                } catch (IOException e) {
                    // hung up on
                }
            });
            flood.setDaemon(true);
            flood.start();

            Await.until(
                    "it is hung up on", () -> server.endpoint.rejections().getOrDefault("stuck connection", 0L) > 0);
            try (StreamPeer other = StreamPeer.tcp(server.port(SipConfig.Transport.TCP))) {
                answers(other);
            }
        }
    }

    @Test
    void bucketsFillAgainAndAreBounded() throws UnknownHostException {
        AtomicLong nanos = new AtomicLong();
        RequestRates rates = new RequestRates(new SipLimits(10, 20, 1, 1, LONG), nanos::get);
        InetAddress source = address("192.0.2.1");
        for (int i = 0; i < 20; i++) {
            assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.ADMITTED);
        }
        assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.REFUSED);
        assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.REFUSED);
        assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.DROPPED);
        assertThat(rates.take(address("192.0.2.2"))).isEqualTo(RequestRates.Verdict.ADMITTED);
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.ADMITTED);
        assertThat(rates.take(source)).isEqualTo(RequestRates.Verdict.DROPPED);
        for (int i = 0; i < 30_000; i++) {
            rates.take(InetAddress.getByAddress(new byte[] {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i}));
        }
        assertThat(rates.size()).isEqualTo(20_000);
    }

    @Test
    void oneSubscriberOfIpv6IsOneSource() throws UnknownHostException {
        assertThat(Sources.key(address("2001:db8:0:1::1"))).isEqualTo(Sources.key(address("2001:db8:0:1:2:3:4:5")));
        assertThat(Sources.key(address("2001:db8:0:1::1"))).isNotEqualTo(Sources.key(address("2001:db8:0:2::1")));
        assertThat(Sources.key(address("192.0.2.1"))).isNotEqualTo(Sources.key(address("192.0.2.2")));
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SipLimits(0, 1, 1, 1, LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> new SipLimits(1, 1, 1, 1, Duration.ZERO));
    }
}

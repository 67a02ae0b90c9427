package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallRefusal;
import org.voicemail4j.call.IncomingCall;

/** What becomes of connections whose peers do not do their part, and of those that we are to make. */
class PeerConnectionsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MORE_THAN_BUFFERS = 64 * 1024 * 1024;

    private final AtomicLong nanos = new AtomicLong();
    private final Rejections rejections = new Rejections();

    private Connections connections(UnaryOperator<SipConfig.Builder> settings) {
        SipConfig config =
                settings.apply(SipConfig.builder().listen("tcp:127.0.0.1:0")).build();
        return new Connections(config, rejections, new RequestRates(config.limits(), nanos::get), nanos::get);
    }

    @Test
    void whoDoesNotReadIsNotReadMuchFurtherAndThenHungUpOn() throws IOException, InterruptedException {
        Connections connections = connections(settings -> settings);
        AtomicLong read = new AtomicLong();
        try (ServerSocket listening = connections.listen(0, 5, HERE);
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1_024);
            deaf.connect(new InetSocketAddress(HERE, listening.getLocalPort()));
            GuardedSocket ours = (GuardedSocket) listening.accept();
            Thread writer = started(() -> ours.getOutputStream().write(new byte[MORE_THAN_BUFFERS]));
            Await.until("it writes", () -> isWriting(ours));
            Thread sender = started(() -> deaf.getOutputStream().write(new byte[MORE_THAN_BUFFERS]));
            Thread reader = started(() -> {
                byte[] buffer = new byte[4_096];
                InputStream in = ours.getInputStream();
                for (int octets = in.read(buffer); octets >= 0; octets = in.read(buffer)) {
                    read.addAndGet(octets);
                }
            });
            Await.until("it waits", () -> reader.getState() == Thread.State.TIMED_WAITING);

            assertThat(read.get()).isBetween(1L, 512L * 1024);
            nanos.addAndGet(Duration.ofSeconds(6).toNanos());
            connections.sweep();
            reader.join();
            writer.join();
            sender.join();
            assertThat(ours.isClosed()).isTrue();
            assertThat(rejections.count(Rejection.STUCK_CONNECTION)).isEqualTo(1);
            assertThat(read.get()).isLessThan(512L * 1024);
        }
    }

    /** Its clock stands still, so that its time does not tell. */
    private boolean isWriting(GuardedSocket socket) {
        nanos.incrementAndGet();
        return socket.writingNanos() > 0;
    }

    private interface Talk {
        void go() throws IOException;
    }

    private static Thread started(Talk talk) {
        Thread thread = new Thread(() -> {
            try {
                talk.go();
            } catch (IOException e) {
                return; // hung up on
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void whatIsNotParsedYetIsWaitedFor() throws IOException, InterruptedException {
        Connections connections = connections(settings -> settings);
        AtomicLong read = new AtomicLong();
        AtomicBoolean parsed = new AtomicBoolean();
        CountDownLatch idle = new CountDownLatch(1);
        try (ServerSocket listening = connections.listen(0, 5, HERE);
                Socket peer = new Socket(HERE, listening.getLocalPort());
                Socket ours = listening.accept()) {
            Thread reader = started(() -> {
                Parsing parsing = connections.parsing();
                started(() -> {
                    parsing.goesOn();
                    while (!parsed.get()) {
                        Thread.onSpinWait();
                    }
                    awaitQuietly(idle);
                });
                byte[] buffer = new byte[4_096];
                for (int octets = ours.getInputStream().read(buffer);
                        octets >= 0;
                        octets = ours.getInputStream().read(buffer)) {
                    read.addAndGet(octets);
                }
            });
            Thread sender = started(() -> {
                peer.getOutputStream().write(new byte[MORE_THAN_BUFFERS]);
                peer.shutdownOutput();
            });
            Await.until("it waits", () -> reader.getState() == Thread.State.TIMED_WAITING);
            assertThat(read.get()).isBetween(1L, 512L * 1024);
            parsed.set(true);
            sender.join();
            reader.join();
            assertThat(read.get()).isEqualTo(MORE_THAN_BUFFERS);
        } finally {
            parsed.set(true);
            idle.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsCutOff(@TempDir Path folder) throws IOException, InterruptedException {
        TestCertificate certificate = TestCertificate.make(folder, "voicemail.test", "dns:voicemail.test");
        TlsConfig tls = TlsConfig.keyStore(certificate.store, TestCertificate.PASSWORD.toCharArray());
        Connections connections = connections(settings -> settings.tls(tls).listen("tls:127.0.0.1:0"));
        try (SSLServerSocket listening = connections.listenSecurely(0, 5, HERE);
                Socket mute = new Socket(HERE, listening.getLocalPort());
                Socket waiting = listening.accept();
                SSLSocket polite = (SSLSocket)
                        certificate.believed().getSocketFactory().createSocket(HERE, listening.getLocalPort());
                SSLSocket talking = (SSLSocket) listening.accept()) {
            talking.setSoTimeout(30_000);
            polite.setSoTimeout(30_000);
            CompletableFuture<Thread> teller = new CompletableFuture<>();
            talking.addHandshakeCompletedListener(event -> teller.complete(Thread.currentThread()));
            Thread shaking = started(talking::startHandshake);
            polite.startHandshake();
            shaking.join();
            teller.join().join();

            nanos.addAndGet(Duration.ofSeconds(9).toNanos());
            connections.sweep();
            assertThat(connections.accepted()).isEqualTo(2);
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            connections.sweep();

            assertThat(connections.accepted()).isEqualTo(1);
            assertThat(rejections.count(Rejection.SLOW_HANDSHAKE)).isEqualTo(1);
            assertThat(mute.getInputStream().read()).isEqualTo(-1);
            assertThat(waiting.isConnected()).isTrue();
            polite.getOutputStream().write(7);
            assertThat(talking.getInputStream().read()).isEqualTo(7);
            talking.setSoTimeout(10); // for its close would wait for the other's
        }
    }

    @Test
    void someConnectionsAreKeptForTrustedPeers() throws IOException {
        Connections connections =
                connections(settings -> settings.trust("127.0.0.2").limits(new SipLimits(100, 1_000, 50, 10, LONG)));
        Socket[] strangers = new Socket[9];
        try (ServerSocket listening = connections.listen(0, 50, HERE)) {
            for (int i = 0; i < strangers.length; i++) {
                strangers[i] = new Socket(HERE, listening.getLocalPort());
                listening.accept();
            }
            try (Socket tooMany = new Socket(HERE, listening.getLocalPort());
                    Socket friend = new Socket(HERE, listening.getLocalPort(), InetAddress.getByName("127.0.0.2"), 0)) {
                assertThat(listening.accept().getInetAddress().getHostAddress()).isEqualTo("127.0.0.2");
                assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
                assertThat(friend.isConnected()).isTrue();
            }
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void connectionsOfOursAreCountedAndLimitedToo() throws IOException {
        Connections connections = connections(settings -> settings.limits(new SipLimits(1, 1, 1, 1, LONG)));
        try (ServerSocket peer = new ServerSocket(0, 5, HERE)) {
            Connections.Connector there =
                    socket -> socket.connect(new InetSocketAddress(HERE, peer.getLocalPort()), 10_000);
            try (Socket first = connections.connect(there, () -> {})) {
                assertThat(first.getSoTimeout()).isEqualTo((int) LONG.toMillis());
                assertThatExceptionOfType(ConnectException.class)
                        .isThrownBy(() -> connections.connect(there, () -> {}))
                        .withMessageContaining("1 connections of ours");
            }
            assertThat(connections.made()).isZero();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> connections.connect(
                            socket -> {
                                throw new ConnectException("planted");
                            },
                            () -> {}));
            connections.connect(there, () -> {}).close();
        }
    }

    @Test
    void noAnswerGoesWhereItsViaPointsWhenTheConnectionHasGone() throws IOException, InterruptedException {
        try (TestServer server = new TestServer(settings -> settings);
                ServerSocket elsewhere = new ServerSocket(0, 5, HERE)) {
            IncomingCall call;
            try (StreamPeer peer = StreamPeer.tcp(server.port(SipConfig.Transport.TCP))) {
                String own = "Via: SIP/2.0/TCP 127.0.0.1:" + peer.socket().getLocalPort();
                peer.send(peer.request("INVITE", "6000", "gone", "", "", UdpPeer.SDP)
                        .replace(own, "Via: SIP/2.0/TCP 127.0.0.1:" + elsewhere.getLocalPort()));
                call = server.nextCall();
            }
            Await.until("it has gone", () -> server.endpoint.connections() == 0);
            call.reject(CallRefusal.UNKNOWN_MAILBOX);
            server.awaitSilence();

            elsewhere.setSoTimeout(200);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(elsewhere::accept);
        }
    }

    @Test
    void aContactWithANameIsSentToByThatName() throws IOException {
        try (TestServer server = new TestServer(settings -> settings);
                ServerSocket phone = new ServerSocket(0, 5, HERE);
                StreamPeer peer = StreamPeer.tcp(server.port(SipConfig.Transport.TCP))) {
            String contact = "Contact: <sip:caller@localhost:" + phone.getLocalPort() + ";transport=tcp>";
            peer.send(peer.request("INVITE", "5000", "named", "", "", UdpPeer.SDP)
                    .replaceFirst("Contact: [^\n]*", contact));
            String tag = UdpPeer.toTag(peer.expect("SIP/2.0 200"));
            peer.send(peer.request("ACK", "5000", "named", tag, "", ""));

            phone.setSoTimeout(30_000);
            try (StreamPeer there = new StreamPeer(phone.accept(), "TCP")) {
                assertThat(there.next()).startsWith("BYE sip:caller@localhost:" + phone.getLocalPort());
            }
        }
    }

    @Test
    void onlyWhomARequestWasSentToIsConnectedTo() throws IOException {
        ChosenHops chosen = new ChosenHops(nanos::get);
        chosen.add(new SipHop("tcp", "::1", 5060).hop());
        chosen.add(new gov.nist.javax.sip.stack.HopImpl("Proxy.test", 5060, "tcp"));

        assertThat(chosen.contain(InetAddress.getByName("0:0:0:0:0:0:0:1"), 5060))
                .isTrue();
        assertThat(chosen.contain(InetAddress.getByName("::1"), 5061)).isFalse();
        assertThat(chosen.contain(named("proxy.test"), 5060)).isTrue();
        assertThat(chosen.contain(named("other.test"), 5060)).isFalse();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(chosen.contain(named("proxy.test"), 5060)).isFalse();
    }

    private static InetAddress named(String host) {
        try {
            return InetAddress.getByAddress(host, new byte[] {(byte) 192, 0, 2, 1});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SipNetworkTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final AtomicLong nanos = new AtomicLong();
    private final SipNetwork network = new SipNetwork(nanos::get, Duration.ofMillis(100));

    SipNetworkTest() {
        SipConfig config = SipConfig.builder().listen("tcp:127.0.0.1:0").build();
        RequestRates rates = new RequestRates(config.limits(), nanos::get);
        network.watch(new Connections(config, new Rejections(), rates, nanos::get));
    }

    @Test
    void whoeverDoesNotAnswerAConnectIsNotTriedAgainForAWhile() throws IOException {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket deaf = new ServerSocket(0, 1, HERE)) {
            fill(deaf, fillers);
            choose(deaf.getLocalPort());

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> network.createSocket(HERE, deaf.getLocalPort()));
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> network.createSocket(HERE, deaf.getLocalPort()))
                    .withMessageContaining("not tried again yet");
            nanos.addAndGet(Duration.ofSeconds(5).toNanos());
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> network.createSocket(HERE, deaf.getLocalPort()));
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    /** One waits, and the others need not wait one after the other. */
    @Test
    void whoeverDoesNotShakeHandsIsNotTriedAgainForAWhile(@TempDir Path folder) throws IOException {
        TestCertificate ours = TestCertificate.make(folder, "voicemail.test", "ip:127.0.0.1");
        SipConfig config = SipConfig.builder()
                .listen("tls:127.0.0.1:0")
                .tls(TlsConfig.keyStore(ours.store, TestCertificate.PASSWORD.toCharArray()))
                .build();
        Connections connections =
                new Connections(config, new Rejections(), new RequestRates(config.limits(), nanos::get), nanos::get);
        network.watch(connections);
        try (ServerSocket mute = new ServerSocket(0, 5, HERE)) {
            choose(mute.getLocalPort());
            network.createSSLSocket(HERE, mute.getLocalPort()).close();
            network.createSSLSocket(HERE, mute.getLocalPort());

            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            connections.sweep();

            assertThat(connections.made()).isZero();
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> network.createSSLSocket(HERE, mute.getLocalPort()))
                    .withMessageContaining("not tried again yet");
            nanos.addAndGet(Duration.ofSeconds(30).toNanos());
            choose(mute.getLocalPort());
            network.createSSLSocket(HERE, mute.getLocalPort()).close();
        }
    }

    private void choose(int port) {
        network.choose(new SipHop("tcp", "127.0.0.1", port).hop());
    }

    /** Until the kernel takes no more connections, for nobody accepts any. */
    private static void fill(ServerSocket deaf, List<Socket> fillers) throws IOException {
        try {
            while (fillers.size() < 100) {
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(new InetSocketAddress(HERE, deaf.getLocalPort()), 200);
            }
        } catch (SocketTimeoutException e) {
            return;
        }
        throw new AssertionError("the queue of connections does not fill up");
    }

    @Test
    void whoeverRefusesIsTriedAgainAtOnce() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, HERE)) {
            port = gone.getLocalPort();
        }
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> network.createSocket(HERE, port, HERE))
                .withMessageContaining("nobody sends a request");
        choose(port);
        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> network.createSocket(HERE, port, HERE));
        try (ServerSocket back = network.createServerSocket(port, 1, HERE);
                Socket socket = network.createSocket(HERE, port, HERE)) {
            assertThat(socket.isConnected()).isTrue();
            assertThat(back.getLocalPort()).isEqualTo(port);
        }
    }
}

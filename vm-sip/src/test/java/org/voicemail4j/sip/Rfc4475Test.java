package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.call.CallRefusal;

/** Each of RFC 4475's messages and the answer that it gets, by UDP and by TCP; the server answers after each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Rfc4475Test {

    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final int PATIENCE_MILLIS = 10_000;

    private final SipEndpoint server = new SipEndpoint(
            SipConfig.builder()
                    .listen("udp:127.0.0.1:0")
                    .listen("tcp:127.0.0.1:0")
                    .build(),
            new FakeMedia("127.0.0.1"));
    private final UdpPeer prober;
    private int probes;

    Rfc4475Test() {
        server.start(call -> call.reject(CallRefusal.UNKNOWN_MAILBOX));
        prober = new UdpPeer("127.0.0.1", port(SipConfig.Transport.UDP));
    }

    private int port(SipConfig.Transport transport) {
        return server.boundAddresses().stream()
                .filter(point -> point.transport() == transport)
                .findFirst()
                .orElseThrow()
                .port();
    }

    @AfterAll
    void close() {
        server.close();
        prober.close();
    }

    static List<Rfc4475Message> messages() {
        return Rfc4475Message.all();
    }

    @Test
    void thereAreAllOfThem() {
        assertThat(messages()).hasSize(49).extracting(Rfc4475Message::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void byUdp(Rfc4475Message message) {
        try (UdpPeer peer = new UdpPeer("127.0.0.1", port(SipConfig.Transport.UDP))) {
            peer.send(message.octets("UDP"), port(SipConfig.Transport.UDP));

            assertThat(answer(peer, message.udp())).isEqualTo(message.udp());
        }
        theServerAnswers();
    }

    private static String answer(UdpPeer peer, String expected) {
        Duration patience = expected.equals("-") ? SILENCE : Duration.ofMillis(PATIENCE_MILLIS);
        Optional<String> answer = peer.receive(patience);
        while (answer.isPresent() && answer.get().startsWith("SIP/2.0 1")) {
            answer = peer.receive(patience);
        }
        return answer.map(Rfc4475Test::status).orElse("-");
    }

    private static String status(String answer) {
        return answer.startsWith("SIP/2.0 ") ? answer.substring(8, 11) : answer;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void byTcp(Rfc4475Message message) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port(SipConfig.Transport.TCP))) {
            socket.setSoTimeout(message.tcp().equals("-") ? (int) SILENCE.toMillis() : PATIENCE_MILLIS);
            socket.getOutputStream().write(message.octets("TCP"));

            assertThat(answer(socket.getInputStream())).isEqualTo(message.tcp());
        }
        theServerAnswers();
    }

    private static String answer(InputStream octets) {
        try {
            String status = "1";
            while (status.startsWith("1")) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    int octet = octets.read();
                    if (octet < 0) {
                        return "closed";
                    }
                    head.append((char) octet);
                }
                status = status(head.toString().stripLeading());
            }
            return status;
        } catch (SocketTimeoutException e) {
            return "-";
        } catch (IOException e) {
            return "closed";
        }
    }

    private void theServerAnswers() {
        String callId = "probe" + ++probes;
        prober.send(prober.request("OPTIONS", "ping", callId, 1, "", "", ""));
        String answer = prober.expect("SIP/2.0 200");
        assertThat(UdpPeer.header(answer, "Call-ID")).isEqualTo(callId);
        assertThat(answer.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Valid messages, damaged in every way that a sender might think of, by UDP and over connections, among peers who ask too
 * much: each reason to turn a message or a connection away occurs, the server answers all along, and in the end it is what it was.
 */
@SuppressWarnings("NullAway.Init") // made before each test
class FuzzTest {

    private static final int BATCH = 500;
    private static final int BY_CONNECTION = 20;
    private static final int SOURCES = 100;
    private static final long MEGABYTE = 1 << 20;

    private static final String[] METHODS = {
        "INVITE", "OPTIONS", "BYE", "ACK", "CANCEL", "INFO", "UPDATE", "SUBSCRIBE", "NOTIFY", "PUBLISH", "PRACK"
    };

    private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);

    /** Each makes one thing of a valid message wrong. */
    private static final List<UnaryOperator<String>> DAMAGES = List.of(
            message -> message.replaceFirst("Via: [^\r]*\r\n", ""),
            message -> message.replaceFirst("CSeq: 1 ", "CSeq: x "),
            message -> message.replaceFirst("From:", "From: <sip:other@example.test>;tag=two\r\nFrom:"),
            message -> message.replaceFirst("SIP/2.0\r\n", "SIP/3.0\r\n"),
            message -> message.replaceFirst(" SIP/2.0\r\n", "  SIP/2.0\r\n"),
            message -> message.replaceFirst("Max-Forwards", "X-Many: x\r\n".repeat(120) + "Max-Forwards"),
            message -> message.replaceFirst("SIP/2.0/UDP", "SIP/2.0/TLS"),
            message -> message.replaceFirst("sip:4000", "sip:" + "4".repeat(200)),
            message -> message.replaceFirst(" sip:4000@", " soap:4000@"),
            message -> message.replaceFirst("Max-Forwards", "X-Bell: a\u0007b\r\nMax-Forwards"),
            message -> message.replaceFirst("\r\n\r\n(?s:.*)", ""),
            message -> message.replaceFirst("(To: [^\r]*)", "$1;tag=unknown"),
            message -> message.replaceFirst("(Via: [^\r]*)", "$1(\\\\"));

    private TestServer server;
    private UdpPeer peer;
    private int sources;
    private int sent;

    @BeforeEach
    void start(@TempDir Path folder) {
        TestCertificate ours = TestCertificate.make(folder, "voicemail.test", "dns:voicemail.test");
        server = new TestServer(settings -> settings.trust(Nuisances.TRUSTED)
                .maxCalls(80)
                .limits(new SipLimits(200, 2_000, 50, 100, Duration.ofMinutes(1)))
                .tls(TlsConfig.keyStore(ours.store, TestCertificate.PASSWORD.toCharArray()))
                .listen("tls:127.0.0.1:0")
                .authentication(SipAuthentication.builder("fuzz", FuzzTest::secret)
                        .backOff(50, Duration.ofSeconds(1))
                        .build()));
        peer = UdpPeer.from(source(), server.port(SipConfig.Transport.UDP));
    }

    @AfterEach
    void close() {
        server.close();
        peer.close();
    }

    /** Where the next messages come from, by turns: nobody may send as many as all of them together. */
    private String source() {
        return "127.1.0." + (1 + sources % SOURCES);
    }

    private void moveOn() {
        peer.close();
        sources++;
        peer = UdpPeer.from(source(), server.port(SipConfig.Transport.UDP));
    }

    private static Optional<SipSecret> secret(String user, String realm) {
        return user.equals("1000") ? Optional.of(SipSecret.password("right")) : Optional.empty();
    }

    @Test
    void aHundredThousandDamagedMessages() throws InterruptedException, IOException {
        fuzz(100_000);
    }

    @Test
    @Tag("soak")
    void aMillionDamagedMessages() throws InterruptedException, IOException {
        fuzz(1_000_000);
    }

    private void fuzz(int messages) throws InterruptedException, IOException {
        SplittableRandom random = new SplittableRandom(20261126);
        batch(random);
        batch(random);
        claims();
        int threads = Thread.activeCount();
        long listening = listening();
        long heap = heap();
        try (Nuisances nuisances = new Nuisances(server)) {
            while (sent < messages) {
                batch(random);
                overConnections(random);
            }
            claims();
            nuisances.annoy();
            nuisances.awaitSlowOnes();

            assertThat(server.failures).isEmpty();
            LOG.info("{} damaged messages: {}", sent, server.endpoint.rejections());
            for (Rejection reason : Rejection.values()) {
                assertThat(nuisances.count(reason)).as(reason.name()).isPositive();
            }
        }
        answers();
        assertThat(listening()).as("threads that read datagrams").isEqualTo(listening);
        Await.until("connections have gone", () -> server.endpoint.connections() == 0);
        Await.until("threads are what they were", () -> Thread.activeCount() <= threads + 4);
        Await.until("memory is what it was", () -> heap() < heap + heap / 10 + 5 * MEGABYTE);
    }

    private static long listening() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("-UDPMessageChannelThread-"))
                .count();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void batch(SplittableRandom random) {
        moveOn();
        for (int i = 0; i < BATCH; i++) {
            peer.send(damaged(random, "UDP"), server.port(SipConfig.Transport.UDP));
        }
        answers();
    }

    private void overConnections(SplittableRandom random) {
        for (int i = 0; i < BY_CONNECTION; i++) {
            try (StreamPeer stream = StreamPeer.tcp(source(), server.port(SipConfig.Transport.TCP))) {
                stream.socket().getOutputStream().write(damaged(random, "TCP"));
            } catch (IOException e) {
                assertThat(e).as("closed by the server").isInstanceOf(SocketException.class);
            }
        }
    }

    private byte[] damaged(SplittableRandom random, String transport) {
        String method = METHODS[random.nextInt(METHODS.length)];
        String message = peer.request(method, "4000", "fuzz" + ++sent, 1, "", "Event: message-summary\n", UdpPeer.SDP)
                .replaceAll("\r?\n", "\r\n")
                .replace("SIP/2.0/UDP", "SIP/2.0/" + transport);
        if (random.nextInt(3) == 0) {
            return DAMAGES.get(random.nextInt(DAMAGES.size())).apply(message).getBytes(StandardCharsets.UTF_8);
        }
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        for (int damage = random.nextInt(1, 8); damage > 0; damage--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        return octets;
    }

    /** What takes more than one message: proofs of all kinds, and a request by two ways. */
    private void claims() {
        moveOn();
        String uri = "sip:4000@127.0.0.1:" + server.port(SipConfig.Transport.UDP);
        String challenged = answer("claim" + ++sent, "", 401);
        Map<String, String> challenge = Digests.challenge(challenged, DigestAlgorithm.SHA_256);
        String right = Digests.authorization(challenge, "1000", "right", "INVITE", uri, 1);
        String callId = "proved" + ++sent;
        answer(callId, right, 404);
        answer("again" + ++sent, right, 401);
        challenge.put("nonce", "stale");
        answer("stale" + ++sent, Digests.authorization(challenge, "1000", "right", "INVITE", uri, 1), 401);
        merged(uri);
        for (int i = 0; i < 60; i++) {
            Map<String, String> next = Digests.challenge(answer("guess" + ++sent, "", 401), DigestAlgorithm.MD5);
            String id = "wrong" + ++sent;
            String answered = request(id, Digests.authorization(next, "guessed", "wrong", "INVITE", uri, 1));
            peer.send(answered);
            acknowledge(id, peerAnswer(id));
        }
    }

    private void merged(String uri) {
        Map<String, String> challenge = Digests.challenge(answer("fork" + ++sent, "", 401), DigestAlgorithm.SHA_256);
        String id = "forked" + ++sent;
        String six = uri.replace("4000", "6000");
        server.calls.clear(); // those that were refused: the second INVITE must not overtake the first
        peer.send(request(id, Digests.authorization(challenge, "1000", "right", "INVITE", six, 2))
                .replace("sip:4000", "sip:6000"));
        Await.until("the call is offered", () -> !server.calls.isEmpty());
        peer.send(request(id, Digests.authorization(challenge, "1000", "right", "INVITE", six, 3))
                .replace("sip:4000", "sip:6000")
                .replace("branch=z9hG4bK", "branch=z9hG4bKother"));
        peer.expect("SIP/2.0 482");
        server.calls.clear();
        peer.send(peer.request("CANCEL", "6000", id, 1, "", "", "").replace(id + "CANCEL1", id + "INVITE1"));
        peer.expect("SIP/2.0 487");
    }

    private String request(String callId, String authorization) {
        return peer.request("INVITE", "4000", callId, 1, "", authorization, UdpPeer.SDP);
    }

    private String answer(String callId, String authorization, int status) {
        peer.send(request(callId, authorization));
        String answer = peerAnswer(callId);
        assertThat(answer).startsWith("SIP/2.0 " + status);
        acknowledge(callId, answer);
        return answer;
    }

    private String peerAnswer(String callId) {
        String answer;
        do {
            answer = peer.expect("SIP/2.0 ");
        } while (!UdpPeer.header(answer, "Call-ID").equals(callId) || answer.startsWith("SIP/2.0 1"));
        return answer;
    }

    private void acknowledge(String callId, String answer) {
        peer.send(peer.request("ACK", "4000", callId, 1, UdpPeer.toTag(answer), "", "")
                .replace(callId + "ACK1", callId + "INVITE1"));
    }

    private void answers() {
        String callId = "alive" + ++sent;
        for (int attempt = 1; attempt <= 50; attempt++) {
            peer.send(peer.request("OPTIONS", "ping", callId, attempt, "", "", ""));
            for (String answer = next(); !answer.isEmpty(); answer = next()) {
                if (answer.startsWith("SIP/2.0 200")
                        && UdpPeer.header(answer, "Call-ID").equals(callId)) {
                    return;
                }
            }
        }
        throw new AssertionError("the server does not answer any more");
    }

    private String next() {
        return peer.receive(Duration.ofMillis(500)).orElse("");
    }
}

package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** What an operator sees over HTTP of a server that takes calls. */
class MetricsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpSettings ANY_PORT =
            new HttpSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty());
    private static final Pattern SAMPLE =
            Pattern.compile("[a-z][a-z0-9_]*(\\{[a-z_]+=\"[^\"]*\"\\})? (-?[0-9.]+(E[0-9]+)?)");

    @TempDir
    static Path folder;

    private static TestServer test;

    @BeforeAll
    static void start() throws Exception {
        test = start(folder);
    }

    @AfterAll
    static void stop() {
        test.close();
    }

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(Server server, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.administration().port() + path);
            return client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static TestServer start(Path folder) throws Exception {
        return new TestServer(
                folder,
                TestServer.CONF,
                settings -> Server.start(settings.http(Optional.of(ANY_PORT)).build()));
    }

    @Test
    void aCallIsSeenWhileItGoesOnAndTheMessageAfterwards() throws Exception {
        try (Phone phone = Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom())) {
            Server server = test.server();
            assertThat(get(server, "/health").statusCode()).isEqualTo(200);
            TestServer.await(
                    "readiness",
                    () -> get(server, "/ready")
                            .body()
                            .equals("ready\ncalls: taken\nmailboxes: answer\nstore: answers\n"));
            assertThat(server.addresses())
                    .contains("http:127.0.0.1:" + server.administration().port());
            try (PhoneCall call = phone.call(server.sipAddress(), "1000")) {
                call.awaitBeep(PATIENCE);
                assertThat(get(server, "/metrics").body()).contains("\nvoicemail_calls 1\n");
                call.say(Speech.say(2, 11));
                call.hangUp();
            }
            TestServer.await(
                    "the message",
                    () -> get(server, "/metrics")
                            .body()
                            .contains("voicemail_messages_received_total{way=\"deposited\"} 1\n"));
            TestServer.await("the end", () -> get(server, "/metrics").body().contains("\nvoicemail_calls 0\n"));
            TestServer.await("the store", () -> get(server, "/metrics").body().contains("\nvoicemail_store_up 1\n"));
            HttpResponse<String> metrics = get(server, "/metrics");
            assertThat(metrics.headers().firstValue("Content-Type"))
                    .hasValue("text/plain; version=0.0.4; charset=utf-8");
            assertThat(metrics.body())
                    .contains(
                            "voicemail_calls_taken_total 1\n", "voicemail_sip_subscriptions 0\n", "jvm_threads_current")
                    .containsPattern("voicemail_rtp_packets_received_total [1-9]");
            assertThat(metrics.body().lines().filter(line -> !line.startsWith("#")))
                    .allMatch(line -> SAMPLE.matcher(line).matches());
        }
    }

    @Test
    void everyMetricIsExplainedInTheDocument() throws Exception {
        String document = Files.readString(Path.of("../../docs/operating.md"));
        assertThat(get(test.server(), "/metrics")
                        .body()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ")[2]))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void whoeverDrainsIsAliveAndNotReady(@TempDir Path another) throws Exception {
        try (TestServer stopping = start(another)) {
            stopping.server().drain(Duration.ZERO);
            assertThat(get(stopping.server(), "/health").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(stopping.server(), "/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).startsWith("not ready\ncalls: refused");
        }
    }

    @Test
    void whatIsNotThereIsToldSoAndWithoutTokensThereIsNoApi() throws Exception {
        assertThat(get(test.server(), "/").statusCode()).isEqualTo(404);
        assertThat(get(test.server(), "/v1/mailboxes").statusCode()).isEqualTo(404);
        assertThat(get(test.server(), "/%FF%00/").statusCode()).isEqualTo(404);
    }

    /** Half a request on many connections; the limit of time is the pom's. */
    @Test
    void whoeverIsSlowIsHungUpOnAndKeepsNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        test.server().administration().port());
                slow.add(socket);
                socket.setSoTimeout((int) PATIENCE.toMillis());
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: a\r\nX-".getBytes(US_ASCII));
                socket.getOutputStream().flush();
            }
            assertThat(get(test.server(), "/health").statusCode()).isEqualTo(200);
            InputStream in = slow.get(0).getInputStream();
            assertThat(in.read()).as("hung up on").isEqualTo(-1);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}

package org.voicemail4j.mail.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryOutbox;
import org.voicemail4j.testkit.ManualClock;

@Timeout(60)
class WebhookNotifierTest {

    private static final String SECRET = "0123456789abcdef-secret";
    private static final MailboxId ANNA = new MailboxId("default", "1000");

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final InMemoryOutbox outbox = new InMemoryOutbox(clock, new SplittableRandom(1));
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hook", this::take);
        server.start();
    }

    @AfterEach
    void close() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            signatures.add(exchange.getRequestHeaders().getFirst("Voicemail-Signature"));
            if (status == 0) {
                release.await();
            }
            exchange.getResponseHeaders().set("Location", "/hook");
            exchange.sendResponseHeaders(status == 0 ? 204 : status, -1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private WebhookNotifier notifier() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        return WebhookNotifier.to(address, SECRET)
                .clock(clock)
                .patience(Duration.ofSeconds(5))
                .build();
    }

    private OutboxEntry entry(String callerName) {
        Envelope envelope = Envelope.received(Instant.parse("2026-11-24T20:23:45Z"))
                .caller(Party.of(callerName, "5551001"))
                .urgency(Urgency.URGENT)
                .build();
        Message message =
                new Message(new MessageId("1795551825-0a1b2c3d"), Folder.INBOX, envelope, Duration.ofSeconds(2));
        WebhookNotifier.rule().of(ANNA, message).forEach(one -> outbox.add(ANNA, message.id(), one));
        return outbox.claim(1, Duration.ofMinutes(1)).get(0);
    }

    @Test
    void aMessageIsToldSignedUnderTheSameKeyEachTime() throws Exception {
        WebhookNotifier notifier = notifier();
        OutboxEntry entry = entry("Anna \"\\ 😀 </script>");
        assertThat(notifier.send(entry)).isEqualTo(new SendResult.Sent());
        assertThat(notifier.send(entry)).isEqualTo(new SendResult.Sent());
        assertThat(bodies.get(0))
                .isEqualTo("{\"event\":\"message\",\"mailbox\":\"1000\",\"context\":\"default\","
                        + "\"message\":\"1795551825-0a1b2c3d\",\"received\":\"2026-11-24T20:23:45Z\","
                        + "\"durationMillis\":2000,\"urgent\":true,\"private\":false,"
                        + "\"caller\":{\"name\":\"Anna \\\"\\\\ 😀 </script>\",\"number\":\"5551001\"},"
                        + "\"redirecting\":{},\"category\":\"\",\"callId\":\"\"}");
        assertThat(keys).containsExactly(entry.id(), entry.id());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        String signed = clock.instant().getEpochSecond() + "." + bodies.get(0);
        assertThat(signatures.get(0))
                .isEqualTo("t=" + clock.instant().getEpochSecond() + ",v1="
                        + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8))));
    }

    @Test
    void whatTheServerAnswersDecides() {
        WebhookNotifier notifier = notifier();
        OutboxEntry entry = entry("Anna");
        for (int later : new int[] {500, 503, 429, 408}) {
            status = later;
            assertThat(notifier.send(entry)).as("%d", later).isInstanceOf(SendResult.Later.class);
        }
        for (int never : new int[] {400, 401, 404, 410, 302}) {
            status = never;
            assertThat(notifier.send(entry)).as("%d", never).isInstanceOf(SendResult.Never.class);
        }
        status = 0;
        assertThat(notifier.send(entry)).isInstanceOf(SendResult.Later.class);
    }

    @Test
    void onlySafeAddressesAndSecretsAreTaken() {
        for (String address : List.of("http://example.org/", "file:///etc/passwd", "https:nobody")) {
            assertThatThrownBy(() -> WebhookNotifier.to(URI.create(address), SECRET))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> WebhookNotifier.to(URI.create("https://example.org/"), "too-short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("too-short");
        assertThat(WebhookNotifier.to(URI.create("https://example.org/x?token=1"), SECRET)
                        .build())
                .hasToString("WebhookNotifier[example.org]");
    }
}

package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mail.GatewayNotifier.Body;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.InMemoryOutbox;
import org.voicemail4j.testkit.ManualClock;

@Timeout(60)
class GatewayNotifierTest {

    private static final MailboxId ANNA = new MailboxId("default", "1000");
    private static final String HOSTILE = "A\"b\\&c=d+%20${VM_TO} \ud83d\ude00";

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private Optional<String> number = Optional.of("+49 30 1234");
    private volatile int status = 201;
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            told.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private GatewayNotifier.Builder gateway(String path) {
        Subscriber anna = Subscriber.of(ANNA).fullName("Anna").build();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        return GatewayNotifier.to(
                        "sms", address, new InMemoryMailboxDirectory(List.of(anna)), new InMemoryMessageStore())
                .options((mailbox, option) -> option.equals("smsto") ? number : Optional.empty())
                .patience(Duration.ofSeconds(30));
    }

    private static OutboxEntry entry() {
        Envelope envelope = Envelope.received(Instant.parse("2026-11-24T20:23:45Z"))
                .caller(Party.of(HOSTILE, "5551001"))
                .build();
        Message message = new Message(new MessageId("1-a"), Folder.INBOX, envelope, Duration.ofSeconds(65));
        InMemoryOutbox outbox = new InMemoryOutbox(ManualClock.at("2026-11-24T20:23:45Z"), new SplittableRandom(1));
        GatewayNotifier.rule("sms").of(ANNA, message).forEach(one -> outbox.add(ANNA, message.id(), one));
        return outbox.claim(1, Duration.ofMinutes(1)).get(0);
    }

    @Test
    void aFormHoldsValuesAndNothingElseOfThem() {
        OutboxEntry entry = entry();
        try (GatewayNotifier gateway = gateway("/send")
                .body(Body.FORM, "to=${VM_TO}&text=${VM_CIDNAME}%20${VM_DUR}")
                .header("Authorization", "Bearer secret")
                .build()) {
            assertThat(gateway.send(entry)).isEqualTo(new SendResult.Sent());
            assertThat(gateway.toString()).doesNotContain("secret", "127.0.0.1");
        }
        assertThat(told).containsExactly("/send application/x-www-form-urlencoded Bearer secret " + entry.id());
        String[] fields = bodies.get(0).split("&", -1);
        assertThat(fields).hasSize(2);
        assertThat(URLDecoder.decode(fields[0], UTF_8)).isEqualTo("to=+49 30 1234");
        assertThat(URLDecoder.decode(fields[1], UTF_8)).isEqualTo("text=" + HOSTILE + " 1:05");
    }

    @Test
    void jsonHoldsValuesInsideOfTheirQuotesAndAPartOfOneIsNotCutInItsEscape() {
        try (GatewayNotifier gateway = gateway("/v1/${VM_TO:0:3}/push?box=${VM_MAILBOX}")
                .body(Body.JSON, "{\"to\":\"${VM_TO}\",\"name\":\"${VM_CIDNAME}\",\"part\":\"${VM_CIDNAME:0:2}\"}")
                .build()) {
            assertThat(gateway.send(entry())).isEqualTo(new SendResult.Sent());
        }
        assertThat(told.get(0)).startsWith("/v1/%2B49/push?box=1000 application/json ");
        assertThat(bodies)
                .containsExactly(
                        "{\"to\":\"+49 30 1234\",\"name\":\"A\\\"b\\\\&c=d+%20${VM_TO} \ud83d\ude00\",\"part\":\"A\\\"\"}");
    }

    @Test
    void whoHasNoNumberGetsNothing() {
        number = Optional.empty();
        try (GatewayNotifier gateway = gateway("/send").build()) {
            assertThat(gateway.send(entry())).isEqualTo(new SendResult.Sent());
        }
        assertThat(told).isEmpty();
    }

    @Test
    void noValueLeadsToAnotherPath() {
        for (String dots : List.of(".", "..", "../..", "a/../b")) {
            number = Optional.of(dots);
            try (GatewayNotifier gateway = gateway("/v1/${VM_TO}/push").build()) {
                assertThat(gateway.send(entry())).isInstanceOf(SendResult.Never.class);
            }
        }
        number = Optional.of("1.2..3/4");
        try (GatewayNotifier gateway = gateway("/v1/${VM_TO}/push").build()) {
            assertThat(gateway.send(entry())).isEqualTo(new SendResult.Sent());
        }
        assertThat(told).hasSize(1);
        assertThat(told.get(0)).startsWith("/v1/1.2..3%2F4/push ");
    }

    @Test
    void answersMeanWhatTheyMeanToAHook() {
        OutboxEntry entry = entry();
        try (GatewayNotifier gateway = gateway("/send").build()) {
            status = 503;
            assertThat(gateway.send(entry)).isInstanceOf(SendResult.Later.class);
            status = 400;
            assertThat(gateway.send(entry)).isInstanceOf(SendResult.Never.class);
        }
        assertThat(told.get(0)).endsWith(entry.id());
        assertThat(told.get(1)).endsWith(entry.id());
    }

    @Test
    void whatCannotBeIsRefusedAndNoSecretRepeated() {
        for (String wrong : List.of("http://sms.example.org/", "ftp://127.0.0.1/", "https://${VM_TO}.example.org/x")) {
            assertThatIllegalArgumentException()
                    .as(wrong)
                    .isThrownBy(() -> GatewayNotifier.to(
                            "sms", wrong, new InMemoryMailboxDirectory(List.of()), new InMemoryMessageStore()));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway("/send?key=secret-1 %"))
                .withMessage("an address cannot be read")
                .withNoCause();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gateway("/").header("Content-Length", "secret-1"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret-1"));
    }
}

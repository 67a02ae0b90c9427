package org.voicemail4j.mail.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.outbox.Carrier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.run.MailThreads;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.OutboxEntry;

/**
 * Tells a web server of new messages: JSON by POST, from the outbox, so at least once.
 *
 * <pre>
 *   Content-Type: application/json
 *   Idempotency-Key: 0a1b...                    the same at each attempt
 *   Voicemail-Signature: t=1795551825,v1=5f...  HMAC-SHA256 over "1795551825." and the body, in hexadecimal
 *
 *   {"event":"message","mailbox":"1000","context":"default","message":"1795551825-0a1b2c3d",
 *    "received":"2026-11-24T20:23:45Z","durationMillis":2000,"urgent":false,"private":false,
 *    "caller":{"name":"Anna","number":"5551001"},"redirecting":{},"category":"","callId":"..."}
 * </pre>
 *
 * 2xx means taken; 408, 425, 429, 5xx and no answer mean later; anything else means never. Redirections are not followed.
 * The address is https, or http to this machine. For many threads; close it after its last use.
 */
public final class WebhookNotifier implements Carrier, AutoCloseable {

    /** The channel of its entries. */
    public static final String WEBHOOK = "webhook";

    private static final Set<Integer> PASSING = Set.of(408, 425, 429);
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST = 256;
    private static final int MOST_THREADS = 4;

    private final URI address;
    private final byte[] secret;
    private final HttpClient client;
    private final Duration patience;
    private final Clock clock;
    private final Optional<ExecutorService> own;

    private WebhookNotifier(Builder builder) {
        this.address = builder.address;
        this.secret = builder.secret;
        this.patience = builder.patience;
        this.clock = builder.clock;
        this.own =
                builder.client == null ? Optional.of(new MailThreads("webhook").pool(MOST_THREADS)) : Optional.empty();
        this.client = builder.client == null
                ? HttpClient.newBuilder()
                        .executor(own.orElseThrow())
                        .connectTimeout(builder.patience)
                        .build()
                : builder.client;
    }

    /**
     * Starts a notifier.
     *
     * @param address whom to tell
     * @param secret what both sides know; at least 16 characters
     * @throws IllegalArgumentException if the address is not https, nor http to this machine, or the secret too short
     */
    public static Builder to(URI address, String secret) {
        return new Builder(address, secret);
    }

    /** What new messages send: one request each. */
    public static DispatchRule rule() {
        return (mailbox, message) -> List.of(new Dispatch(WEBHOOK, body(mailbox, message)));
    }

    private static String body(MailboxId mailbox, Message message) {
        Envelope envelope = message.envelope();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("event", "message");
        body.put("mailbox", mailbox.number());
        body.put("context", mailbox.context());
        body.put("message", message.id().value());
        body.put("received", envelope.received().toString());
        body.put("durationMillis", message.length().toMillis());
        body.put("urgent", message.isUrgent());
        body.put("private", message.isPrivate());
        body.put("caller", party(envelope.caller()));
        body.put("redirecting", party(envelope.redirecting()));
        body.put("category", cut(envelope.category()));
        body.put("callId", cut(envelope.callId()));
        return Json.object(body);
    }

    private static Map<String, String> party(Party party) {
        Map<String, String> members = new LinkedHashMap<>();
        party.name().ifPresent(name -> members.put("name", name));
        party.number().ifPresent(number -> members.put("number", number));
        return members;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    @Override
    public String channel() {
        return WEBHOOK;
    }

    @Override
    public SendResult send(OutboxEntry entry) {
        String content = named(entry);
        CompletableFuture<HttpResponse<InputStream>> answer = client.sendAsync(
                request(entry.id(), content.getBytes(UTF_8)), HttpResponse.BodyHandlers.ofInputStream());
        try {
            HttpResponse<InputStream> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            response.body().close();
            return result(entry.dispatch().content(), response.statusCode());
        } catch (ExecutionException | TimeoutException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new SendResult.Later(entry.dispatch().content(), "no answer: " + cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new SendResult.Later(entry.dispatch().content(), "interrupted");
        } finally {
            answer.cancel(true);
        }
    }

    /** A copy may have got another id when it came into its mailbox; the entry has the right one. */
    private static String named(OutboxEntry entry) {
        return entry.dispatch()
                .content()
                .replaceFirst(
                        "\"message\":\"[^\"]*\"",
                        "\"message\":\"" + entry.message().value() + '"');
    }

    private static SendResult result(String content, int status) {
        if (status / 100 == 2) {
            return new SendResult.Sent();
        }
        return status >= 500 || PASSING.contains(status)
                ? new SendResult.Later(content, "status " + status)
                : new SendResult.Never(content, "status " + status);
    }

    private HttpRequest request(String id, byte[] body) {
        long seconds = clock.instant().getEpochSecond();
        return HttpRequest.newBuilder(address)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .header("Voicemail-Signature", "t=" + seconds + ",v1=" + signature(secret, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    static String signature(byte[] secret, long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((seconds + ".").getBytes(UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new VoicemailException("this Java has no HmacSHA256", e);
        }
    }

    /** Ends the threads of its own, after the last use; a client that was brought is its owner's. */
    @Override
    public void close() {
        own.ifPresent(ExecutorService::shutdownNow);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookNotifier[" + address.getHost() + "]";
    }

    /** The settings of a {@link WebhookNotifier}. */
    public static final class Builder {

        private static final int SHORTEST_SECRET = 16;

        private final URI address;
        private final byte[] secret;
        private Duration patience = Duration.ofSeconds(20);
        private Clock clock = Clock.systemUTC();
        private @Nullable HttpClient client;

        private Builder(URI address, String secret) {
            boolean secure = "https".equalsIgnoreCase(address.getScheme());
            boolean here =
                    "http".equalsIgnoreCase(address.getScheme()) && HERE.contains(String.valueOf(address.getHost()));
            if (address.getHost() == null || !(secure || here)) {
                throw new IllegalArgumentException("a web hook is https, or http to this machine, not " + address);
            }
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException("a secret has at least " + SHORTEST_SECRET + " characters");
            }
            this.address = address;
            this.secret = secret.getBytes(UTF_8);
        }

        /** Sets how long an attempt may take; 20 s if nothing is said. */
        public Builder patience(Duration patience) {
            if (patience.toMillis() < 1) {
                throw new IllegalArgumentException("no patience: " + patience);
            }
            this.patience = patience;
            return this;
        }

        /** Sets the client, whose owner closes it; one that follows no redirection. One of its own if nothing is said. */
        public Builder client(HttpClient client) {
            this.client = Objects.requireNonNull(client, "client");
            return this;
        }

        /** Sets the clock of signatures; the system's if nothing is said. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The notifier. */
        public WebhookNotifier build() {
            return new WebhookNotifier(this);
        }
    }
}

package org.voicemail4j.mail.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.outbox.Carrier;
import org.voicemail4j.mail.outbox.HttpCourier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.speech.Transcripts;
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

    private static final int LONGEST = 256;

    private final URI address;
    private final byte[] secret;
    private final HttpCourier courier;
    private final Duration patience;
    private final Clock clock;
    private final @Nullable Transcripts transcripts;

    private WebhookNotifier(Builder builder) {
        this.address = builder.address;
        this.secret = builder.secret;
        this.patience = builder.patience;
        this.clock = builder.clock;
        this.transcripts = builder.transcripts;
        this.courier = new HttpCourier("webhook", builder.client, builder.patience);
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
        HttpRequest request = request(entry.id(), said(entry, named(entry)).getBytes(UTF_8));
        return courier.send(request, entry.dispatch().content());
    }

    private String said(OutboxEntry entry, String body) {
        return Optional.ofNullable(transcripts)
                .flatMap(all -> all.text(entry.mailbox(), entry.message()))
                .map(text -> body.substring(0, body.length() - 1) + ",\"transcript\":\"" + Json.inQuotes(text) + "\"}")
                .orElse(body);
    }

    /** A copy may have got another id when it came into its mailbox; the entry has the right one. */
    private static String named(OutboxEntry entry) {
        return entry.dispatch()
                .content()
                .replaceFirst(
                        "\"message\":\"[^\"]*\"",
                        "\"message\":\"" + entry.message().value() + '"');
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
        courier.close();
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
        private @Nullable Transcripts transcripts;

        private Builder(URI address, String secret) {
            if (secret.length() < SHORTEST_SECRET) {
                throw new IllegalArgumentException("a secret has at least " + SHORTEST_SECRET + " characters");
            }
            this.address = HttpCourier.checked(address);
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

        /** Sets what was said in messages, which the body then has as {@code transcript}; it waits for that. */
        public Builder transcripts(Transcripts transcripts) {
            this.transcripts = Objects.requireNonNull(transcripts, "transcripts");
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

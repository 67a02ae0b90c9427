package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mail.hook.Json;
import org.voicemail4j.mail.outbox.Carrier;
import org.voicemail4j.mail.outbox.HttpCourier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.OutboxEntry;

/**
 * Tells owners of new messages by way of somebody's gateway for short messages (SMS) or push: a POST whose address, headers and
 * body are what that gateway wants. Address and body are templates with the places of mails and {@code ${VM_TO}}, which is what
 * the owner's option says ({@code smsto}, {@code pushto}); who has none gets nothing. Values are escaped as the place wants it,
 * so that no caller's name can say anything but itself.
 *
 * <p>From the outbox, so at least once, with {@code Idempotency-Key} the same at each attempt. For many threads; close it after
 * its last use.
 */
public final class GatewayNotifier implements Carrier, AutoCloseable {

    /** How a body is written. */
    public enum Body {
        /** {@code application/json}: values stand inside of quotes. */
        JSON("application/json", Json::inQuotes),
        /** {@code application/x-www-form-urlencoded}. */
        FORM("application/x-www-form-urlencoded", GatewayNotifier::inAddress);

        private final String mediaType;
        private final UnaryOperator<String> escape;

        Body(String mediaType, UnaryOperator<String> escape) {
            this.mediaType = mediaType;
            this.escape = escape;
        }
    }

    private final String channel;
    private final MailTemplate address;
    private final Body kind;
    private final MailTemplate body;
    private final Map<String, String> headers;
    private final Duration patience;
    private final MailboxDirectory directory;
    private final MessageStore store;
    private final MailOptions options;
    private final Optional<Transcripts> transcripts;
    private final HttpCourier courier;

    private GatewayNotifier(Builder builder) {
        this.channel = builder.channel;
        this.address = new MailTemplate(builder.address);
        this.kind = builder.kind;
        this.body = new MailTemplate(builder.body);
        this.headers = Map.copyOf(builder.headers);
        this.patience = builder.patience;
        this.directory = builder.directory;
        this.store = builder.store;
        this.options = builder.options;
        this.transcripts = Optional.ofNullable(builder.transcripts);
        this.courier = new HttpCourier(channel, builder.client, patience);
    }

    /**
     * Starts a notifier.
     *
     * @param channel of its entries, such as {@code sms}; the owner's option is that and {@code to} behind it
     * @param address a template; scheme and host stand in it as they are
     * @throws IllegalArgumentException if the address is not https, nor http to this machine
     */
    public static Builder to(String channel, String address, MailboxDirectory directory, MessageStore store) {
        return new Builder(channel, address, directory, store);
    }

    /** What new messages put into the outbox for a channel: one entry each. */
    public static DispatchRule rule(String channel) {
        return (mailbox, message) ->
                List.of(new Dispatch(channel, Facts.of(message).encode()));
    }

    private static String inAddress(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    @Override
    public String channel() {
        return channel;
    }

    @Override
    public SendResult send(OutboxEntry entry) {
        String content = entry.dispatch().content();
        Optional<Subscriber> owner = directory.find(entry.mailbox());
        Optional<String> to = options.option(entry.mailbox(), channel + "to").filter(value -> !value.isBlank());
        if (owner.isEmpty() || to.isEmpty()) {
            return new SendResult.Sent();
        }
        Map<String, String> values = values(entry, new MailSettings(owner.get(), options));
        values.put("VM_TO", Values.line(to.get(), 1000));
        URI uri = HttpCourier.address(address.with(values, GatewayNotifier::inAddress));
        if (leadsElsewhere(uri)) {
            return new SendResult.Never(content, "a value in the address is . or .. and would lead elsewhere");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                .setHeader("Content-Type", kind.mediaType)
                .setHeader("Idempotency-Key", entry.id())
                .POST(HttpRequest.BodyPublishers.ofString(body.with(values, kind.escape)));
        headers.forEach(request::setHeader);
        return courier.send(request.build(), content);
    }

    /** Dots have no escape that is not a dot again (RFC 3986 §2.3); and some servers take an escaped slash for one. */
    private static boolean leadsElsewhere(URI uri) {
        return Arrays.stream(uri.getPath().split("/", -1))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    private Map<String, String> values(OutboxEntry entry, MailSettings settings) {
        Facts facts = Facts.parse(entry.dispatch().content());
        Optional<String> said = transcripts
                .filter(all -> address.names("VM_TRANSCRIPT") || body.names("VM_TRANSCRIPT"))
                .flatMap(all -> all.text(entry.mailbox(), entry.message()));
        return Values.of(settings, facts, Values.Place.of(entry, store, said), settings.pagerDateFormat());
    }

    /** Ends the threads of its own, after the last use; a client that was brought is its owner's. */
    @Override
    public void close() {
        courier.close();
    }

    /** Without address, headers and body: any of them may hold a secret. */
    @Override
    public String toString() {
        return "GatewayNotifier[" + channel + "]";
    }

    /** The settings of a {@link GatewayNotifier}. */
    public static final class Builder {

        private final String channel;
        private final String address;
        private final MailboxDirectory directory;
        private final MessageStore store;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private Body kind = Body.JSON;
        private String body =
                "{\"to\":\"${VM_TO}\",\"text\":\"New ${VM_FLAG_}message of ${VM_DUR} from ${VM_CALLERID}\"}";
        private Duration patience = Duration.ofSeconds(20);
        private MailOptions options = MailOptions.NONE;
        private @Nullable Transcripts transcripts;
        private @Nullable HttpClient client;

        private Builder(String channel, String address, MailboxDirectory directory, MessageStore store) {
            this.channel = new Dispatch(channel, "").channel();
            HttpCourier.address(new MailTemplate(address).with(Map.of(), value -> value));
            if (!address.matches("(?i)https?://[^/$]+(?:/.*)?")) {
                throw new IllegalArgumentException("no place may stand in the host of an address");
            }
            this.address = address;
            this.directory = Objects.requireNonNull(directory, "directory");
            this.store = Objects.requireNonNull(store, "store");
        }

        /** Sets what is sent, a template; a short JSON object if nothing is said. */
        public Builder body(Body kind, String template) {
            if (template.length() > MailTemplate.LONGEST) {
                throw new IllegalArgumentException("a body has at most " + MailTemplate.LONGEST + " characters");
            }
            this.kind = Objects.requireNonNull(kind, "kind");
            this.body = template;
            return this;
        }

        /**
         * Adds a header, such as one with a secret.
         *
         * @throws IllegalArgumentException if it is none that may be set; the value is not repeated
         */
        public Builder header(String name, String value) {
            try {
                HttpRequest.newBuilder().setHeader(name, value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "not a header that can be set: '%s'", Values.line(name, 60)));
            }
            headers.put(name, value);
            return this;
        }

        /** Sets where the options of owners are found. */
        public Builder options(MailOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets what fills {@code ${VM_TRANSCRIPT}}; where that is in no template nobody is asked. */
        public Builder transcripts(Transcripts transcripts) {
            this.transcripts = Objects.requireNonNull(transcripts, "transcripts");
            return this;
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

        /** The notifier. */
        public GatewayNotifier build() {
            return new GatewayNotifier(this);
        }
    }
}

package org.voicemail4j.mail.imap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;

/**
 * What the headers of a mail say of a voicemail: Asterisk's {@code X-Asterisk-VM-*}, and our own for what Asterisk does not
 * keep.
 *
 * @param owner whose it is
 * @param type {@code Message}, or the name of a greeting
 * @param id the message's; made of the mail's own if it has none
 * @param envelope as written; flags may say otherwise by now
 * @param length how long the recording sounds, in whole seconds
 * @param delivery the key and the token of a delivery, or empty
 * @param delivered whether the mail has come through a mail server: then it is no voicemail, whatever it says
 */
record VoicemailHeaders(
        Owner owner,
        String type,
        MessageId id,
        Envelope envelope,
        Duration length,
        String delivery,
        boolean delivered) {

    static final String MESSAGE = "Message";
    static final String EXTENSION = "X-Asterisk-VM-Extension";
    static final String CONTEXT = "X-Asterisk-VM-Context";
    static final String TYPE = "X-Asterisk-VM-Message-Type";
    static final String ID = "X-Asterisk-VM-Message-ID";
    static final String DELIVERY = "X-Voicemail4j-Delivery";

    private static final String FLAG = "X-Asterisk-VM-Flag";
    private static final String PRIORITY = "X-Asterisk-VM-Priority";
    private static final String CALLER_NUMBER = "X-Asterisk-VM-Caller-ID-Num";
    private static final String CALLER_NAME = "X-Asterisk-VM-Caller-ID-Name";
    private static final String DURATION = "X-Asterisk-VM-Duration";
    private static final String CATEGORY = "X-Asterisk-VM-Category";
    private static final String DATE = "X-Asterisk-VM-Orig-date";
    private static final String TIME = "X-Asterisk-VM-Orig-time";
    private static final String REDIRECTING_NUMBER = "X-Voicemail4j-Redirecting-Num";
    private static final String REDIRECTING_NAME = "X-Voicemail4j-Redirecting-Name";
    private static final String CALL_ID = "X-Voicemail4j-Call-ID";
    private static final String ATTRIBUTE = "X-Voicemail4j-Attribute";

    /** What to ask a server for; {@code Received} betrays a mail that somebody has sent. */
    static final List<String> NAMES = List.of(
            EXTENSION,
            CONTEXT,
            TYPE,
            ID,
            DELIVERY,
            FLAG,
            PRIORITY,
            CALLER_NUMBER,
            CALLER_NAME,
            DURATION,
            CATEGORY,
            DATE,
            TIME,
            REDIRECTING_NUMBER,
            REDIRECTING_NAME,
            CALL_ID,
            ATTRIBUTE,
            "Sensitivity",
            "Received",
            "Return-Path",
            "Message-ID");

    private static final int MOST_ATTRIBUTES = 64;
    private static final String PRIORITY_ATTRIBUTE = "priority";
    private static final DateTimeFormatter LONG_DATE =
            DateTimeFormatter.ofPattern("EEEE, MMMM dd, yyyy 'at' hh:mm:ss a", Locale.ENGLISH);
    private static final DateTimeFormatter INTERNAL_DATE =
            DateTimeFormatter.ofPattern("d-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** Reads them. @param internalDate when the server got the mail, as it writes it, for mails that do not say more */
    static VoicemailHeaders read(MailHeaders mail, String internalDate) {
        Owner owner =
                new Owner(mail.first(EXTENSION).orElse(""), mail.first(CONTEXT).orElse(""));
        String id = mail.first(ID).filter(MessageId::isValid).orElseGet(() -> derived(mail));
        return new VoicemailHeaders(
                owner,
                mail.first(TYPE).orElse(MESSAGE),
                new MessageId(id),
                envelope(mail, internalDate),
                Duration.ofSeconds(number(mail.first(DURATION)).orElse(0L)),
                mail.first(DELIVERY).orElse(""),
                mail.has("Received") || mail.has("Return-Path"));
    }

    /** For old mails: the same as long as the mail exists. */
    private static String derived(MailHeaders mail) {
        StringBuilder facts = new StringBuilder();
        for (String name : List.of("Message-ID", ID, TIME, DURATION, CALLER_NUMBER)) {
            facts.append(mail.first(name).orElse("")).append('\n');
        }
        return "imap-" + digest(facts.toString());
    }

    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Envelope envelope(MailHeaders mail, String internalDate) {
        Instant received = number(mail.first(TIME)).map(Instant::ofEpochSecond).orElseGet(() -> instant(internalDate));
        Envelope.Builder envelope = Envelope.received(received)
                .caller(Party.of(
                        mail.first(CALLER_NAME).orElse(""),
                        mail.first(CALLER_NUMBER).orElse("")))
                .redirecting(Party.of(
                        mail.first(REDIRECTING_NAME).orElse(""),
                        mail.first(REDIRECTING_NUMBER).orElse("")))
                .category(mail.first(CATEGORY).orElse(""))
                .callId(mail.first(CALL_ID).orElse(""));
        if (mail.first("Sensitivity").filter("private"::equalsIgnoreCase).isPresent()) {
            envelope.sensitivity(Sensitivity.PRIVATE);
        }
        attributes(mail).forEach(envelope::attribute);
        return envelope.build();
    }

    /** As many as there may be, each once. */
    private static Map<String, String> attributes(MailHeaders mail) {
        Map<String, String> attributes = new LinkedHashMap<>();
        mail.first(PRIORITY).ifPresent(priority -> attributes.put(PRIORITY_ATTRIBUTE, priority));
        for (String text : mail.all(ATTRIBUTE)) {
            int equals = text.indexOf('=');
            String key = text.substring(0, Math.max(0, equals));
            boolean fits = attributes.size() < MOST_ATTRIBUTES || attributes.containsKey(key);
            if (fits && key.matches("[a-z0-9_-]{1,64}")) {
                attributes.put(key, text.substring(equals + 1));
            }
        }
        return attributes;
    }

    /** The same of a mail that has come through a mail server. */
    VoicemailHeaders asDelivered() {
        return new VoicemailHeaders(owner, type, id, envelope, length, delivery, true);
    }

    private static Optional<Long> number(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,11}")).map(Long::parseLong);
    }

    private static Instant instant(String internalDate) {
        try {
            return INTERNAL_DATE.parse(internalDate.strip(), Instant::from);
        } catch (DateTimeException e) {
            return Instant.EPOCH;
        }
    }

    /** Header lines of a message. */
    static void write(
            StringBuilder lines, Owner owner, MessageId id, Envelope envelope, Duration length, String delivery) {
        boolean urgent = MailFlags.of(envelope).contains(MailFlags.FLAGGED);
        common(lines, owner, MESSAGE);
        line(lines, "X-Asterisk-VM-Message-Num", "1");
        line(lines, FLAG, urgent ? "Urgent" : "");
        Optional<String> priority = envelope.attribute(PRIORITY_ATTRIBUTE).filter(text -> !text.isEmpty());
        priority.ifPresent(text -> line(lines, PRIORITY, text));
        line(lines, CALLER_NUMBER, envelope.caller().number().orElse(""));
        line(lines, CALLER_NAME, envelope.caller().name().orElse(""));
        line(lines, DURATION, Long.toString(length.toSeconds()));
        line(lines, CATEGORY, envelope.category());
        line(lines, DATE, LONG_DATE.format(envelope.received().atZone(ZoneOffset.UTC)));
        line(lines, TIME, Long.toString(envelope.received().getEpochSecond()));
        line(lines, ID, id.value());
        envelope.redirecting().number().ifPresent(number -> line(lines, REDIRECTING_NUMBER, number));
        envelope.redirecting().name().ifPresent(name -> line(lines, REDIRECTING_NAME, name));
        if (!envelope.callId().isEmpty()) {
            line(lines, CALL_ID, envelope.callId());
        }
        for (Map.Entry<String, String> attribute : envelope.attributes().entrySet()) {
            if (priority.isEmpty() || !attribute.getKey().equals(PRIORITY_ATTRIBUTE)) {
                line(lines, ATTRIBUTE, attribute.getKey() + "=" + attribute.getValue());
            }
        }
        if (envelope.sensitivity() == Sensitivity.PRIVATE) {
            line(lines, "Sensitivity", "Private");
        }
        if (!delivery.isEmpty()) {
            line(lines, DELIVERY, delivery);
        }
    }

    /** Header lines of a greeting. */
    static void write(StringBuilder lines, Owner owner, GreetingKind kind, String delivery) {
        common(lines, owner, kind.fileName());
        if (!delivery.isEmpty()) {
            line(lines, DELIVERY, delivery);
        }
    }

    private static void common(StringBuilder lines, Owner owner, String type) {
        line(lines, "X-Asterisk-VM-Server-Name", "voicemail4j");
        line(lines, CONTEXT, owner.context());
        line(lines, EXTENSION, owner.extension());
        line(lines, TYPE, type);
    }

    static void line(StringBuilder lines, String name, String value) {
        lines.append(name).append(": ").append(HeaderText.encode(value)).append("\r\n");
    }
}

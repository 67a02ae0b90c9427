package org.voicemail4j.store.fs;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.CallerIdText;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;

/**
 * What a {@code msgNNNN.txt} says: written octet for octet as Asterisk's deposit does, read with tolerance. Keys that
 * nobody here knows become attributes of the envelope.
 *
 * @param id the message's name; empty if there is none or a malformed one
 * @param envelope who left it and when
 * @param duration whole seconds of sound; empty if it is missing or malformed
 * @param problems what could not be read, for the log
 */
record EnvelopeFile(Optional<MessageId> id, Envelope envelope, Optional<Duration> duration, List<String> problems) {

    private static final String HEADER = ";\n; Message Information file\n;\n";
    private static final String SECTION = "message";
    private static final String URGENT = "Urgent";
    /** A key of ours for what {@code rdnis} cannot say: a redirecting party with a name. */
    private static final String REDIRECTING = "redirecting";
    /** Keys of ours, written only where they say something that Asterisk does not know. */
    private static final String SENSITIVITY = "sensitivity";

    private static final String PRIVATE = "private";
    private static final String HEARD_BY = "heardby";

    private static final DateTimeFormatter ORIGDATE = DateTimeFormatter.ofPattern(
                    "EEE MMM ppd hh:mm:ss a 'UTC' uuuu", Locale.US)
            .withZone(ZoneOffset.UTC);
    /** Keys that are not attributes: they have their own place in the envelope, or are written by us. */
    private static final Set<String> OWN_KEYS = Set.of(
            "rdnis",
            "callerchan",
            "callerid",
            "origdate",
            "origtime",
            "category",
            "msg_id",
            "duration",
            REDIRECTING,
            SENSITIVITY,
            HEARD_BY);
    /** Attributes that have their place in the order of the file. */
    private static final Set<String> PLACED = Set.of("origmailbox", "context", "exten", "priority", "flag");

    EnvelopeFile {
        problems = List.copyOf(problems);
    }

    EnvelopeFile under(MessageId other) {
        return new EnvelopeFile(Optional.of(other), envelope, duration, problems);
    }

    /** The text of a message's file. */
    static byte[] encode(MailboxId mailbox, MessageId id, Envelope envelope, Duration length) {
        StringBuilder text = new StringBuilder(512).append(HEADER);
        appendSection(text, mailbox, id, envelope);
        text.append(ConfText.line("duration", Long.toString(length.toSeconds())));
        appendOthers(text, envelope);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void appendSection(StringBuilder text, MailboxId mailbox, MessageId id, Envelope envelope) {
        text.append("[message]\n")
                .append(ConfText.line("origmailbox", placed(envelope, "origmailbox", mailbox.number())))
                .append(ConfText.line("context", placed(envelope, "context", mailbox.context())))
                .append(ConfText.line("exten", placed(envelope, "exten", mailbox.number())))
                .append(ConfText.line("rdnis", envelope.redirecting().number().orElse("unknown")))
                .append(ConfText.line("priority", placed(envelope, "priority", "1")))
                .append(ConfText.line("callerchan", envelope.callId()))
                .append(ConfText.line("callerid", CallerIdText.encode(envelope.caller())))
                .append(ConfText.line("origdate", ORIGDATE.format(envelope.received())))
                .append(ConfText.line(
                        "origtime", Long.toString(envelope.received().getEpochSecond())))
                .append(ConfText.line("category", envelope.category()))
                .append(ConfText.line("msg_id", id.value()))
                .append(ConfText.line("flag", flag(envelope)));
    }

    private static String placed(Envelope envelope, String key, String otherwise) {
        return envelope.attribute(key).orElse(otherwise);
    }

    private static String flag(Envelope envelope) {
        return envelope.urgency() == Urgency.URGENT ? URGENT : placed(envelope, "flag", "");
    }

    private static void appendOthers(StringBuilder text, Envelope envelope) {
        Party redirecting = envelope.redirecting();
        boolean misread = redirecting
                .number()
                .filter(number -> number.equalsIgnoreCase("unknown"))
                .isPresent();
        if (redirecting.name().isPresent() || misread) {
            text.append(ConfText.line(REDIRECTING, CallerIdText.encode(redirecting)));
        }
        if (envelope.sensitivity() == Sensitivity.PRIVATE) {
            text.append(ConfText.line(SENSITIVITY, PRIVATE));
        }
        if (!envelope.heardBy().isEmpty()) {
            text.append(ConfText.line(HEARD_BY, String.join(",", envelope.heardBy())));
        }
        envelope.attributes().forEach((key, value) -> {
            if (isOther(key)) {
                text.append(ConfText.line(key, value));
            }
        });
    }

    /**
     * Reads a message's file.
     *
     * @param otherwise when the message was received if the file does not say
     */
    static EnvelopeFile parse(byte[] file, Instant otherwise) {
        return parse(ConfText.parse(file), otherwise);
    }

    static EnvelopeFile parse(ConfText text, Instant otherwise) {
        List<String> problems = new ArrayList<>(text.problems());
        Map<String, String> values = new LinkedHashMap<>(text.section(""));
        values.putAll(text.section(SECTION));
        if (values.isEmpty()) {
            problems.add("no [message] section with key=value");
        }
        Envelope.Builder envelope = Envelope.received(received(values, otherwise, problems))
                .caller(CallerIdText.decode(values.getOrDefault("callerid", "")))
                .redirecting(redirecting(values))
                .callId(values.getOrDefault("callerchan", ""))
                .category(values.getOrDefault("category", ""))
                .sensitivity(
                        values.getOrDefault(SENSITIVITY, "").equalsIgnoreCase(PRIVATE)
                                ? Sensitivity.PRIVATE
                                : Sensitivity.NORMAL);
        heardBy(envelope, values.getOrDefault(HEARD_BY, ""), problems);
        attributes(envelope, values, problems);
        return new EnvelopeFile(id(values), envelope.build(), duration(values, problems), problems);
    }

    private static Optional<MessageId> id(Map<String, String> values) {
        return Optional.ofNullable(values.get("msg_id"))
                .filter(MessageId::isValid)
                .map(MessageId::new);
    }

    private static Instant received(Map<String, String> values, Instant otherwise, List<String> problems) {
        return number(values, "origtime", problems).map(Instant::ofEpochSecond).orElse(otherwise);
    }

    private static Optional<Duration> duration(Map<String, String> values, List<String> problems) {
        return number(values, "duration", problems).map(Duration::ofSeconds);
    }

    private static Optional<Long> number(Map<String, String> values, String key, List<String> problems) {
        String value = values.getOrDefault(key, "");
        if (value.matches("[0-9]{1,11}")) {
            return Optional.of(Long.parseLong(value));
        }
        problems.add(value.isEmpty() ? "no " + key : "malformed " + key);
        return Optional.empty();
    }

    private static Party redirecting(Map<String, String> values) {
        String own = values.getOrDefault(REDIRECTING, "");
        String rdnis = values.getOrDefault("rdnis", "");
        if (!own.isEmpty()) {
            return CallerIdText.decode(own);
        }
        return rdnis.equalsIgnoreCase("unknown") ? Party.UNKNOWN : Party.ofNumber(rdnis);
    }

    private static void heardBy(Envelope.Builder envelope, String owners, List<String> problems) {
        for (String owner : owners.isEmpty() ? new String[0] : owners.split(",")) {
            try {
                envelope.heardBy(owner.strip());
            } catch (IllegalArgumentException e) {
                problems.add("not kept: " + e.getMessage());
            }
        }
    }

    private static void attributes(Envelope.Builder envelope, Map<String, String> values, List<String> problems) {
        values.forEach((key, value) -> {
            if (OWN_KEYS.contains(key)) {
                return;
            }
            if (key.equals("flag")) {
                flag(envelope, value);
                return;
            }
            try {
                envelope.attribute(key, value);
            } catch (IllegalArgumentException e) {
                problems.add("not kept: " + e.getMessage());
            }
        });
    }

    private static void flag(Envelope.Builder envelope, String value) {
        if (value.equalsIgnoreCase(URGENT)) {
            envelope.urgency(Urgency.URGENT);
        } else if (!value.isEmpty()) {
            envelope.attribute("flag", value);
        }
    }

    /** The same file with another message id and nothing else changed, octet for octet. */
    static byte[] withId(byte[] file, MessageId id) {
        return new TextEdit().set("msg_id", id.value()).of(file);
    }

    /** The same file after a change of its envelope; what did not change stays octet for octet. */
    static byte[] changed(byte[] file, Envelope before, Envelope after) {
        TextEdit edit = new TextEdit().set("category", after.category()).set("flag", flag(after));
        before.attributes().keySet().stream()
                .filter(key -> isOther(key) && after.attribute(key).isEmpty())
                .forEach(edit::remove);
        after.attributes().forEach((key, value) -> {
            if (!OWN_KEYS.contains(key)
                    && !key.equals("flag")
                    && !after.attribute(key).equals(before.attribute(key))) {
                edit.set(key, value);
            }
        });
        setOrRemove(edit, SENSITIVITY, sensitivity(after));
        setOrRemove(edit, HEARD_BY, String.join(",", after.heardBy()));
        return edit.of(file);
    }

    private static void setOrRemove(TextEdit edit, String key, String value) {
        if (value.isEmpty()) {
            edit.remove(key);
        } else {
            edit.set(key, value);
        }
    }

    private static boolean isOther(String key) {
        return !OWN_KEYS.contains(key) && !PLACED.contains(key);
    }

    private static String sensitivity(Envelope envelope) {
        return envelope.sensitivity() == Sensitivity.PRIVATE ? PRIVATE : "";
    }
}

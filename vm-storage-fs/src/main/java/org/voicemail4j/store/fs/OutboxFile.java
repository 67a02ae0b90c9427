package org.voicemail4j.store.fs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.store.OutboxEntry.State;

/**
 * An outbox entry as text, and the part of it that is its file's name: {@code id.attempts.due.waiting} or {@code .dead},
 * so that a claim is one rename, which one alone of many can make.
 *
 * <pre>
 *   id=5f0c...                 32 characters
 *   context=default            mailbox=1000    message=1795551825-0a1b2c3d    channel=mail
 *   created=1795551825000      milliseconds since 1970
 *   reason=...  content=...    base64 of UTF-8
 *   end                        what has no such line is torn
 * </pre>
 */
final class OutboxFile {

    /** Base64 of the longest content, of which each character may take three octets, and the rest. */
    static final int MOST_BYTES = Dispatch.LONGEST_CONTENT * 4 + 8192;

    private static final String END = "end";

    private OutboxFile() {}

    static byte[] encode(OutboxEntry entry) {
        return text(entry).getBytes(StandardCharsets.UTF_8);
    }

    static String text(OutboxEntry entry) {
        return line("id", entry.id())
                + line("context", entry.mailbox().context())
                + line("mailbox", entry.mailbox().number())
                + line("message", entry.message().value())
                + line("channel", entry.dispatch().channel())
                + line("created", Long.toString(entry.created().toEpochMilli()))
                + line("reason", base64(entry.reason()))
                + line("content", base64(entry.dispatch().content()))
                + END
                + '\n';
    }

    private static String line(String key, String value) {
        return key + '=' + value + '\n';
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads an entry; empty if it is torn or somebody else's. Its name says the rest. */
    static Optional<OutboxEntry> parse(String text, int attempts, Instant due, State state) {
        Map<String, String> values = new HashMap<>();
        boolean whole = false;
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            whole |= line.equals(END);
            if (equals > 0) {
                values.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        try {
            return whole ? Optional.of(entry(values, attempts, due, state)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OutboxEntry entry(Map<String, String> values, int attempts, Instant due, State state) {
        return new OutboxEntry(
                value(values, "id"),
                new MailboxId(value(values, "context"), value(values, "mailbox")),
                new MessageId(value(values, "message")),
                new Dispatch(value(values, "channel"), decoded(values, "content")),
                Instant.ofEpochMilli(Long.parseLong(value(values, "created"))),
                due,
                attempts,
                state,
                decoded(values, "reason"));
    }

    private static String value(Map<String, String> values, String key) {
        return values.getOrDefault(key, "");
    }

    private static String decoded(Map<String, String> values, String key) {
        return new String(Base64.getDecoder().decode(value(values, key)), StandardCharsets.UTF_8);
    }
}

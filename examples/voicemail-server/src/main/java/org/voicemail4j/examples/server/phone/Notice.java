package org.voicemail4j.examples.server.phone;

import java.util.Locale;

/**
 * What a message waiting NOTIFY said (RFC 3842 §5.2).
 *
 * @param lampOn whether messages wait
 * @param account for whom, as the server wrote it
 * @param counts the text behind {@code Voice-Message:}, such as {@code 1/0 (0/0)}; empty if there was none
 */
public record Notice(boolean lampOn, String account, String counts) {

    static Notice parse(String body) {
        return new Notice(
                field(body, "messages-waiting").equalsIgnoreCase("yes"),
                field(body, "message-account"),
                field(body, "voice-message"));
    }

    private static String field(String body, String name) {
        return body.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}

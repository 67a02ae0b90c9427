package org.voicemail4j.mail.imap;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.stream.Collectors;

/** How words are written in commands (RFC 3501 §4, §5.1.3). */
final class ImapText {

    private ImapText() {}

    /** A quoted string. @throws IllegalArgumentException if it has characters that none can have */
    static String quoted(String text) {
        if (!isQuotable(text)) {
            throw new IllegalArgumentException("cannot be quoted: " + text);
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static boolean isQuotable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }

    /** A folder's name in modified UTF-7, quoted. */
    static String folder(String name) {
        return quoted(modifiedUtf7(name));
    }

    static String modifiedUtf7(String name) {
        StringBuilder encoded = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i <= name.length(); i++) {
            char c = i < name.length() ? name.charAt(i) : ' ';
            boolean direct = i == name.length() || c >= ' ' && c < 0x7F;
            if (!direct) {
                other.append(c);
                continue;
            }
            if (other.length() > 0) {
                String base64 = Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString(other.toString().getBytes(StandardCharsets.UTF_16BE));
                encoded.append('&').append(base64.replace('/', ',')).append('-');
                other.setLength(0);
            }
            if (i < name.length()) {
                encoded.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        return encoded.toString();
    }

    static String uids(Collection<Long> uids) {
        return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}

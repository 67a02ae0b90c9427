package org.voicemail4j.mail.imap;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Any text as the value of a header and back (RFC 2047). What comes out of {@link #encode} cannot end a header. */
final class HeaderText {

    private static final int LONGEST_PLAIN = 900;
    private static final int OCTETS_IN_A_WORD = 45;
    private static final Pattern WORD = Pattern.compile(
            "=\\?([A-Za-z0-9_:.+-]{1,40})(?:\\*[A-Za-z0-9-]{0,40})?\\?([BbQq])\\?([^?\\s]{0,2000})\\?=");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)\\s+(?==\\?)");

    private HeaderText() {}

    /** As it is if it is plain ASCII, else in encoded words; line breaks only where a header is folded. */
    static String encode(String text) {
        boolean plain = text.length() <= LONGEST_PLAIN
                && text.chars().allMatch(c -> c >= ' ' && c < 0x7F)
                && !text.contains("=?")
                && text.equals(text.strip());
        return plain ? text : words(text);
    }

    private static String words(String text) {
        StringBuilder words = new StringBuilder();
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        text.codePoints().forEach(point -> {
            byte[] next = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            if (octets.size() + next.length > OCTETS_IN_A_WORD) {
                flush(octets, words);
            }
            octets.writeBytes(next);
        });
        flush(octets, words);
        return words.toString();
    }

    private static void flush(ByteArrayOutputStream octets, StringBuilder words) {
        if (words.length() > 0) {
            words.append("\r\n ");
        }
        words.append("=?UTF-8?B?")
                .append(Base64.getEncoder().encodeToString(octets.toByteArray()))
                .append("?=");
        octets.reset();
    }

    /** What an unfolded value says; encoded words that nobody can read stay as they are. */
    static String decode(String value) {
        if (!value.contains("=?")) {
            return utf8(value);
        }
        String joined = BETWEEN_WORDS.matcher(value).replaceAll("$1");
        Matcher words = WORD.matcher(joined);
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (; words.find(); at = words.end()) {
            text.append(utf8(joined.substring(at, words.start())));
            text.append(word(words.group(1), words.group(2), words.group(3), words.group()));
        }
        return text.append(utf8(joined.substring(at))).toString();
    }

    private static String utf8(String latin1) {
        return new String(latin1.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String word(String charset, String encoding, String text, String whole) {
        try {
            byte[] octets = encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : unquoted(text);
            return new String(octets, Charset.forName(charset));
        } catch (IllegalArgumentException e) {
            return whole;
        }
    }

    private static byte[] unquoted(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && i + 2 < text.length()) {
                octets.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(c == '_' ? ' ' : c);
            }
        }
        return octets.toByteArray();
    }
}

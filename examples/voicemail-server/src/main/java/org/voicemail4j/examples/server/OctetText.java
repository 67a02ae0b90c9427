package org.voicemail4j.examples.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Octets as one line of text, and back: {@code \r}, {@code \n}, {@code \\}, and {@code \x19} for what cannot be printed. */
final class OctetText {

    private static final Pattern ONE = Pattern.compile("\\\\(?:x([0-9A-Fa-f]{2})|([rn\\\\]))|([ -\\[\\]-~])");

    private OctetText() {}

    static String of(ByteBuffer octets) {
        StringBuilder text = new StringBuilder();
        while (octets.hasRemaining()) {
            append(text, octets.get() & 0xff);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int octet) {
        switch (octet) {
            case '\r' -> text.append("\\r");
            case '\n' -> text.append("\\n");
            case '\\' -> text.append("\\\\");
            default -> {
                if (octet >= ' ' && octet <= '~') {
                    text.append((char) octet);
                } else {
                    text.append(String.format(Locale.ROOT, "\\x%02x", octet));
                }
            }
        }
    }

    /**
     * The octets that a text stands for.
     *
     * @throws IllegalArgumentException if it has a character outside ASCII or a backslash before anything else
     */
    static byte[] parse(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher one = ONE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!one.find(at) || one.start() != at) {
                throw new IllegalArgumentException("'" + text.substring(at)
                        + "'; characters, \\r, \\n, \\\\ and \\x00 to " + "\\xff are expected");
            }
            octets.write(octet(one));
            at = one.end();
        }
        return octets.toByteArray();
    }

    private static int octet(Matcher one) {
        if (one.group(1) != null) {
            return Integer.parseInt(one.group(1), 16);
        }
        if (one.group(3) != null) {
            return one.group(3).charAt(0);
        }
        return switch (one.group(2)) {
            case "r" -> '\r';
            case "n" -> '\n';
            default -> '\\';
        };
    }
}

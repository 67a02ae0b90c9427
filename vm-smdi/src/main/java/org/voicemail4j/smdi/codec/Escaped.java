package org.voicemail4j.smdi.codec;

import java.util.Locale;

/** Octets and foreign texts as one line of printable characters: {@code \r \n \x19}, at most {@value #LONGEST} of them. */
final class Escaped {

    private static final int LONGEST = 160;

    private Escaped() {}

    static String octets(byte[] octets, int from, int to) {
        StringBuilder shown = new StringBuilder();
        int last = Math.min(to, from + LONGEST);
        for (int i = from; i < last; i++) {
            append(shown, octets[i] & 0xff);
        }
        return last < to ? shown.append("...").toString() : shown.toString();
    }

    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(LONGEST).forEach(character -> append(shown, character));
        return text.length() > LONGEST ? shown.append("...").toString() : shown.toString();
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\r' -> shown.append("\\r");
            case '\n' -> shown.append("\\n");
            case '\\' -> shown.append("\\\\");
            default -> {
                if (character >= ' ' && character < 0x7f) {
                    shown.append((char) character);
                } else {
                    shown.append(String.format(Locale.ROOT, character > 0xff ? "\\u%04x" : "\\x%02x", character));
                }
            }
        }
    }
}

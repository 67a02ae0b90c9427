package org.voicemail4j.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A party as Asterisk writes it: {@code "Name" <number>}, a bare number, a bare name or {@code Unknown}. What would be
 * misread in the bare forms (a number with letters, a name of digits) is written {@code <number>} and {@code "name" <>},
 * which Asterisk reads too.
 */
public final class CallerIdText {

    private static final String UNKNOWN = "Unknown";
    private static final Pattern PHONE_NUMBER = Pattern.compile("[0-9*#+]+");

    private CallerIdText() {}

    /** Writes a party. */
    public static String encode(Party party) {
        String number = party.number().orElse("");
        if (party.name().isEmpty()) {
            return number.isEmpty() ? UNKNOWN : bareNumber(number);
        }
        String name = party.name().get();
        return number.isEmpty() && isPlainName(name) ? name : '"' + escaped(name) + "\" <" + number + '>';
    }

    private static String bareNumber(String number) {
        return PHONE_NUMBER.matcher(number).matches() ? number : '<' + number + '>';
    }

    private static boolean isPlainName(String name) {
        return !PHONE_NUMBER.matcher(name).matches()
                && !name.equalsIgnoreCase(UNKNOWN)
                && name.chars().noneMatch(c -> c == '"' || c == '<' || c == '>' || c == '\\');
    }

    private static String escaped(String name) {
        return name.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /** Reads what {@link #encode} or Asterisk wrote; anything else is a name. */
    public static Party decode(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase(UNKNOWN)) {
            return Party.UNKNOWN;
        }
        if (text.startsWith("\"")) {
            return quoted(text);
        }
        int bracket = text.indexOf('<');
        if (bracket >= 0) {
            return Party.of(text.substring(0, bracket), bracketed(text.substring(bracket)));
        }
        return PHONE_NUMBER.matcher(text).matches()
                ? Party.ofNumber(text)
                : new Party(Optional.of(text), Optional.empty());
    }

    private static Party quoted(String text) {
        StringBuilder name = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        return Party.of(name.toString(), bracketed(text.substring(Math.min(at + 1, text.length()))));
    }

    private static String bracketed(String text) {
        int from = text.indexOf('<');
        if (from < 0) {
            return "";
        }
        int to = text.lastIndexOf('>');
        return text.substring(from + 1, to > from ? to : text.length());
    }
}

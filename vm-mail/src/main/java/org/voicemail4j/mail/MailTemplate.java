package org.voicemail4j.mail;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for values, as voicemail.conf has them: {@code ${VM_NAME}}, and {@code ${VM_CIDNUM:3}} or {@code
 * ${VM_CIDNUM:-4:2}} for a part of one (offset, negative from the end, and length). Values are put in and never looked at
 * again; nothing is evaluated, whatever it looks like: a function or expression of a dialplan, {@code ${PATH}}, and a name
 * that nobody knows give nothing.
 */
final class MailTemplate {

    /** More of a template is not read, as in Asterisk. */
    static final int LONGEST = 8190;

    private static final Pattern PLACE =
            Pattern.compile("\\$\\{([A-Za-z0-9_]{1,64})(?::(-?[0-9]{1,4}))?(?::(-?[0-9]{1,4}))?\\}");

    private final String text;

    MailTemplate(String text) {
        this.text = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** A template as voicemail.conf writes it, with {@code \n}, {@code \t}, {@code \r} and {@code \\}. */
    static MailTemplate escaped(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                plain.append(c);
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> plain.append('\n');
                case 't' -> plain.append('\t');
                case 'r' -> plain.append('\r');
                case '\\' -> plain.append('\\');
                default -> plain.append(c).append(next);
            }
        }
        return new MailTemplate(plain.toString());
    }

    /** Whether it has a place of that name. */
    boolean names(String name) {
        return text.contains("${" + name + "}") || text.contains("${" + name + ":");
    }

    /** The text with these values in their places. */
    String with(Map<String, String> values) {
        return with(values, value -> value);
    }

    /**
     * The text with these values, or parts of them, in their places.
     *
     * @param escape makes a value what it must be there
     */
    String with(Map<String, String> values, UnaryOperator<String> escape) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (place.region(at, text.length()).lookingAt()) {
                String value = values.getOrDefault(place.group(1), "");
                filled.append(escape.apply(part(value, number(place.group(2), 0), place.group(3))));
                at = place.end();
            } else if (text.startsWith("${", at) || text.startsWith("$[", at)) {
                at = endOfExpression(at);
            } else {
                filled.append(text.charAt(at++));
            }
        }
        return filled.toString();
    }

    /** Behind the bracket that closes what opens there; behind the opening one if none does. */
    private int endOfExpression(int from) {
        int depth = 0;
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '[' ? 1 : 0;
            depth -= c == '}' || c == ']' ? 1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return from + 2;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static String part(String value, int offset, @Nullable String length) {
        int[] points = value.codePoints().toArray();
        int from = offset < 0 ? Math.max(0, points.length + offset) : Math.min(offset, points.length);
        int count = number(length, Integer.MAX_VALUE);
        int to = count < 0 ? points.length + count : (int) Math.min(points.length, (long) from + count);
        return to <= from ? "" : new String(points, from, to - from);
    }
}

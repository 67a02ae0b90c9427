package org.voicemail4j.mail.hook;

import java.util.Locale;
import java.util.Map;

/** Writes JSON (RFC 8259): objects of strings, numbers, truth values and further objects. */
public final class Json {

    private Json() {}

    static String object(Map<String, ?> members) {
        StringBuilder json = new StringBuilder();
        write(json, members);
        return json.toString();
    }

    private static void write(StringBuilder json, Object value) {
        if (value instanceof Map<?, ?> members) {
            json.append('{');
            String separator = "";
            for (Map.Entry<?, ?> member : members.entrySet()) {
                json.append(separator);
                string(json, String.valueOf(member.getKey()));
                json.append(':');
                write(json, member.getValue());
                separator = ",";
            }
            json.append('}');
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(value);
        } else {
            string(json, value.toString());
        }
    }

    /** A text as it stands between quotes. */
    public static String inQuotes(String text) {
        StringBuilder json = new StringBuilder();
        characters(json, text);
        return json.toString();
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        characters(json, text);
        json.append('"');
    }

    private static void characters(StringBuilder json, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || isLoneSurrogate(text, i)) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
    }

    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        boolean paired = Character.isHighSurrogate(c)
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        return Character.isSurrogate(c) && !paired;
    }
}

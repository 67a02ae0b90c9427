package org.voicemail4j.store.fs;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces, adds and removes lines of a {@code msgNNNN.txt}, and leaves every other octet as it is. */
final class TextEdit {

    private static final Pattern PAIR = Pattern.compile("(?s)\\s*([A-Za-z0-9_-]+)\\s*=.*");

    private final Map<String, String> lines = new LinkedHashMap<>();

    /** Sets a key in place of its first line; other lines of that key go. */
    TextEdit set(String key, String value) {
        lines.put(key, ConfText.line(key, value));
        return this;
    }

    /** Removes every line of a key. */
    TextEdit remove(String key) {
        lines.put(key, "");
        return this;
    }

    /** The edited file. */
    byte[] of(byte[] file) {
        StringBuilder text = new StringBuilder(file.length + 80);
        Set<String> written = new HashSet<>();
        for (String line : new String(file, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
            Matcher pair = PAIR.matcher(line);
            String key = pair.matches() ? pair.group(1).toLowerCase(Locale.ROOT) : "";
            if (!lines.containsKey(key)) {
                text.append(line);
            } else if (written.add(key)) {
                text.append(octets(lines.get(key)));
            }
        }
        append(text, written);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void append(StringBuilder text, Set<String> written) {
        lines.forEach((key, line) -> {
            if (line.isEmpty() || written.contains(key)) {
                return;
            }
            boolean needsEnd = text.length() > 0 && text.charAt(text.length() - 1) != '\n';
            boolean needsSection = text.indexOf("[message]") < 0;
            text.append(needsEnd ? "\n" : "")
                    .append(needsSection ? "[message]\n" : "")
                    .append(octets(line));
        });
    }

    /** The octets of UTF-8, one to a character. */
    private static String octets(String line) {
        return new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}

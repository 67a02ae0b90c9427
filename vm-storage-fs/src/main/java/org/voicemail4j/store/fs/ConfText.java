package org.voicemail4j.store.fs;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The text of a small Asterisk configuration file, read with tolerance: {@code key=value}, {@code key = value} and
 * {@code key => value}, sections, {@code ;} comments ({@code \;} is a semicolon), any bytes. What cannot be read is told
 * in {@link #problems} and skipped; of a key that occurs twice the first counts, as with Asterisk.
 */
final class ConfText {

    /** More of a file than that is not looked at. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_PROBLEMS = 8;

    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfText() {}

    static ConfText parse(byte[] file) {
        return parse(file, MOST_BYTES);
    }

    /** @param most how many octets of it are read */
    static ConfText parse(byte[] file, int most) {
        ConfText text = new ConfText();
        int length = Math.min(file.length, most);
        if (length < file.length) {
            text.problem(0, "longer than " + most + " octets, the rest is not read");
        }
        String section = "";
        int number = 0;
        for (String line : new String(file, 0, length, StandardCharsets.UTF_8).split("\n", -1)) {
            section = text.line(section, ++number, line);
        }
        return text;
    }

    private String line(String section, int number, String raw) {
        if (raw.length() > LONGEST_LINE) {
            problem(number, "longer than " + LONGEST_LINE + " characters, the rest is not read");
        }
        String line = trim(withoutComment(untilNul(number, cut(raw))));
        if (line.isEmpty() || line.startsWith("#")) {
            return section;
        }
        if (line.startsWith("[")) {
            int end = line.indexOf(']');
            return line.substring(1, end < 0 ? line.length() : end).toLowerCase(Locale.ROOT);
        }
        pair(section, number, line);
        return section;
    }

    private static String cut(String raw) {
        return raw.length() <= LONGEST_LINE ? raw : raw.substring(0, LONGEST_LINE);
    }

    private String untilNul(int number, String line) {
        int nul = line.indexOf('\0');
        if (nul < 0) {
            return line;
        }
        problem(number, "a NUL octet, the rest of the line is not read");
        return line.substring(0, nul);
    }

    private static String withoutComment(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ';') {
                int last = text.length() - 1;
                if (last < 0 || text.charAt(last) != '\\') {
                    break;
                }
                text.setLength(last);
            }
            text.append(c);
        }
        return text.toString();
    }

    private void pair(String section, int number, String line) {
        int equals = line.indexOf('=');
        if (equals <= 0) {
            problem(number, "neither a section nor key=value");
            return;
        }
        boolean arrow = equals + 1 < line.length() && line.charAt(equals + 1) == '>';
        String key = trim(line.substring(0, equals)).toLowerCase(Locale.ROOT);
        String value = trim(line.substring(equals + (arrow ? 2 : 1)));
        sections.computeIfAbsent(section, none -> new LinkedHashMap<>()).putIfAbsent(key, value);
    }

    private void problem(int line, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("line " + line + ": " + what);
        }
    }

    /** Cuts blanks and control characters of ASCII at both ends, as Asterisk does. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /** The pairs of a section in the file's order, keys in lower case; those before any section if it is {@code ""}. */
    Map<String, String> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    Optional<String> value(String section, String key) {
        return Optional.ofNullable(section(section).get(key));
    }

    /** What could not be read, each with its line. */
    List<String> problems() {
        return problems;
    }

    /** {@code key=value} and a line feed, so that any reader gets that value back. */
    static String line(String key, String value) {
        String clean = value.replaceAll("[\\p{Cc}]+", " ").strip().replace(";", "\\;");
        return key + (clean.startsWith(">") ? "= " : "=") + clean + '\n';
    }
}

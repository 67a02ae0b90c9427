package org.voicemail4j.conf;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The options that hold somewhere: a mailbox's own before those of [general]. Names are in lower case. */
final class Options {

    private static final Set<String> YES = Set.of("yes", "true", "y", "t", "1", "on");
    private static final Set<String> NO = Set.of("no", "false", "n", "f", "0", "off");

    private final Map<String, ConfEntry> entries;
    private final Warnings warnings;

    private Options(Map<String, ConfEntry> entries, Warnings warnings) {
        this.entries = entries;
        this.warnings = warnings;
    }

    /** The options of [general]. */
    static Options of(Collection<ConfEntry> entries, Warnings warnings) {
        return new Options(byName(entries, warnings), warnings);
    }

    /** These options with a mailbox's own in front of them. */
    Options with(Map<String, ConfEntry> own) {
        return with(own, warnings);
    }

    /** The same, whose doubts are said elsewhere. */
    Options with(Map<String, ConfEntry> own, Warnings doubts) {
        Map<String, ConfEntry> both = new LinkedHashMap<>(entries);
        both.putAll(own);
        return new Options(both, doubts);
    }

    /** These options but that one, wherever it holds from. */
    Options without(ConfEntry wrong) {
        Map<String, ConfEntry> left = new LinkedHashMap<>(entries);
        left.values().removeIf(wrong::equals);
        return new Options(left, warnings);
    }

    static Map<String, ConfEntry> byName(Collection<ConfEntry> entries, Warnings warnings) {
        Map<String, ConfEntry> byName = new LinkedHashMap<>();
        for (ConfEntry entry : entries) {
            String name = entry.name().toLowerCase(Locale.ROOT);
            OptionNames.check(entry, name, warnings);
            byName.put(name, entry);
        }
        return byName;
    }

    Optional<ConfEntry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** Whether that is one of Asterisk's words for yes. */
    static boolean isYes(String word) {
        return YES.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether that is one of Asterisk's words for yes or no. */
    static boolean isWord(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return YES.contains(lower) || NO.contains(lower);
    }

    /** Asterisk's words for yes; anything else means no, but for a word of neither kind there is a warning. */
    boolean isYes(String name, boolean otherwise) {
        ConfEntry entry = entries.get(name);
        if (entry == null) {
            return otherwise;
        }
        String word = entry.value().toLowerCase(Locale.ROOT);
        if (!YES.contains(word) && !NO.contains(word)) {
            warnings.add(
                    entry.place(),
                    name + " is " + Place.quoted(entry.value()) + ", neither yes nor no; it counts as no");
        }
        return YES.contains(word);
    }

    /**
     * A whole number.
     *
     * @throws ConfException if it is none, or not from {@code least} to {@code most}
     */
    int number(String name, int least, int most, int otherwise) {
        ConfEntry entry = entries.get(name);
        if (entry == null) {
            return otherwise;
        }
        String digits = entry.value();
        long number = digits.matches("-?[0-9]{1,10}") ? Long.parseLong(digits) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw entry.unexpected("a number from " + least + " to " + most);
        }
        return (int) number;
    }

    /** All of them as text, in the order of the file. */
    Map<String, String> texts() {
        return texts(entries);
    }

    static Map<String, String> texts(Map<String, ConfEntry> entries) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries.forEach((name, entry) -> texts.put(name, entry.value()));
        return texts;
    }
}

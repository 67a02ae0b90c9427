package org.voicemail4j.conf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads Asterisk's configuration syntax: {@code [section]}, {@code [template](!)}, {@code [section](template,template)},
 * {@code [section](+)}, {@code name = value}, {@code name => value}, {@code name += more}, {@code #include}, {@code
 * #tryinclude}. Sections of the same name, in any case, are one. An included file starts in the section that includes
 * it, and that section goes on after it. {@code #exec} is refused.
 *
 * <p>An included file is looked for beside the file that includes it, then beside the first file; its path may be
 * absolute, and its name a pattern: who may write the configuration may read what the process may read. Everything is bounded, so that no input
 * makes this slow or large.
 */
final class ConfParser {

    private static final int DEEPEST_INCLUDE = 10;
    private static final int MOST_FILES = 1000;
    private static final int MOST_OCTETS = 64 << 20;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final int LONGEST_VALUE = 65_536;

    private final Path first;
    private final Warnings warnings;
    private final Map<String, ConfSection> sections = new LinkedHashMap<>();
    private final List<Path> files = new ArrayList<>();
    private final List<Path> open = new ArrayList<>();
    private int octetsLeft = MOST_OCTETS;
    private int entriesLeft = MOST_ENTRIES;

    private ConfParser(Path first, Warnings warnings) {
        this.first = first;
        this.warnings = warnings;
    }

    static ConfFile parse(Path file, Warnings warnings) {
        ConfParser parser = new ConfParser(file, warnings);
        parser.parseFile(file, null);
        return new ConfFile(file, List.copyOf(parser.files), parser.sections);
    }

    private void parseFile(Path file, @Nullable ConfSection start) {
        ConfText text = ConfText.read(file, octetsLeft, warnings);
        octetsLeft -= text.size();
        files.add(file);
        open.add(file);
        CommentFilter comments = new CommentFilter();
        ConfSection current = start;
        String name = file.toString();
        int number = 0;
        for (String line : text.lines()) {
            Place place = new Place(name, ++number);
            String left = comments.strip(withoutControls(line, place), place).strip();
            current = parseLine(left, place, current);
        }
        comments.end(warnings);
        open.remove(open.size() - 1);
    }

    private String withoutControls(String line, Place place) {
        if (line.chars().noneMatch(character -> Character.isISOControl(character) && character != '\t')) {
            return line;
        }
        warnings.add(place, "control characters are read as blanks");
        return line.replaceAll("\\p{Cc}", " ");
    }

    /** Takes one line and returns the section in which the next one is. */
    private @Nullable ConfSection parseLine(String line, Place place, @Nullable ConfSection current) {
        if (line.isEmpty()) {
            return current;
        }
        if (line.startsWith("[")) {
            return parseHeader(line, place);
        }
        if (line.startsWith("#")) {
            parseDirective(line, place, current);
        } else if (current == null) {
            throw place.error("there is no [section] before this line");
        } else {
            parseEntry(line, place, current);
        }
        return current;
    }

    private ConfSection parseHeader(String line, Place place) {
        int end = line.indexOf(']');
        String name = end < 0 ? "" : line.substring(1, end).strip();
        if (name.isEmpty()) {
            throw place.error(
                    "a section begins with its name in brackets, like [default], not with " + Place.quoted(line));
        }
        List<String> traits = traits(line.substring(end + 1), place);
        ConfSection section = section(name, traits, place);
        for (String trait : traits) {
            if (!trait.equals("!") && !trait.equals("+")) {
                inherit(section, trait, place);
            }
        }
        return section;
    }

    private List<String> traits(String rest, Place place) {
        if (!rest.startsWith("(")) {
            if (!rest.isBlank()) {
                warnings.add(place, "what follows the section's name is passed over");
            }
            return List.of();
        }
        int end = rest.indexOf(')');
        if (end < 0) {
            throw place.error("the list of templates has no closing parenthesis");
        }
        return Stream.of(rest.substring(1, end).split(","))
                .map(String::strip)
                .filter(trait -> !trait.isEmpty())
                .toList();
    }

    private ConfSection section(String name, List<String> traits, Place place) {
        String key = name.toLowerCase(Locale.ROOT);
        ConfSection known = sections.get(key);
        if (known == null && traits.contains("+")) {
            throw place.error("there is no section " + Place.quoted(name) + " before this line to add to");
        }
        if (known == null) {
            known = new ConfSection(name, traits.contains("!"));
            sections.put(key, known);
        }
        return known;
    }

    private void inherit(ConfSection section, String template, Place place) {
        ConfSection base = sections.get(template.toLowerCase(Locale.ROOT));
        if (base == null || base == section) {
            throw place.error("there is no section " + Place.quoted(template) + " before this line to inherit from");
        }
        for (ConfEntry entry : base.entries()) {
            add(section, entry.asInherited(), place);
        }
    }

    private void add(ConfSection section, ConfEntry entry, Place place) {
        if (entriesLeft-- == 0) {
            throw place.error("the configuration has more than " + MOST_ENTRIES + " entries, inherited ones counted");
        }
        section.add(entry);
    }

    private void parseEntry(String line, Place place, ConfSection section) {
        boolean escaped = line.startsWith("\\");
        String text = escaped ? line.substring(1) : line;
        int equals = text.indexOf('=', escaped ? 1 : 0);
        if (equals < 0) {
            warnings.add(place, "this line has no '=' and is passed over");
            return;
        }
        boolean appends = equals > 0 && text.charAt(equals - 1) == '+';
        String name = text.substring(0, appends ? equals - 1 : equals).strip();
        if (name.isEmpty()) {
            warnings.add(place, "this line has no name before its '=' and is passed over");
            return;
        }
        String value = text.substring(text.startsWith("=>", equals) ? equals + 2 : equals + 1);
        ConfEntry last = appends ? section.last(name) : null;
        if (last == null) {
            add(section, new ConfEntry(name, value.strip(), place, false), place);
        } else {
            section.replaceLast(new ConfEntry(name, joined(last, value, place), place, last.inherited()));
        }
    }

    private static String joined(ConfEntry last, String more, Place place) {
        if (last.value().length() + more.length() > LONGEST_VALUE) {
            throw place.error(last.name() + " has more than " + LONGEST_VALUE + " characters");
        }
        return (last.value() + more).strip();
    }

    private void parseDirective(String line, Place place, @Nullable ConfSection current) {
        String[] words = line.substring(1).strip().split("\\s+", 2);
        String directive = words[0].toLowerCase(Locale.ROOT);
        String argument = words.length < 2 ? "" : unquoted(words[1].strip());
        if (directive.equals("exec")) {
            warnings.add(place, "#exec is refused: this library runs no programs");
        } else if (!directive.equals("include") && !directive.equals("tryinclude")) {
            warnings.add(place, "unknown directive " + Place.quoted('#' + words[0]) + " is passed over");
        } else if (argument.isEmpty()) {
            warnings.add(place, "#" + directive + " names no file and is passed over");
        } else {
            include(argument, place, directive.equals("tryinclude"), current);
        }
    }

    private static String unquoted(String argument) {
        boolean quoted = argument.length() > 1
                && (argument.startsWith("\"") && argument.endsWith("\"")
                        || argument.startsWith("<") && argument.endsWith(">"));
        return quoted ? argument.substring(1, argument.length() - 1) : argument;
    }

    private void include(String name, Place place, boolean mayBeMissing, @Nullable ConfSection current) {
        List<Path> found = IncludedFiles.find(name, open.get(open.size() - 1), first, place);
        if (found.isEmpty() && !mayBeMissing) {
            throw place.error("the file to include does not exist: " + Place.quoted(name));
        }
        for (Path file : found) {
            include(file, place, current);
        }
    }

    private void include(Path file, Place place, @Nullable ConfSection current) {
        if (open.stream().map(ConfParser::real).anyMatch(real(file)::equals)) {
            throw place.error("files include each other in a circle: " + chain(file));
        }
        if (open.size() > DEEPEST_INCLUDE) {
            throw place.error("files are included more than " + DEEPEST_INCLUDE + " deep: " + chain(file));
        }
        if (files.size() >= MOST_FILES) {
            throw place.error("more than " + MOST_FILES + " files are included");
        }
        parseFile(file, current);
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    private String chain(Path last) {
        return Stream.concat(open.stream(), Stream.of(last))
                .map(file -> String.valueOf(file.getFileName()))
                .collect(Collectors.joining(" -> "));
    }
}

package org.voicemail4j.conf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * One {@code name = value} of a file in Asterisk's configuration syntax that this package has no reader for, such as
 * smdi.conf. Includes are followed and templates applied; every bound of {@link VoicemailConf} holds.
 *
 * @param section the section in which it stands, as its first header writes it
 * @param name without blanks around it
 * @param value without blanks around it, or empty
 * @param file the file, as it was named
 * @param line counted from 1
 */
public record ConfLine(String section, String name, String value, String file, int line) {
    public ConfLine {
        Objects.requireNonNull(section, "section");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(file, "file");
    }

    /**
     * Reads a file: its sections in the order in which they begin, each with its lines in theirs; templates are left out.
     *
     * @param warnings is told what was passed over
     * @throws ConfException if the file cannot be read or is malformed
     */
    public static List<ConfLine> read(Path file, Consumer<ConfWarning> warnings) {
        Warnings collected = new Warnings();
        ConfFile conf = ConfParser.parse(file, collected);
        List<ConfLine> lines = new ArrayList<>();
        for (ConfSection section : conf.sections()) {
            if (!section.isTemplate()) {
                section.entries().forEach(entry -> lines.add(of(section, entry)));
            }
        }
        collected.all(conf.files()).forEach(warnings);
        return lines;
    }

    private static ConfLine of(ConfSection section, ConfEntry entry) {
        return new ConfLine(
                section.name(),
                entry.name(),
                entry.value(),
                entry.place().file(),
                entry.place().line());
    }

    /** An error that says what is accepted: {@code baudrate is 'x'; 300 to 115200 is expected}. */
    public ConfException unexpected(String expected) {
        return new ConfException(file, line, name + " is " + Place.quoted(value) + "; " + expected + " is expected");
    }

    /** A warning that stands where this line does. */
    public ConfWarning warning(String problem) {
        return new ConfWarning(file, line, problem);
    }
}

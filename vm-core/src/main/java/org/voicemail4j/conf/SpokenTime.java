package org.voicemail4j.conf;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * One entry of [zonemessages]: in which zone times are said, and how.
 *
 * @param zone the zone
 * @param format letters and quoted prompts as voicemail.conf describes them; empty means as the language has it
 */
record SpokenTime(ZoneId zone, String format) {

    private static final String LETTERS = "AaBbhmdeYIlHkMNPpQqRST";

    /** Reads {@code Europe/Berlin|'vm-received' Q 'digits/at' HM}. */
    static SpokenTime parse(ConfEntry entry, Warnings warnings) {
        String value = entry.value();
        int bar = firstOf(value, '|', ',');
        String zoneName = (bar < 0 ? value : value.substring(0, bar)).strip();
        String format = bar < 0 ? "" : value.substring(bar + 1).strip();
        ZoneId zone = zone(zoneName)
                .orElseThrow(() ->
                        entry.unexpected("a zone of the tz database, like Europe/Berlin, and a format after '|'"));
        checkFormat(entry, format, warnings);
        return new SpokenTime(zone, format);
    }

    private static int firstOf(String text, char one, char other) {
        int first = text.indexOf(one);
        int second = text.indexOf(other);
        return first < 0 || second >= 0 && second < first ? second : first;
    }

    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void checkFormat(ConfEntry entry, String format, Warnings warnings) {
        boolean quoted = false;
        for (int i = 0; i < format.length(); i++) {
            char letter = format.charAt(i);
            if (letter == '\'') {
                quoted = !quoted;
            } else if (!quoted && letter != ' ' && letter != '\t' && LETTERS.indexOf(letter) < 0) {
                warnings.add(
                        entry.place(),
                        entry.name() + ": nothing is said for " + Place.quoted(String.valueOf(letter))
                                + "; the letters are " + LETTERS);
            }
        }
        if (quoted) {
            warnings.add(entry.place(), entry.name() + ": the quote of a prompt's name is not closed");
        }
    }
}

package org.voicemail4j.examples.asterisk.ami;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One action, response or event: lines of {@code Name: value}. Names are compared without regard to case.
 *
 * @param fields in their order
 */
record AmiMessage(List<Field> fields) {

    /**
     * One line.
     *
     * @param name before the colon
     * @param value behind it
     */
    record Field(String name, String value) {}

    AmiMessage {
        fields = List.copyOf(fields);
    }

    /** What those lines say; one without a colon is passed over, as Asterisk does it. */
    static AmiMessage parse(List<String> lines) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new Field(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip()));
            }
        }
        return new AmiMessage(fields);
    }

    /** An action of that name. */
    static AmiMessage action(String name) {
        return new AmiMessage(List.of(new Field("Action", name)));
    }

    static AmiMessage response(String kind) {
        return new AmiMessage(List.of(new Field("Response", kind)));
    }

    static AmiMessage event(String name) {
        return new AmiMessage(List.of(new Field("Event", name)));
    }

    AmiMessage with(String name, Object value) {
        List<Field> more = new ArrayList<>(fields);
        more.add(new Field(name, oneLine(String.valueOf(value))));
        return new AmiMessage(more);
    }

    /** With a field only where there is something to say. */
    AmiMessage withGiven(String name, String value) {
        return value.isEmpty() ? this : with(name, value);
    }

    /** Whatever could end the line or the message becomes a blank. */
    private static String oneLine(String value) {
        return value.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
    }

    /** The value of the first field of that name; empty if there is none. */
    String get(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return fields.stream()
                .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /** As it goes over the wire: lines with CR LF, then an empty one. */
    String encoded() {
        StringBuilder text = new StringBuilder();
        fields.forEach(field ->
                text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
        return text.append("\r\n").toString();
    }

    /** Without values: one of them may be a secret. */
    @Override
    public String toString() {
        return "AmiMessage" + fields.stream().map(Field::name).toList();
    }
}

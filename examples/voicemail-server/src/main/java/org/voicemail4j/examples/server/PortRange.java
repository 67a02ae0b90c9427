package org.voicemail4j.examples.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * UDP ports from one to another, both included.
 *
 * @param first 1 to 65535
 * @param last above the first
 */
record PortRange(int first, int last) {

    private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    PortRange {
        if (first < 1 || last > 65535 || last <= first) {
            throw new IllegalArgumentException("not a range of ports: " + first + "-" + last);
        }
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }

    /** Reads {@code 20000-29999}. */
    static final class Converter implements ITypeConverter<PortRange> {

        @Override
        public PortRange convert(String value) {
            Matcher range = SYNTAX.matcher(value);
            try {
                if (range.matches()) {
                    return new PortRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)));
                }
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
            throw new TypeConversionException("'" + value + "' is not FIRST-LAST, such as 20000-29999");
        }
    }
}

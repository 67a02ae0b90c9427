package org.voicemail4j.message;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody on the line: a caller, a called or a redirecting party. Made from what the network said, so the text is
 * cleaned: control characters and line ends become blanks, and what is too long is cut. Everything else is kept,
 * semicolons, quotes and emoji included; who writes it to a file or a header escapes it there.
 *
 * @param name display name, never blank if present, at most 256 characters
 * @param number number or SIP user part, never blank if present, at most 128 characters
 */
public record Party(Optional<String> name, Optional<String> number) {

    /** Nothing is known. */
    public static final Party UNKNOWN = new Party(Optional.empty(), Optional.empty());

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029&&[^\\u200D]]+");
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_NUMBER = 128;

    public Party {
        name = name.flatMap(text -> clean(text, LONGEST_NAME));
        number = number.flatMap(text -> clean(text, LONGEST_NUMBER));
    }

    /** Somebody of whom only the number is known; a blank one means nobody is known. */
    public static Party ofNumber(String number) {
        return new Party(Optional.empty(), Optional.of(number));
    }

    /** Somebody with a name and a number; either may be blank. */
    public static Party of(String name, String number) {
        return new Party(Optional.of(name), Optional.of(number));
    }

    private static Optional<String> clean(String text, int longest) {
        String printable = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
        if (printable.isEmpty()) {
            return Optional.empty();
        }
        if (printable.length() <= longest) {
            return Optional.of(printable);
        }
        int end = Character.isHighSurrogate(printable.charAt(longest - 1)) ? longest - 1 : longest;
        return Optional.of(printable.substring(0, end).strip());
    }
}

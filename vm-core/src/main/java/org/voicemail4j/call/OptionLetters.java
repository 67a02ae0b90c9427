package org.voicemail4j.call;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options as Asterisk's applications take them: letters, some with an argument in parentheses behind. */
final class OptionLetters {

    private static final Pattern OPTION = Pattern.compile("([A-Za-z])(\\(([^()]*)\\))?|[,\\s]");

    private OptionLetters() {}

    /** Is given one option. */
    interface Reader {
        /** @param argument empty if there is none */
        void option(char letter, String argument);
    }

    /**
     * Reads them from left to right; commas and blanks between them count nothing.
     *
     * @return false if there is anything else, and what stands before it has been read
     */
    static boolean read(String options, Reader reader) {
        Matcher option = OPTION.matcher(options);
        int at = 0;
        while (at < options.length()) {
            if (!option.find(at) || option.start() != at) {
                return false;
            }
            if (option.group(1) != null) {
                reader.option(option.group(1).charAt(0), option.group(3) == null ? "" : option.group(3));
            }
            at = option.end();
        }
        return true;
    }
}

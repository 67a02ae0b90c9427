package org.voicemail4j.examples.asterisk.agi;

import java.util.Set;
import java.util.stream.Collectors;
import org.voicemail4j.media.Digit;

/**
 * A command for an Asterisk: words, of which those that come from elsewhere stand in quotes.
 *
 * @param text one line, without its end
 */
record AgiCommand(String text) {

    private static final int LONGEST_WORD = 1024;

    AgiCommand {
        if (text.chars().anyMatch(character -> character == '\n' || character == '\r' || character == 0)) {
            throw new IllegalArgumentException("not one line");
        }
    }

    static AgiCommand of(String words, Object... quoted) {
        StringBuilder text = new StringBuilder(words);
        for (Object word : quoted) {
            text.append(' ').append(word instanceof Number ? word.toString() : quote(word.toString()));
        }
        return new AgiCommand(text.toString());
    }

    /** In quotes, with whatever could end them marked; what could end the line becomes a blank. */
    private static String quote(String word) {
        String line = word.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ");
        String shortened = line.length() > LONGEST_WORD ? line.substring(0, LONGEST_WORD) : line;
        return '"' + shortened.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static AgiCommand setVariable(String name, String value) {
        return of("SET VARIABLE " + name, value);
    }

    /** Keys as Asterisk wants them: one after the other. */
    static String keys(Set<Digit> keys) {
        return keys.stream().sorted().map(key -> String.valueOf(key.symbol())).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text;
    }
}

package org.voicemail4j.say;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.media.Prompt;

/** Text character by character, in the prompt names of Asterisk's sound directories. */
final class Spelling {

    private static final String BY_CODE = "\"%&'(),:;<>?[\\]^_`{|}~";

    private Spelling() {}

    static List<Prompt> of(String text) {
        return text.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(character -> name((char) character))
                .flatMap(Optional::stream)
                .map(Prompt::named)
                .toList();
    }

    private static Optional<String> name(char character) {
        if (character >= '0' && character <= '9') {
            return Optional.of("digits/" + character);
        }
        if (character >= 'a' && character <= 'z') {
            return Optional.of("letters/" + character);
        }
        if (BY_CODE.indexOf(character) >= 0) {
            return Optional.of("letters/ascii" + (int) character);
        }
        return sign(character);
    }

    private static Optional<String> sign(char character) {
        return switch (character) {
            case '*' -> Optional.of("digits/star");
            case '#' -> Optional.of("digits/pound");
            case '+' -> Optional.of("letters/plus");
            case '-' -> Optional.of("letters/dash");
            case '.' -> Optional.of("letters/dot");
            case '@' -> Optional.of("letters/at");
            case '/' -> Optional.of("letters/slash");
            case '=' -> Optional.of("letters/equals");
            case '$' -> Optional.of("letters/dollar");
            case '!' -> Optional.of("letters/exclaimation-point");
            case ' ' -> Optional.of("letters/space");
            default -> Optional.empty();
        };
    }
}

package org.voicemail4j.call;

import java.time.Duration;
import java.util.Optional;
import org.voicemail4j.call.DirectoryOptions.Listing;
import org.voicemail4j.call.DirectoryOptions.Name;
import org.voicemail4j.call.DirectoryOptions.Then;

/** Reads the option string of Asterisk's Directory. */
final class DirectoryOptionsParser {

    private static final int USUAL_DIGITS = 3;

    private final String text;
    private final DirectoryOptions.Builder options = DirectoryOptions.USUAL.toBuilder();

    DirectoryOptionsParser(String text) {
        this.text = text;
    }

    DirectoryOptions parse() {
        if (!OptionLetters.read(text, this::read)) {
            throw new IllegalArgumentException("not options of a directory: '" + text + "'");
        }
        return options.build();
    }

    private void read(char letter, String argument) {
        switch (letter) {
            case 'f' -> options.by(Name.FIRST, digits(argument));
            case 'l' -> options.by(Name.LAST, digits(argument));
            case 'b' -> options.by(Name.EITHER, digits(argument));
            case 'a' -> options.withAliases(true);
            case 'e' -> options.sayingExtensions(true);
            case 'm' -> options.listing(Listing.MENU);
            case 's' -> options.then(Then.TELL);
            case 'c' -> options.file(Optional.of(argument.strip()).filter(file -> !file.isEmpty()));
            case 'p' -> options.pause(Duration.ofMillis(number(argument)));
            default -> {}
        }
    }

    private int digits(String argument) {
        return argument.isBlank() ? USUAL_DIGITS : number(argument);
    }

    private int number(String argument) {
        if (!argument.strip().matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("'" + argument + "' is no number in the options '" + text + "'");
        }
        return Integer.parseInt(argument.strip());
    }
}

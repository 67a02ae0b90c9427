package org.voicemail4j.call;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.call.DepositOptions.Answering;
import org.voicemail4j.call.DepositOptions.Instructions;
import org.voicemail4j.call.DepositOptions.Opening;
import org.voicemail4j.media.Digit;
import org.voicemail4j.message.Urgency;

/** Reads the option string of Asterisk's VoiceMail. Used once. */
final class DepositOptionsParser {

    private static final Set<Digit> ANY_EXIT = EnumSet.complementOf(EnumSet.of(Digit.POUND));

    private final String text;
    private final DepositOptions.Builder options =
            DepositOptions.USUAL.toBuilder().opening(Opening.NONE);
    private boolean busy;
    private int at;

    DepositOptionsParser(String text) {
        this.text = text;
    }

    DepositOptions parse() {
        while (at < text.length()) {
            read(text.charAt(at++));
        }
        return options.build();
    }

    private void read(char letter) {
        Optional<String> argument = argument();
        switch (letter) {
            case 'u' -> options.opening(busy ? Opening.BUSY : Opening.UNAVAILABLE);
            case 'b' -> {
                busy = true;
                options.opening(Opening.BUSY);
            }
            case 's' -> options.instructions(Instructions.SKIPPED);
            case 'S' -> options.instructions(Instructions.SKIPPED_AFTER_RECORDED_GREETING);
            case 'e' -> options.answering(Answering.BEFORE_RECORDING);
            case 'U' -> options.urgency(Urgency.URGENT);
            case 'P' -> options.flag("PRIORITY");
            case 'd' -> options.exits(ANY_EXIT, argument.orElse(""));
            case 't' -> argument.ifPresentOrElse(options::beep, options::withoutBeep);
            case 'g' -> options.gainDb(gain(argument.orElse("")));
            default -> {}
        }
    }

    /** What stands in parentheses behind a letter; an empty pair is none. */
    private Optional<String> argument() {
        if (at >= text.length() || text.charAt(at) != '(') {
            return Optional.empty();
        }
        int end = text.indexOf(')', at);
        if (end < 0) {
            throw new IllegalArgumentException("a parenthesis is not closed in the options '" + text + "'");
        }
        String argument = text.substring(at + 1, end).strip();
        at = end + 1;
        return argument.isEmpty() ? Optional.empty() : Optional.of(argument);
    }

    private int gain(String argument) {
        if (!argument.matches("[+-]?[0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "g wants a number of decibels in parentheses in the options '" + text + "'");
        }
        return Integer.parseInt(argument);
    }
}

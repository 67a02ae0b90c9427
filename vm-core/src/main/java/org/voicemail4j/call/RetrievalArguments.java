package org.voicemail4j.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.call.CallPurpose.Retrieval;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;

/** Reads the arguments of Asterisk's VoiceMailMain: a mailbox, and behind a comma options. */
final class RetrievalArguments {

    /** As it was written once: options before the mailbox, and nothing behind it. */
    private static final Pattern OLD_STYLE = Pattern.compile("([sp]+)([0-9].*)");

    private final String text;
    private RetrievalOptions options = RetrievalOptions.USUAL;
    private boolean isPrefix;

    RetrievalArguments(String text) {
        this.text = text;
    }

    Retrieval parse() {
        int comma = text.indexOf(',');
        Matcher old = OLD_STYLE.matcher(text);
        boolean isOld = comma < 0 && old.matches();
        String mailbox = isOld ? old.group(2) : text.substring(0, comma < 0 ? text.length() : comma);
        read(isOld ? old.group(1) : text.substring(comma < 0 ? text.length() : comma + 1));
        String named = mailbox.strip();
        if (isPrefix) {
            return new Retrieval(Optional.empty(), options.prefixed(named.replaceFirst("@.*", "")));
        }
        return new Retrieval(named.isEmpty() ? Optional.empty() : Optional.of(MailboxId.parse(named)), options);
    }

    private void read(String letters) {
        if (!OptionLetters.read(letters, (letter, argument) -> read(letter, argument.strip()))) {
            throw new IllegalArgumentException("not arguments of a retrieval: '" + text + "'");
        }
    }

    private void read(char letter, String argument) {
        switch (letter) {
            case 's' -> options = options.withoutPin();
            case 'p' -> isPrefix = true;
            case 'r' -> options = options.readOnly();
            case 'a' -> options = options.playing(folder(argument));
            case 'g' -> options = options.louder(gain(argument));
            default -> {}
        }
    }

    /** One that there is not is the one for new messages, as in Asterisk. */
    private static Folder folder(String argument) {
        Optional<Folder> numbered =
                argument.matches("[0-9]") ? Folder.ofDigit(Integer.parseInt(argument)) : Optional.empty();
        return numbered.or(() -> Folder.titled(argument)).orElse(Folder.INBOX);
    }

    private int gain(String argument) {
        if (!argument.matches("[+-]?[0-9]{1,3}")) {
            throw new IllegalArgumentException("g wants a number of decibels in parentheses in '" + text + "'");
        }
        return Integer.parseInt(argument);
    }
}

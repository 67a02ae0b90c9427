package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Folder;
import org.voicemail4j.say.SpokenLanguage;

/** Asks for a folder: the first five are named, all ten can be chosen, pound or silence chooses none. */
final class FolderMenu {

    private static final int NAMED = 5;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration WAIT = Duration.ofSeconds(4);

    private final Line line;
    private final SpokenLanguage language;

    FolderMenu(Line line, SpokenLanguage language) {
        this.line = line;
        this.language = language;
    }

    /**
     * Asks.
     *
     * @param question what the folder is for
     * @return how that ended; {@link #chosen} tells which folder, if any
     */
    PlayEnd ask(String question) {
        return line.choose(Line.named(question), choices(), WAIT, Digit.set("0123456789#"));
    }

    static Optional<Folder> chosen(PlayEnd end) {
        return end.key().flatMap(key -> Folder.ofDigit(Character.digit(key.symbol(), 10)));
    }

    private List<Prompt> choices() {
        List<Prompt> choices = new ArrayList<>(Line.named("vm-press"));
        for (int digit = 0; digit < NAMED; digit++) {
            choices.addAll(language.number(digit));
            choices.addAll(Line.named("vm-for"));
            choices.addAll(language.folder(Folder.ofDigit(digit).orElseThrow()));
            choices.add(Prompt.pause(BETWEEN));
        }
        choices.addAll(Line.named("vm-tocancel"));
        return choices;
    }
}

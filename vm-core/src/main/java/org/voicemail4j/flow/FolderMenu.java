package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.DELETED_FOLDER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.message.Folder;
import org.voicemail4j.say.SpokenLanguage;

/**
 * Asks for a folder: the first five are named, all ten can be chosen by their numbers, and the one with what was deleted
 * by a key of its own.
 */
final class FolderMenu {

    private static final int NAMED = 5;
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final Duration WAIT = Duration.ofSeconds(4);

    private final Line line;
    private final SpokenLanguage language;
    private final MenuKeys keys;

    FolderMenu(Visit visit) {
        this.line = visit.line();
        this.language = visit.language();
        this.keys = visit.keys();
    }

    /**
     * Asks.
     *
     * @param question what the folder is for
     * @param deletedToo whether what was deleted can be chosen
     * @return how that ended; {@link #chosen} tells which folder, if any
     */
    PlayEnd ask(String question, boolean deletedToo) {
        Choices choices = keys.choices(Menu.FOLDERS).say(numbered());
        if (deletedToo) {
            choices.offerByKey(DELETED_FOLDER);
        }
        return choices.offer("vm-tocancel", BACK)
                .ask(line, Line.named(question), WAIT, Digit.set("0123456789"))
                .end();
    }

    Optional<Folder> chosen(PlayEnd end) {
        Optional<Folder> deleted = end.key()
                .flatMap(key -> keys.action(Menu.FOLDERS, key))
                .filter(DELETED_FOLDER::equals)
                .map(action -> Folder.DELETED);
        return deleted.or(() -> end.key().flatMap(key -> Folder.ofDigit(Character.digit(key.symbol(), 10))));
    }

    private List<Prompt> numbered() {
        List<Prompt> choices = new ArrayList<>(Line.named("vm-press"));
        for (int digit = 0; digit < NAMED; digit++) {
            choices.addAll(language.number(digit));
            choices.addAll(Line.named("vm-for"));
            choices.addAll(language.folder(Folder.ofDigit(digit).orElseThrow()));
            choices.add(Prompt.pause(BETWEEN));
        }
        return choices;
    }
}

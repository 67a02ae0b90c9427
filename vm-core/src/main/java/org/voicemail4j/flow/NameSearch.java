package org.voicemail4j.flow;

import static org.voicemail4j.menu.MenuAction.BACK;
import static org.voicemail4j.menu.MenuAction.NEXT;
import static org.voicemail4j.menu.MenuAction.SELECT;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.DirectoryOptions.Listing;
import org.voicemail4j.flow.Choices.Choice;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.say.SpokenLanguage;

/**
 * Somebody looks for a person by name: enters the first letters, then hears the names that begin like that, one by one or
 * eight at a time, and takes one. If nothing fits, or nothing is taken, it starts again, a few times. Exit keys lead out
 * of it at every point at which a person is asked for something.
 */
final class NameSearch {

    private static final int ROUNDS = 3;
    private static final int MOST = 50;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration NEXT_WAIT = Duration.ofSeconds(3);

    private final Line line;
    private final NameDirectory directory;
    private final DirectoryOptions options;
    private final MenuKeys keys;
    private final SpokenLanguage language;
    private final Set<Digit> exits;

    /**
     * What came of it.
     *
     * @param mailbox who was chosen, if anybody was
     * @param end how it ended; with an exit key, if one was pressed
     */
    record Found(Optional<Mailbox> mailbox, PlayEnd end) {}

    NameSearch(
            Line line,
            NameDirectory directory,
            DirectoryOptions options,
            MenuKeys keys,
            SpokenLanguage language,
            Set<Digit> exits) {
        this.line = line;
        this.directory = directory;
        this.options = options;
        this.keys = keys;
        this.language = language;
        this.exits = exits;
    }

    Found run() {
        Found found = new Found(Optional.empty(), PlayEnd.completed());
        for (int round = 0; round < ROUNDS && isOpen(found); round++) {
            found = once();
        }
        return found;
    }

    private static boolean isOpen(Found found) {
        return found.mailbox().isEmpty() && found.end().equals(PlayEnd.completed());
    }

    private Found once() {
        StringBuilder entered = new StringBuilder();
        PlayEnd end = line.ask(question(), FIRST_WAIT);
        while (isLetter(end) && entered.length() < options.digits()) {
            entered.append(end.key().orElseThrow().symbol());
            end = entered.length() < options.digits() ? line.ask(List.of(), NEXT_WAIT) : PlayEnd.completed();
        }
        if (end.isHungUp() || end.key().filter(exits::contains).isPresent()) {
            return new Found(Optional.empty(), end);
        }
        return entered.isEmpty() ? nobody("vm-pls-try-again") : offer(directory.find(entered.toString()));
    }

    private boolean isLetter(PlayEnd end) {
        return end.key()
                .filter(key -> !exits.contains(key) && Character.isDigit(key.symbol()))
                .isPresent();
    }

    private List<Prompt> question() {
        return options.intro().map(Line::named).orElseGet(this::usualQuestion);
    }

    private List<Prompt> usualQuestion() {
        String part = switch (options.name()) {
            case FIRST -> "dir-first";
            case LAST -> "dir-last";
            case EITHER -> "dir-firstlast";
        };
        return Line.join(
                Line.named("dir-welcome", "dir-pls-enter"),
                language.number(options.digits()),
                Line.named(part, "dir-usingkeypad"));
    }

    private Found nobody(String why) {
        PlayEnd end = line.say(why);
        return new Found(Optional.empty(), end);
    }

    private Found offer(List<Mailbox> matches) {
        if (matches.isEmpty()) {
            return nobody("dir-nomatch");
        }
        if (matches.size() > MOST) {
            return nobody("dir-toomany");
        }
        return options.listing() == Listing.MENU
                ? new NameMenu(line, language, exits, this::spoken).offer(matches)
                : offerOneByOne(matches);
    }

    private Found offerOneByOne(List<Mailbox> matches) {
        for (Mailbox match : matches) {
            Choice choice = keys.choices(Menu.NAME_FOUND)
                    .say(spoken(match))
                    .offer("dir-instr", SELECT, NEXT)
                    .also(BACK)
                    .ask(line, List.of(), NEXT_WAIT, exits);
            if (choice.is(SELECT)) {
                return new Found(Optional.of(match), PlayEnd.completed());
            }
            boolean isSilent = choice.end().equals(PlayEnd.completed());
            if (!isSilent && (choice.action().isEmpty() || choice.is(BACK))) {
                return new Found(Optional.empty(), choice.end());
            }
        }
        return nobody("dir-nomore");
    }

    /** The name as its owner recorded it, or letter by letter; with the extension where that is wanted. */
    private List<Prompt> spoken(Mailbox mailbox) {
        List<Prompt> name = CallerGreeting.recorded(mailbox, GreetingKind.NAME)
                .map(List::of)
                .orElseGet(() ->
                        language.spelled(NameKeys.folded(mailbox.subscriber().fullName())));
        return options.isSayingExtensions()
                ? Line.join(
                        name,
                        Line.named("vm-extension"),
                        language.spelled(mailbox.id().number()))
                : name;
    }
}

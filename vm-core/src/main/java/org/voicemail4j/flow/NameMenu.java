package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.voicemail4j.flow.NameSearch.Found;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.say.SpokenLanguage;

/** Offers names under the keys 1 to 8, and 9 for more of them. */
final class NameMenu {

    private static final int AT_ONCE = 8;
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final Line line;
    private final SpokenLanguage language;
    private final Set<Digit> exits;
    private final Function<Mailbox, List<Prompt>> spoken;

    NameMenu(Line line, SpokenLanguage language, Set<Digit> exits, Function<Mailbox, List<Prompt>> spoken) {
        this.line = line;
        this.language = language;
        this.exits = exits;
        this.spoken = spoken;
    }

    Found offer(List<Mailbox> matches) {
        for (int from = 0; from < matches.size(); from += AT_ONCE) {
            List<Mailbox> shown = matches.subList(from, Math.min(matches.size(), from + AT_ONCE));
            PlayEnd end = ask(shown, from + AT_ONCE < matches.size());
            int key =
                    end.key().map(digit -> Character.digit(digit.symbol(), 10)).orElse(-1);
            if (key >= 1 && key <= shown.size()) {
                return new Found(Optional.of(shown.get(key - 1)), PlayEnd.completed());
            }
            if (!end.key().filter(Digit.NINE::equals).isPresent()) {
                return new Found(Optional.empty(), end);
            }
        }
        return new Found(Optional.empty(), PlayEnd.completed());
    }

    private PlayEnd ask(List<Mailbox> shown, boolean areMore) {
        List<Prompt> choices = new ArrayList<>();
        Set<Digit> accepted = EnumSet.noneOf(Digit.class);
        accepted.addAll(exits);
        for (int i = 0; i < shown.size(); i++) {
            accepted.add(Digit.ofEvent(i + 1).orElseThrow());
            choices.addAll(Line.join(
                    Line.named("dir-multi1"),
                    language.number(i + 1),
                    Line.named("dir-multi2"),
                    spoken.apply(shown.get(i))));
        }
        if (areMore) {
            accepted.add(Digit.NINE);
            choices.addAll(Line.named("dir-multi9"));
        }
        return line.choose(List.of(), choices, WAIT, accepted);
    }
}

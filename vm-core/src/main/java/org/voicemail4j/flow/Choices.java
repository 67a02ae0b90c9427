package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;

/** What one menu offers now: collected in the order in which it is said, then {@link #ask}ed. */
final class Choices {

    private final MenuKeys keys;
    private final Menu menu;
    private final List<Prompt> said = new ArrayList<>();
    private final Set<MenuAction> offered = EnumSet.noneOf(MenuAction.class);

    /**
     * What was chosen.
     *
     * @param action empty if nothing was, or if a key was pressed that is no action of the menu
     * @param end how asking ended
     */
    record Choice(Optional<MenuAction> action, PlayEnd end) {

        boolean is(MenuAction wanted) {
            return action.filter(wanted::equals).isPresent();
        }

        /** What leads back to the menu before this one: nothing more to do, or the caller is gone. */
        PlayEnd back() {
            return end.isHungUp() ? end : PlayEnd.completed();
        }
    }

    Choices(MenuKeys keys, Menu menu) {
        this.keys = keys;
        this.menu = menu;
    }

    /** Offers actions and says so by that prompt, or key by key where the keys are not those that it names. */
    Choices offer(String prompt, MenuAction... actions) {
        said.addAll(keys.said(menu, prompt, actions));
        return offered(actions);
    }

    /** Offers actions if they are to be. */
    Choices offerIf(boolean wanted, String prompt, MenuAction... actions) {
        return wanted ? offer(prompt, actions) : this;
    }

    /** Offers actions for which there is no prompt that names a key. */
    Choices offerByKey(MenuAction... actions) {
        said.addAll(keys.oneByOne(menu, actions));
        return offered(actions);
    }

    /** As {@link #offerByKey}, for an action that has another meaning just now. */
    Choices offerByKeyAs(String phrase, MenuAction action) {
        said.addAll(keys.byKey(menu, phrase, action));
        return offered(action);
    }

    /** Offers actions of which nothing is said. */
    Choices also(MenuAction... actions) {
        return offered(actions);
    }

    /** Offers an action that has another meaning just now. */
    Choices offerAs(String prompt, String phrase, MenuAction action) {
        said.addAll(keys.saidAs(menu, prompt, phrase, action));
        return offered(action);
    }

    private Choices offered(MenuAction... actions) {
        for (MenuAction action : actions) {
            if (keys.has(menu, action)) {
                offered.add(action);
            }
        }
        return this;
    }

    /** Says something. */
    Choices say(List<Prompt> prompts) {
        said.addAll(prompts);
        return this;
    }

    Choices say(String... names) {
        return say(Line.named(names));
    }

    /** Whether there is anything to choose besides leaving. */
    boolean areAny() {
        return offered.stream().anyMatch(action -> action != MenuAction.BACK);
    }

    List<Prompt> prompts() {
        return List.copyOf(said);
    }

    /** Asks until one of them is chosen; several rounds of silence choose nothing. */
    Choice ask(Line line) {
        return ask(line, List.of());
    }

    /**
     * Asks.
     *
     * @param intro said once, before the choices
     */
    Choice ask(Line line, List<Prompt> intro) {
        return ask(line, intro, Line.MENU_WAIT, Digit.NONE);
    }

    /**
     * Asks.
     *
     * @param others keys that end the asking, too, without being an action
     */
    Choice ask(Line line, List<Prompt> intro, Duration wait, Set<Digit> others) {
        Set<Digit> accepted = new HashSet<>(others);
        for (Digit key : Digit.ANY) {
            keys.action(menu, key).filter(offered::contains).ifPresent(action -> accepted.add(key));
        }
        PlayEnd end = line.choose(intro, prompts(), wait, accepted);
        return new Choice(end.key().flatMap(key -> keys.action(menu, key)).filter(offered::contains), end);
    }
}

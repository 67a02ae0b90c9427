package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.voicemail4j.menu.Menu;

/** Points of a call at which somebody is asked for something, as told by what is said there, and what can be done. */
final class MenuStates {

    /**
     * One such point.
     *
     * @param id short, for the diagram
     * @param about what it is
     * @param menu whose keys hold there, if any's do
     * @param prompts any of these is said there and nowhere else
     * @param acts what a caller can do
     */
    record State(String id, String about, Optional<Menu> menu, List<String> prompts, List<Act> acts) {}

    /**
     * Something that a caller does.
     *
     * @param label what
     * @param key the key, if it is one alone
     * @param does lets a call do it
     */
    record Act(String label, Optional<Character> key, UnaryOperator<ScriptedCall> does) {

        static Act key(char key) {
            return new Act(String.valueOf(key), Optional.of(key), call -> call.presses(String.valueOf(key)));
        }

        static Act keys(String label, String keys) {
            return new Act(label, Optional.empty(), call -> call.presses(keys));
        }

        static Act nothing() {
            return new Act("nothing", Optional.empty(), call -> call);
        }

        static Act speaks(String label, String keys) {
            return new Act(
                    label,
                    Optional.empty(),
                    call -> call.speaks(Duration.ofSeconds(3)).presses(keys));
        }

        /** Keys when recording has begun, with nothing said before. */
        static Act silent(String label, String keys) {
            return new Act(
                    label,
                    Optional.empty(),
                    call -> call.waits(Duration.ofSeconds(3)).presses(keys));
        }
    }

    private final List<State> states = new ArrayList<>();

    private MenuStates() {}

    List<State> all() {
        return List.copyOf(states);
    }

    /** Where somebody is who hears the prompt of that line; two of them are said elsewhere, too, behind others. */
    Optional<State> at(List<String> heard, int line) {
        String prompt = heard.get(line);
        String before = line == 0 ? "" : heard.get(line - 1);
        boolean isElsewhere = (prompt.equals("vm-helpexit") && !before.equals("vm-opts"))
                || (prompt.equals("vm-tomakecall") && before.equals("vm-tohearenv"));
        return states.stream()
                .filter(state -> !isElsewhere && state.prompts().contains(prompt))
                .findFirst();
    }

    static MenuStates ofOwners() {
        return new MenuStates()
                .asked("LOGIN", "mailbox number?", "vm-login vm-incorrect-mailbox", "a number", "1000#")
                .asked("PIN", "PIN?", "vm-password", "the right one", "1234#", "a wrong one", "9999#")
                .menu("FIRST", Menu.MAIN, "no message played yet", "vm-helpexit")
                .menu("MAIN", Menu.MAIN, "a message was played", "vm-advopts")
                .menu("FOLDERS", Menu.FOLDERS, "which folder to open", "vm-changeto")
                .menu("SAVE", Menu.FOLDERS, "which folder to save in", "vm-savefolder")
                .menu("MORE", Menu.MORE_CHOICES, "more choices about a message", "vm-toreply")
                .menu("MORE_YET", Menu.MORE_CHOICES, "more choices before the first message", "vm-tomakecall")
                .menu("OPTIONS", Menu.OPTIONS_OF_MAILBOX, "options of the mailbox", "vm-options")
                .menu("GREETING", Menu.GREETING, "a greeting", "vm-greeting-menu")
                .menu("TEMPORARY", Menu.TEMPORARY, "the temporary greeting", "vm-tempgreeting2")
                .menu("DATES", Menu.SCHEDULE, "when the greeting is heard", "menu/end-date")
                .asked("DAY", "which day?", "vm-greeting-day", "in a week", "7#", "a date", "2412#", "none", "3202#")
                .menu("THATDAY", Menu.DATE, "is it this day?", "menu/select")
                .spoken(
                        "RECORD",
                        "a greeting is recorded",
                        "vm-rec-unv vm-rec-busy vm-rec-name vm-rec-temp vm-rec-closed vm-rec-special vm-rec-absence")
                .digits("REVIEW", "keep the greeting?", "vm-review")
                .asked("NEWPIN", "new PIN?", "vm-newpassword", "a PIN", "86420#")
                .asked("AGAIN", "the same again?", "vm-reenterpassword", "the same", "86420#", "another", "1357#")
                .menu("RECIPIENTS", Menu.RECIPIENTS, "number or name?", "vm-forward")
                .asked("NUMBERS", "whose mailboxes?", "vm-extension", "a mailbox", "1001#", "none", "7777#")
                .menu("FORWARD", Menu.FORWARDING, "how to send it on", "vm-forwardoptions")
                .spoken("COMPOSE", "a message is recorded", "vm-intro")
                .menu("RETURN", Menu.RETURN_CALL, "call back?", "vm-num-i-have vm-toenternumber")
                .asked("DIAL", "which number?", "vm-enter-num-to-call", "allowed", "5551000#", "not allowed", "900#")
                .asked("LISTNUMBER", "which list?", "vm-list-number", "a new one", "5#", "one that is there", "7#")
                .menu("LIST", Menu.LIST, "a list", "menu/erase")
                .asked("MEMBERS", "who is on it?", "vm-forward-multiple", "a mailbox", "1001#", "nobody", "7777#")
                .asked("NAME", "letters of a name?", "dir-welcome", "a name", "266", "no name", "999")
                .menu("FOUND", Menu.NAME_FOUND, "is it this name?", "dir-instr");
    }

    static MenuStates ofCallers() {
        return new MenuStates()
                .digits("GREETED", "greeting and instructions", "vm-theperson vm-isunavail")
                .spoken("RECORD", "the message is recorded", "beep", Act.speaks("speech, then 0", "0"))
                .digits("REVIEW", "keep the message?", "vm-review")
                .digits("NOTHING", "nothing was said", "vm-torerecord")
                .digits("OPERATOR", "keep it before the operator answers?", "vm-saveoper");
    }

    private MenuStates menu(String id, Menu menu, String about, String prompts) {
        return add(id, about, Optional.of(menu), prompts, keys());
    }

    private MenuStates digits(String id, String about, String prompts) {
        return add(id, about, Optional.empty(), prompts, keys());
    }

    private static Stream<Act> keys() {
        return "1234567890*#".chars().mapToObj(key -> Act.key((char) key));
    }

    /** Labels and keys, in turn; star leaves everywhere. */
    private MenuStates asked(String id, String about, String prompts, String... entries) {
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            acts.add(Act.keys(entries[i], entries[i + 1]));
        }
        acts.add(Act.keys("*", "*#"));
        return add(id, about, Optional.empty(), prompts, acts.stream());
    }

    private MenuStates spoken(String id, String about, String prompts, Act... others) {
        Stream<Act> usual = Stream.of(Act.speaks("speech, then #", "#"), Act.silent("# at once", "#"));
        return add(id, about, Optional.empty(), prompts, Stream.concat(usual, Stream.of(others)));
    }

    private MenuStates add(String id, String about, Optional<Menu> menu, String prompts, Stream<Act> acts) {
        states.add(new State(
                id,
                about,
                menu,
                Arrays.asList(prompts.split(" ")),
                Stream.concat(acts, Stream.of(Act.nothing())).toList()));
        return this;
    }
}

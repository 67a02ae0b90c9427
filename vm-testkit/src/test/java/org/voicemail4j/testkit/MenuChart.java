package org.voicemail4j.testkit;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.menu.KeyMap;
import org.voicemail4j.menu.Menu;
import org.voicemail4j.menu.MenuAction;
import org.voicemail4j.testkit.MenuExplorer.Step;
import org.voicemail4j.testkit.MenuStates.State;

/** Writes what a {@link MenuExplorer} found as a state diagram and as a table. */
final class MenuChart {

    private static final String END = "[*]";

    private final List<Step> steps;

    MenuChart(List<Step> steps) {
        this.steps = steps.stream().filter(step -> !isRefused(step)).toList();
    }

    /** A key that does nothing there. */
    private static boolean isRefused(Step step) {
        boolean stays = step.to().filter(step.from()::equals).isPresent();
        boolean sorry = step.said().stream().anyMatch(List.of("vm-sorry", "pbx-invalid")::contains);
        boolean nothingSaid = step.act().key().isPresent() && before(step).isEmpty() && !isHelp(step);
        return stays && step.act().key().isPresent() && (sorry || nothingSaid);
    }

    private static boolean isHelp(Step step) {
        return step.from().menu().flatMap(menu -> action(menu, step)).isPresent();
    }

    /** The diagram, in the language of Mermaid. */
    String diagram() {
        StringBuilder text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
        Set<State> states = steps.stream().map(Step::from).collect(toCollection(LinkedHashSet::new));
        states.forEach(state -> text.append("    state \"")
                .append(state.about())
                .append("\" as ")
                .append(state.id())
                .append('\n'));
        text.append("    ")
                .append(END)
                .append(" --> ")
                .append(states.iterator().next().id())
                .append('\n');
        Map<String, List<String>> arrows = new LinkedHashMap<>();
        steps.stream()
                .filter(step -> step.to().filter(step.from()::equals).isEmpty())
                .forEach(step -> arrows.computeIfAbsent(arrow(step), any -> new ArrayList<>())
                        .add(step.act().label()));
        arrows.forEach((arrow, labels) -> text.append("    ")
                .append(arrow)
                .append(" : ")
                .append(String.join(" / ", labels))
                .append('\n'));
        return text.append("```\n").toString();
    }

    private static String arrow(Step step) {
        return step.from().id() + " --> " + step.to().map(State::id).orElse(END);
    }

    /** A row for each thing that can be done; keys that lead to the same are one. */
    String table() {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        for (Step step : steps) {
            rows.computeIfAbsent(row(step), any -> new ArrayList<>())
                    .add(step.act().label().replace("*", "\\*"));
        }
        StringBuilder text =
                new StringBuilder("| where | what is done | what it means | what is heard | where that leads |\n");
        text.append("|---|---|---|---|---|\n");
        rows.forEach((row, acts) ->
                text.append(Stream.of(row.get(0), String.join(" ", acts), row.get(1), row.get(2), row.get(3))
                        .collect(joining(" | ", "| ", " |\n"))));
        return text.toString();
    }

    private static List<String> row(Step step) {
        return List.of(
                step.from().about(),
                step.from().menu().flatMap(menu -> action(menu, step)).orElse(""),
                before(step),
                step.to().map(State::about).orElse("the call ends"));
    }

    private static Optional<String> action(Menu menu, Step step) {
        return step.act()
                .key()
                .flatMap(key -> KeyMap.ASTERISK.action(menu, key))
                .map(MenuChart::words);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The first few prompts before the next point; what is said of numbers and times is left out. */
    private static String before(Step step) {
        if (step.act().label().equals("nothing")) {
            return "";
        }
        Stream<String> said =
                step.to().isPresent() ? step.said().subList(0, step.said().size() - 1).stream() : step.said().stream();
        return said.filter(line -> line.matches("(vm-|dir-|auth-|<|-- ).*"))
                .filter(line -> !line.equals("-- hangs up"))
                .map(line -> line.startsWith("<") ? "*recording*" : line.replace("-- ", "- "))
                .filter(line -> step.to().filter(to -> isPartOf(to, line)).isEmpty())
                .distinct()
                .limit(3)
                .collect(joining(" "));
    }

    /** What the next point says before the prompt by which it is known. */
    private static boolean isPartOf(State to, String line) {
        return switch (to.id()) {
            case "FIRST" -> line.matches("vm-(onefor|opts|INBOX|Old|Work|Family|Friends|Deleted|Cust[1-5]|messages)");
            case "MAIN" -> line.equals("vm-prev");
            default -> false;
        };
    }

    /** Which keys do what, in each built-in key map. */
    static String keys() {
        StringBuilder text = new StringBuilder("| menu | what it means | asterisk | classic |\n|---|---|---|---|\n");
        for (Menu menu : Menu.values()) {
            menu.actions()
                    .forEach(action -> text.append(Stream.of(
                                    menu.about(),
                                    words(action),
                                    key(KeyMap.ASTERISK, menu, action),
                                    key(KeyMap.CLASSIC, menu, action))
                            .collect(joining(" | ", "| ", " |\n"))));
        }
        return text.toString();
    }

    private static String key(KeyMap keys, Menu menu, MenuAction action) {
        return keys.key(menu, action)
                .map(key -> key == '*' ? "\\*" : key.toString())
                .orElse("-");
    }
}

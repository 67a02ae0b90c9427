package org.voicemail4j.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.testkit.MenuStates.Act;
import org.voicemail4j.testkit.MenuStates.State;

/**
 * Finds out where every key leads, by calls: goes to each point of a dialogue on the shortest way that was found, does
 * everything that can be done there, and looks what is said then.
 */
final class MenuExplorer {

    /**
     * Where something leads.
     *
     * @param from at which point
     * @param act what is done there
     * @param said the prompts heard before the next point
     * @param to the next point; empty where the call ends
     */
    record Step(State from, Act act, List<String> said, Optional<State> to) {}

    /** Leads a whole call with what the caller does, and returns what was heard. */
    @FunctionalInterface
    interface Dialogue {

        String lead(UnaryOperator<ScriptedCall> caller);
    }

    private final MenuStates states;
    private final Dialogue dialogue;

    MenuExplorer(MenuStates states, Dialogue dialogue) {
        this.states = states;
        this.dialogue = dialogue;
    }

    /** Everything that can be reached from the first point, in the order in which it was found. */
    List<Step> explore() {
        Map<State, UnaryOperator<ScriptedCall>> ways = new LinkedHashMap<>();
        Deque<State> open = new ArrayDeque<>();
        State first = states.all().get(0);
        ways.put(first, call -> call.hears(first.prompts().get(0)));
        open.add(first);
        List<Step> steps = new ArrayList<>();
        while (!open.isEmpty()) {
            State from = open.remove();
            for (Act act : from.acts()) {
                UnaryOperator<ScriptedCall> way = then(Objects.requireNonNull(ways.get(from)), act.does());
                Step step = step(from, act, way);
                steps.add(step);
                step.to().filter(to -> !ways.containsKey(to)).ifPresent(to -> {
                    ways.put(to, then(way, call -> call.hears(heard(step, to))));
                    open.add(to);
                });
            }
        }
        return steps;
    }

    private static UnaryOperator<ScriptedCall> then(
            UnaryOperator<ScriptedCall> before, UnaryOperator<ScriptedCall> act) {
        return call -> act.apply(before.apply(call));
    }

    /** The prompt by which a point was known. */
    private static String heard(Step step, State to) {
        return step.said().stream().filter(to.prompts()::contains).findFirst().orElseThrow();
    }

    private Step step(State from, Act act, UnaryOperator<ScriptedCall> way) {
        List<String> lines = dialogue.lead(way).lines().toList();
        List<String> said = new ArrayList<>();
        boolean waits = act.label().equals("nothing");
        for (int i = after(lines, waits ? from : null); i < lines.size(); i++) {
            Optional<State> at = states.at(lines, i).filter(state -> !waits || !state.equals(from));
            said.add(lines.get(i));
            if (at.isPresent()) {
                return new Step(from, act, said, at);
            }
        }
        return new Step(from, act, said, Optional.empty());
    }

    /** The first line behind what the caller did; behind the point itself, for one who did nothing. */
    private int after(List<String> lines, @Nullable State point) {
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            last = lines.get(i).matches("> [0-9*#]+") ? i + 1 : last;
        }
        while (point != null && last < lines.size() && !states.at(lines, last).equals(Optional.of(point))) {
            last++;
        }
        return last;
    }
}

package org.voicemail4j.smdi.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Makes of a number as the switch has it the number as mailboxes have it, or the other way: a list of steps, each applied
 * to what the one before left. An empty number stays empty. Written {@code strip 3, prepend 55, pad 7, cut 4, replace
 * ^0(.*) 49$1}:
 *
 * <ul>
 *   <li>{@code strip n}: takes away the first n digits, all if there are fewer
 *   <li>{@code cut n}: keeps the last n digits
 *   <li>{@code prepend d}: puts these digits in front
 *   <li>{@code pad n}: puts zeros in front until there are n digits
 *   <li>{@code replace r s}: if the regular expression r ({@link Pattern}, no blanks) matches somewhere, puts s for it
 * </ul>
 */
public final class NumberRules {

    /** Leaves numbers as they are. */
    public static final NumberRules NONE = new NumberRules("", List.of());

    private static final int MOST_DIGITS = 24;

    private final String text;
    private final List<UnaryOperator<String>> steps;

    private NumberRules(String text, List<UnaryOperator<String>> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /**
     * Reads rules as they are written.
     *
     * @throws IllegalArgumentException if a step is none of those above
     */
    public static NumberRules parse(String text) {
        List<UnaryOperator<String>> steps = new ArrayList<>();
        for (String step : text.split(",", -1)) {
            if (!step.isBlank()) {
                steps.add(step(step.strip()));
            }
        }
        return new NumberRules(text.strip(), steps);
    }

    private static UnaryOperator<String> step(String text) {
        String[] words = text.split("\\s+");
        if (words.length == 2 && words[0].equals("prepend") && words[1].matches("[0-9*#]{1,24}")) {
            return number -> words[1] + number;
        }
        if (words.length == 2 && words[1].matches("[0-9]{1,2}") && Integer.parseInt(words[1]) <= MOST_DIGITS) {
            return counted(words[0], Integer.parseInt(words[1]), text);
        }
        if ((words.length == 2 || words.length == 3) && words[0].equals("replace")) {
            return replacing(words[1], words.length == 3 ? words[2] : "", text);
        }
        throw notAStep(text);
    }

    private static UnaryOperator<String> counted(String word, int count, String text) {
        return switch (word) {
            case "strip" -> number -> number.substring(Math.min(count, number.length()));
            case "cut" -> number -> number.substring(Math.max(0, number.length() - count));
            case "pad" -> number -> "0".repeat(Math.max(0, count - number.length())) + number;
            default -> throw notAStep(text);
        };
    }

    private static UnaryOperator<String> replacing(String expression, String substitute, String text) {
        try {
            Pattern pattern = Pattern.compile(expression);
            pattern.matcher("").replaceAll(substitute);
            return number -> replaced(pattern, number, substitute);
        } catch (PatternSyntaxException | IllegalStateException e) {
            throw new IllegalArgumentException("not a regular expression in '" + text + "'", e);
        }
    }

    private static String replaced(Pattern pattern, String number, String substitute) {
        try {
            return pattern.matcher(number).replaceFirst(substitute);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) { // a group that the expression lacks
            return number;
        }
    }

    private static IllegalArgumentException notAStep(String text) {
        return new IllegalArgumentException("not a rule for numbers: '" + text
                + "'; 'strip n', 'cut n', 'pad n', 'prepend digits', 'replace expression substitute' are");
    }

    /** The number after all steps. */
    public String apply(String number) {
        if (number.isEmpty()) {
            return number;
        }
        String changed = number;
        for (UnaryOperator<String> step : steps) {
            changed = step.apply(changed);
        }
        return changed;
    }

    /** The rules as they were written. */
    @Override
    public String toString() {
        return text;
    }
}

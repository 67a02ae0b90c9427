package org.voicemail4j.say;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import org.voicemail4j.media.Prompt;

/** Prompts as the English words that are recorded in them, read from the names alone. */
final class Words {

    private static final List<String> TO_TWENTY = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty");
    private static final List<String> RANKS = List.of(
            "zeroth",
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth");
    private static final Map<String, String> TENS = Map.of(
            "30", "thirty", "40", "forty", "50", "fifty", "60", "sixty", "70", "seventy", "80", "eighty", "90",
            "ninety");
    private static final Map<String, String> RANK_TENS = Map.of(
            "30",
            "thirtieth",
            "40",
            "fortieth",
            "50",
            "fiftieth",
            "60",
            "sixtieth",
            "70",
            "seventieth",
            "80",
            "eightieth",
            "90",
            "ninetieth");

    private Words() {}

    /** All of it as one text. */
    static String of(List<Prompt> prompts) {
        return prompts.stream().map(Prompt::toString).map(Words::word).collect(joining(" "));
    }

    /** The names alone, separated by blanks, without {@code digits/}. */
    static String names(List<Prompt> prompts) {
        return prompts.stream()
                .map(prompt -> prompt.toString().replace("digits/", ""))
                .collect(joining(" "));
    }

    private static String word(String prompt) {
        String name = prompt.replaceFirst("^digits/", "");
        if (name.matches("h-.*")) {
            return rank(name.substring(2));
        }
        if (name.matches("1?[0-9]|20")) {
            return TO_TWENTY.get(Integer.parseInt(name));
        }
        return TENS.getOrDefault(name, name);
    }

    private static String rank(String name) {
        if (name.matches("1?[0-9]|20")) {
            return RANKS.get(Integer.parseInt(name));
        }
        return RANK_TENS.getOrDefault(name, name + "th");
    }
}

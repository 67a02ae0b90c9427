package org.voicemail4j.say;

import java.util.ArrayList;
import java.util.List;

/** Numbers of a language in the names of prompts, without {@code digits/}. */
final class Numbers {

    private static final int BILLION = 1_000_000_000;

    private final Rules rules;

    Numbers(Rules rules) {
        this.rules = rules;
    }

    /** A count; beyond what is counted on the telephone, digit by digit. */
    List<String> cardinal(int number, Gender gender) {
        List<String> said = new ArrayList<>();
        long size = Math.abs((long) number);
        if (number < 0) {
            said.add("minus");
        }
        if (size >= BILLION) {
            Long.toString(size).chars().forEach(digit -> said.add(Character.toString(digit)));
        } else {
            belowBillion(said, (int) size, gender);
        }
        return List.copyOf(said);
    }

    private void belowBillion(List<String> said, int number, Gender gender) {
        int rest = number % 1000;
        int thousands = number / 1000 % 1000;
        scaled(said, number / 1_000_000, rules.million(), thousands > 0 ? 0 : rest);
        scaled(said, thousands, rules.thousand(), rest);
        if (rest > 0 || number == 0) {
            belowThousand(said, rest, gender);
        }
    }

    private void scaled(List<String> said, int count, Scale scale, int rest) {
        if (count == 0) {
            return;
        }
        if (count > 1 || scale.saysOne()) {
            belowThousand(said, count, scale.gender());
        }
        said.add(rules.joined(scale.after(rules.plural(count)), rest));
    }

    private void belowThousand(List<String> said, int number, Gender gender) {
        int rest = number % 100;
        if (number >= 100) {
            said.add(rules.hundred(number - rest, rest, gender));
        }
        if (rest > 0 || number == 0) {
            said.add(said.isEmpty() ? rules.below100(rest, gender) : rules.below100AtEnd(rest, gender));
        }
    }

    /** A rank. */
    List<String> ordinal(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("not a rank: " + rank);
        }
        return rules.ordinal(rank, cardinal(rank, Gender.NONE));
    }

    /** Words of which only the last becomes a rank. */
    static List<String> lastAsRank(List<String> words) {
        List<String> said = new ArrayList<>(words);
        said.add("h-" + said.remove(said.size() - 1));
        return said;
    }

    /** As names of prompts. */
    static List<String> digits(List<String> words) {
        return words.stream().map("digits/"::concat).toList();
    }

    /** Words each of which becomes a rank. */
    static List<String> eachAsRank(List<String> words) {
        return words.stream().map(word -> "h-" + word.replace("-and", "")).toList();
    }
}

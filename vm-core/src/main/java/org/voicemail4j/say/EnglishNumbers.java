package org.voicemail4j.say;

import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.media.Prompt;

/** Cardinal and ordinal numbers in American English: no "and" between hundreds and the rest. */
final class EnglishNumbers {

    private static final int[] SCALES = {1_000_000_000, 1_000_000, 1_000};
    private static final String[] SCALE_NAMES = {"billion", "million", "thousand"};

    private final List<Prompt> said = new ArrayList<>();

    List<Prompt> prompts() {
        return List.copyOf(said);
    }

    EnglishNumbers cardinal(int number) {
        if (number < 0) {
            say("minus");
        }
        long rest = Math.abs((long) number);
        if (rest == 0) {
            return say("0");
        }
        for (int i = 0; i < SCALES.length; i++) {
            if (rest >= SCALES[i]) {
                belowThousand((int) (rest / SCALES[i])).say(SCALE_NAMES[i]);
                rest %= SCALES[i];
            }
        }
        return belowThousand((int) rest);
    }

    private EnglishNumbers belowThousand(int number) {
        if (number >= 100) {
            say("" + number / 100).say("hundred");
        }
        return belowHundred(number % 100);
    }

    private EnglishNumbers belowHundred(int number) {
        if (number > 20) {
            say("" + number / 10 * 10);
            return number % 10 == 0 ? this : say("" + number % 10);
        }
        return number == 0 ? this : say("" + number);
    }

    /** As a cardinal, with the last word replaced by its ordinal. */
    EnglishNumbers ordinal(int rank) {
        if (rank < 1) {
            throw new IllegalArgumentException("not a rank: " + rank);
        }
        cardinal(rank);
        String last = said.remove(said.size() - 1).toString();
        return say("h-" + last.substring(last.indexOf('/') + 1));
    }

    private EnglishNumbers say(String word) {
        said.add(Prompt.named("digits/" + word));
        return this;
    }
}

package org.voicemail4j.say;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Years where they are not said as plain numbers; names of prompts. */
final class Years {

    private Years() {}

    /** "Nineteen hundred ninety-nine", and from 2000 on the number. */
    static List<String> inHundreds(Rules rules, int year) {
        if (year >= 2000) {
            return asNumber(rules, year);
        }
        List<String> said = new ArrayList<>(List.of("digits/19", "digits/hundred"));
        if (year % 100 > 0) {
            said.add("digits/" + year % 100);
        }
        return said;
    }

    /** "Of the two thousand twenty-sixth year": the last word is a rank in the genitive. */
    static List<String> asRank(Rules rules, int year) {
        if (year == 2000) {
            return List.of("digits/h-2000g", "digits/year");
        }
        List<String> said = new ArrayList<>(Numbers.lastAsRank(new Numbers(rules).cardinal(year, Gender.NONE)));
        said.add(said.remove(said.size() - 1) + "g");
        return Stream.concat(Numbers.digits(said).stream(), Stream.of("digits/year"))
                .toList();
    }

    /** "Two thousand twenty-six". */
    static List<String> asNumber(Rules rules, int year) {
        return Numbers.digits(new Numbers(rules).cardinal(year, Gender.NONE));
    }
}

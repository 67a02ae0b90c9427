package org.voicemail4j.say;

import java.util.List;

/** Italian: "martedì ventiquattro novembre alle venti e ventitré". */
final class Italian implements Rules {

    @Override
    public Gender message() {
        return Gender.MASCULINE;
    }

    @Override
    public Gender minute() {
        return Gender.MASCULINE;
    }

    @Override
    public Gender second() {
        return Gender.MASCULINE;
    }

    /** "Uno", "un messaggio", "all'una". */
    @Override
    public String below100(int number, Gender gender) {
        return number == 1 ? gender.form(number) : "" + number;
    }

    /** "Centouno messaggi". */
    @Override
    public String below100AtEnd(int number, Gender gender) {
        return "" + number;
    }

    /** "Mille", "duemila". */
    @Override
    public Scale thousand() {
        return Scale.of("thousand", "thousands", Gender.NONE, false);
    }

    @Override
    public Scale million() {
        return Scale.of("million", "millions", Gender.MASCULINE, true);
    }

    /** "Primo", but "centounesimo": the ranks to nine are others after a hundred. */
    @Override
    public List<String> ordinal(int rank, List<String> cardinal) {
        List<String> said = Numbers.lastAsRank(cardinal);
        String last = said.get(said.size() - 1);
        if (rank > 9 && last.matches("h-[1-9]")) {
            said.set(said.size() - 1, last + "x");
        }
        return said;
    }

    @Override
    public DayFormats days() {
        return new DayFormats("A", "AdB", "'digits/on' dB", "'digits/on' dBY");
    }

    /** "Primo", "due". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of(day == 1 ? "digits/h-1" : "digits/" + day);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + below100(hour, Gender.FEMININE));
    }

    /** "In punto", "e cinque". */
    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of("digits/oclock") : List.of("digits/e", "digits/" + minute);
    }

    /** "Alle due", but "all'una". */
    @Override
    public String before(String name, int hour) {
        return hour == 1 && name.equals("digits/at") ? "digits/at-1" : name;
    }
}

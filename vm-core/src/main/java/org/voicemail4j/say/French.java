package org.voicemail4j.say;

import java.util.List;

/** French: "le mardi vingt-quatre novembre à vingt heures vingt-trois". */
final class French implements Rules {

    @Override
    public Gender message() {
        return Gender.MASCULINE;
    }

    @Override
    public Gender minute() {
        return Gender.FEMININE;
    }

    @Override
    public Gender second() {
        return Gender.FEMININE;
    }

    /** Nought is singular. */
    @Override
    public Plural plural(int count) {
        return count < 2 ? Plural.ONE : Plural.OTHER;
    }

    /** "Une", "vingt et une"; but seventy-one and ninety-one end in eleven. */
    @Override
    public String below100(int number, Gender gender) {
        boolean endsInOne = number % 10 == 1 && number != 11 && number != 71 && number != 91;
        return endsInOne && gender == Gender.FEMININE ? gender.form(number) : "" + number;
    }

    @Override
    public Scale thousand() {
        return Scale.of("thousand", "thousand", Gender.MASCULINE, false);
    }

    @Override
    public Scale million() {
        return Scale.of("million", "millions", Gender.MASCULINE, true);
    }

    /** "Premier", but "cent unième". */
    @Override
    public List<String> ordinal(int rank, List<String> cardinal) {
        List<String> said = Numbers.lastAsRank(cardinal);
        if (rank > 1 && said.get(said.size() - 1).equals("h-1")) {
            said.set(said.size() - 1, "h-1x");
        }
        return said;
    }

    @Override
    public DayFormats days() {
        return new DayFormats("A", "'digits/on' AdB", "'digits/on' dB", "'digits/on' dBY");
    }

    /** "Premier", "deux". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of(day == 1 ? "digits/h-1" : "digits/" + day);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + below100(hour, Gender.FEMININE), plural(hour).of("hour"));
    }

    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of() : List.of("digits/" + below100(minute, Gender.FEMININE));
    }
}

package org.voicemail4j.say;

import java.util.List;

/** Dutch: "op dinsdag vierentwintig november om twintig uur drieëntwintig". */
final class Dutch implements Rules {

    @Override
    public Gender message() {
        return Gender.NEUTER;
    }

    @Override
    public Gender minute() {
        return Gender.MASCULINE;
    }

    @Override
    public Gender second() {
        return Gender.MASCULINE;
    }

    @Override
    public String below100(int number, Gender gender) {
        return "" + number;
    }

    @Override
    public Scale thousand() {
        return Scale.of("thousand", "thousand", Gender.NONE, false);
    }

    @Override
    public Scale million() {
        return Scale.of("million", "million", Gender.NONE, true);
    }

    @Override
    public DayFormats days() {
        return new DayFormats("'digits/on' A", "'digits/on' AdB", "'digits/on' dB", "'digits/on' dBY");
    }

    @Override
    public List<String> dayOfMonth(int day) {
        return List.of("digits/" + day);
    }

    /** "Negentienhonderd negenennegentig", "tweeduizend zesentwintig". */
    @Override
    public List<String> year(int year) {
        return Years.inHundreds(this, year);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + hour, "digits/oclock");
    }

    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of() : List.of("digits/" + minute);
    }
}

package org.voicemail4j.say;

import java.util.List;

/** German: "Dienstag, dem vierundzwanzigsten November, um zwanzig Uhr dreiundzwanzig". */
final class German implements Rules {

    @Override
    public Gender message() {
        return Gender.FEMININE;
    }

    @Override
    public Gender minute() {
        return Gender.FEMININE;
    }

    @Override
    public Gender second() {
        return Gender.FEMININE;
    }

    /** Only one has forms; the neuter is the masculine. */
    @Override
    public String below100(int number, Gender gender) {
        if (number != 1 || gender == Gender.NONE) {
            return "" + number;
        }
        return gender == Gender.FEMININE ? "1F" : "1M";
    }

    @Override
    public Scale thousand() {
        return Scale.of("thousand", "thousand", Gender.MASCULINE, true);
    }

    @Override
    public Scale million() {
        return Scale.of("million", "millions", Gender.FEMININE, true);
    }

    @Override
    public DayFormats days() {
        return new DayFormats("'digits/on' A", "'digits/on' A 'digits/dem' dB", "'digits/on' dB", "'digits/on' dBY");
    }

    /** After "am" and "dem": "vierundzwanzigsten". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of("digits/h-" + day + "n");
    }

    /** "Neunzehnhundertneunundneunzig", "zweitausendsechsundzwanzig". */
    @Override
    public List<String> year(int year) {
        return Years.inHundreds(this, year);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + below100(hour, Gender.MASCULINE), "digits/oclock");
    }

    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of() : List.of("digits/" + minute);
    }
}

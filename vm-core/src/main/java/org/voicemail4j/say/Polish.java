package org.voicemail4j.say;

import java.util.List;

/** Polish: "we wtorek dwudziestego czwartego listopada o godzinie dwudziestej dwadzieścia trzy". */
final class Polish implements Rules {

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

    /** "Jedna wiadomość", "dwie wiadomości", "pięć wiadomości"; twenty-one are many. */
    @Override
    public Plural plural(int count) {
        int unit = count % 10;
        if (count == 1) {
            return Plural.ONE;
        }
        return count % 100 / 10 != 1 && unit > 1 && unit < 5 ? Plural.FEW : Plural.MANY;
    }

    /** "Jedna", "dwie", "dwadzieścia dwie"; but "dwadzieścia jeden". */
    @Override
    public String below100(int number, Gender gender) {
        boolean isTwo = number % 10 == 2 && number != 12;
        return switch (gender) {
            case FEMININE -> number == 1 || isTwo ? gender.form(number) : "" + number;
            case NEUTER -> number == 1 ? gender.form(number) : "" + number;
            default -> "" + number;
        };
    }

    /** "Sto jeden", whatever is counted. */
    @Override
    public String below100AtEnd(int number, Gender gender) {
        return number == 1 ? "1" : below100(number, gender);
    }

    @Override
    public Scale thousand() {
        return new Scale("thousand", "thousand-few", "thousands", Gender.MASCULINE, false);
    }

    @Override
    public Scale million() {
        return new Scale("million", "million-few", "millions", Gender.MASCULINE, false);
    }

    @Override
    public DayFormats days() {
        return new DayFormats("A", "AdB", "dB", "dBY");
    }

    /** "Dwudziestego czwartego". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of("digits/h-" + day + "g");
    }

    /** "Dwa tysiące dwudziestego szóstego roku". */
    @Override
    public List<String> year(int year) {
        return Years.asRank(this, year);
    }

    /** An hour is a rank: "dwudziesta". */
    @Override
    public List<String> hour(int hour) {
        return List.of("digits/t-" + hour);
    }

    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of() : List.of("digits/" + minute);
    }
}

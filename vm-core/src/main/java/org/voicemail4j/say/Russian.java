package org.voicemail4j.say;

import java.util.List;

/** Russian: "во вторник двадцать четвёртого ноября в двадцать часов двадцать три минуты". */
final class Russian implements Rules {

    @Override
    public Gender message() {
        return Gender.NEUTER;
    }

    @Override
    public Gender minute() {
        return Gender.FEMININE;
    }

    @Override
    public Gender second() {
        return Gender.FEMININE;
    }

    /** "Одно сообщение", "два сообщения", "пять сообщений". */
    @Override
    public Plural plural(int count) {
        int ten = count % 100 / 10;
        int unit = count % 10;
        if (ten == 1 || unit == 0 || unit > 4) {
            return Plural.MANY;
        }
        return unit == 1 ? Plural.ONE : Plural.FEW;
    }

    /** "Одна", "две", "одно". */
    @Override
    public String below100(int number, Gender gender) {
        boolean isOne = number % 10 == 1 && number != 11;
        boolean isTwo = number % 10 == 2 && number != 12;
        return switch (gender) {
            case FEMININE -> isOne || isTwo ? gender.form(number) : "" + number;
            case NEUTER -> isOne ? gender.form(number) : "" + number;
            default -> "" + number;
        };
    }

    @Override
    public Scale thousand() {
        return new Scale("thousand", "thousand-few", "thousands", Gender.FEMININE, true);
    }

    @Override
    public Scale million() {
        return new Scale("million", "million-few", "millions", Gender.MASCULINE, true);
    }

    @Override
    public DayFormats days() {
        return new DayFormats("A", "AdB", "dB", "dBY");
    }

    /** "Двадцать четвёртого". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of("digits/h-" + day + "g");
    }

    /** "Две тысячи двадцать шестого года". */
    @Override
    public List<String> year(int year) {
        return Years.asRank(this, year);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + hour, plural(hour).of("hour"));
    }

    @Override
    public List<String> minute(int minute) {
        return minute == 0
                ? List.of()
                : List.of(
                        "digits/" + below100(minute, Gender.FEMININE),
                        plural(minute).of("minute"));
    }
}

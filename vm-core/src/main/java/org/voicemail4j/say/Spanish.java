package org.voicemail4j.say;

import java.util.List;

/** Spanish: "el martes veinticuatro de noviembre a las veinte y veintitrés". */
final class Spanish implements Rules {

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

    @Override
    public List<String> noMessages() {
        return List.of("vm-youhaveno", "vm-messages");
    }

    /** "Uno", "un mensaje", "veintiuna horas". */
    @Override
    public String below100(int number, Gender gender) {
        return number % 10 == 1 && number != 11 ? gender.form(number) : "" + number;
    }

    /** "Cien", but "ciento uno"; "doscientas". */
    @Override
    public String hundred(int hundred, int rest, Gender gender) {
        if (hundred == 100) {
            return rest == 0 ? "100" : "100-and";
        }
        return gender == Gender.FEMININE ? gender.form(hundred) : "" + hundred;
    }

    @Override
    public Scale thousand() {
        return Scale.of("thousand", "thousand", Gender.MASCULINE, false);
    }

    @Override
    public Scale million() {
        return Scale.of("million", "millions", Gender.MASCULINE, true);
    }

    /** "Centésimo vigésimo primero". */
    @Override
    public List<String> ordinal(int rank, List<String> cardinal) {
        return Numbers.eachAsRank(cardinal);
    }

    @Override
    public DayFormats days() {
        return new DayFormats(
                "'digits/es-el' A",
                "'digits/es-el' Ad 'digits/es-de' B",
                "'digits/es-el' d 'digits/es-de' B",
                "'digits/es-el' d 'digits/es-de' B 'digits/es-de' Y");
    }

    /** "Primero", "dos". */
    @Override
    public List<String> dayOfMonth(int day) {
        return List.of(day == 1 ? "digits/h-1" : "digits/" + day);
    }

    @Override
    public List<String> hour(int hour) {
        return List.of("digits/" + below100(hour, Gender.FEMININE));
    }

    /** "En punto", "y cinco". */
    @Override
    public List<String> minute(int minute) {
        return minute == 0 ? List.of("digits/oclock") : List.of("digits/and", "digits/" + minute);
    }

    /** "A las dos", but "a la una". */
    @Override
    public String before(String name, int hour) {
        return hour == 1 && name.equals("digits/at") ? "digits/at-1" : name;
    }
}

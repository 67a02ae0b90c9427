package org.voicemail4j.say;

import java.util.List;

/**
 * What one language does in its own way; {@link Grammar} makes sentences of it, the same way for all. Every number from
 * 0 to 99, every round hundred and every rank to 99 is one prompt; where a sound directory has only parts of them, the
 * library of prompts puts the parts together. Names are those of prompts, of numbers without {@code digits/}.
 */
interface Rules {

    /** Gender of the word for message. */
    Gender message();

    /** Gender of the word for minute. */
    Gender minute();

    /** Gender of the word for second. */
    Gender second();

    /** The form of a counted word after that many. */
    default Plural plural(int count) {
        return Plural.oneOrMore(count);
    }

    /** That there are no messages at all. */
    default List<String> noMessages() {
        return List.of("vm-youhaveno-messages");
    }

    /** A number to 99. */
    String below100(int number, Gender gender);

    /** A number to 99 at the end of a larger one. */
    default String below100AtEnd(int number, Gender gender) {
        return below100(number, gender);
    }

    /**
     * A round hundred.
     *
     * @param hundred 100 to 900
     * @param rest what comes after it, 0 to 99
     */
    default String hundred(int hundred, int rest, Gender gender) {
        return "" + hundred;
    }

    /** Thousand. */
    Scale thousand();

    /** Million. */
    Scale million();

    /**
     * The name of a power of thousand before the rest of the number.
     *
     * @param rest what comes after it, 0 to 999; or 0 if more than that comes
     */
    default String joined(String scale, int rest) {
        return scale;
    }

    /** A rank, made from the words of the number. */
    default List<String> ordinal(int rank, List<String> cardinal) {
        return Numbers.lastAsRank(cardinal);
    }

    /** The time as it is said if a mailbox does not say otherwise, in the letters of {@link TimeFormat}. */
    default String usualTime() {
        return "'vm-received' Q 'digits/at' HM";
    }

    /** Days from near to far. */
    DayFormats days();

    /** The day of a month; names of prompts. */
    List<String> dayOfMonth(int day);

    /** A year from 1901 on. */
    default List<String> year(int year) {
        return Years.asNumber(this, year);
    }

    /** An hour, 0 to 23, with the word for it if there is one. */
    List<String> hour(int hour);

    /** A minute after an hour; nothing where the hour alone says that it is full. */
    List<String> minute(int minute);

    /**
     * The prompt for one that a format asks for in front of an hour.
     *
     * @param name as in the format
     * @param hour as it will be said
     */
    default String before(String name, int hour) {
        return name;
    }
}

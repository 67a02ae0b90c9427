package org.voicemail4j.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.media.Prompt;

/**
 * One date and time in English, by the letters of voicemail.conf's zonemessages:
 *
 * <pre>
 *   'name' that prompt           A a  weekday              B b h  month        m    month as a rank
 *   d e    day of month          Y    year                 I l    hour of 12   P p  a.m., p.m.
 *   H      hour of 24 with "oh"  k    hour of 24           M      minute       N    minute, 0 is "hundred"
 *   S      second                R    HM                   T      HMS
 *   Q q    today, yesterday, tomorrow; a weekday within 6 days, then weekday and day within 30, day within half
 *          a year, and with the year beyond
 * </pre>
 */
final class EnglishTime {

    private static final int WEEK = 6;
    private static final int MONTH = 30;
    private static final int HALF_YEAR = 182;

    private final ZonedDateTime when;
    private final LocalDate today;
    private final List<Prompt> said = new ArrayList<>();

    EnglishTime(ZonedDateTime when, Instant now) {
        this.when = when;
        this.today = now.atZone(when.getZone()).toLocalDate();
    }

    List<Prompt> say(String format) {
        for (int at = 0; at < format.length(); at++) {
            if (format.charAt(at) == '\'') {
                int end = format.indexOf('\'', at + 1);
                int close = end < 0 ? format.length() : end;
                prompt(format.substring(at + 1, close));
                at = close;
            } else {
                letter(format.charAt(at));
            }
        }
        return List.copyOf(said);
    }

    private void letter(char letter) {
        switch (letter) {
            case 'A', 'a' -> prompt("digits/day-" + when.getDayOfWeek().getValue() % 7);
            case 'B', 'b', 'h' -> prompt("digits/mon-" + (when.getMonthValue() - 1));
            case 'm' -> rank(when.getMonthValue());
            case 'd', 'e' -> rank(when.getDayOfMonth());
            case 'Y' -> year(when.getYear());
            case 'Q', 'q' -> day();
            default -> timeLetter(letter);
        }
    }

    private void timeLetter(char letter) {
        switch (letter) {
            case 'I', 'l' -> count((when.getHour() + 11) % 12 + 1);
            case 'H' -> hour();
            case 'k' -> hourWithoutOh();
            case 'M' -> minute("digits/oclock");
            case 'N' -> minute("digits/hundred");
            case 'P', 'p' -> prompt(when.getHour() < 12 ? "digits/a-m" : "digits/p-m");
            case 'S' -> second();
            case 'R' -> say("HM");
            case 'T' -> say("HMS");
            default -> {}
        }
    }

    private void day() {
        long ago = ChronoUnit.DAYS.between(when.toLocalDate(), today);
        if (ago == 0) {
            prompt("digits/today");
        } else if (ago == 1) {
            prompt("digits/yesterday");
        } else if (ago == -1) {
            prompt("digits/tomorrow");
        } else {
            say(dayFormat(Math.abs(ago)));
        }
    }

    private static String dayFormat(long distance) {
        if (distance <= WEEK) {
            return "A";
        }
        if (distance <= MONTH) {
            return "ABd";
        }
        return distance <= HALF_YEAR ? "Bd" : "BdY";
    }

    /** Years up to 1900 are not said, as in Asterisk. */
    private void year(int year) {
        if (year >= 2000) {
            count(year);
        } else if (year > 1900) {
            count(19);
            withOh(year % 100);
        }
    }

    private void hour() {
        if (when.getHour() < 10) {
            prompt("digits/oh");
        }
        if (when.getHour() > 0) {
            count(when.getHour());
        }
    }

    private void hourWithoutOh() {
        if (when.getHour() == 0) {
            prompt("digits/oh");
        } else {
            count(when.getHour());
        }
    }

    private void minute(String full) {
        if (when.getMinute() == 0) {
            prompt(full);
        } else {
            withOh(when.getMinute());
        }
    }

    private void second() {
        if (when.getSecond() == 0) {
            count(0);
        } else {
            withOh(when.getSecond());
        }
    }

    private void withOh(int number) {
        if (number < 10) {
            prompt("digits/oh");
        }
        count(number);
    }

    private void count(int number) {
        said.addAll(new EnglishNumbers().cardinal(number).prompts());
    }

    private void rank(int number) {
        said.addAll(new EnglishNumbers().ordinal(number).prompts());
    }

    /** Formats come from a configuration file: a name that no prompt can have is left out. */
    private void prompt(String name) {
        if (Prompt.Named.isValid(name)) {
            said.add(Prompt.named(name));
        }
    }
}

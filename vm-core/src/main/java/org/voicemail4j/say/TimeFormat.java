package org.voicemail4j.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.voicemail4j.media.Prompt;

/**
 * One date and time by the letters of voicemail.conf's zonemessages, in the words of a language:
 *
 * <pre>
 *   'name' that prompt           A a  weekday              B b h  month        m    month as a day of a month
 *   d e    day of month          Y    year                 I l    hour of 12   P p  before or after noon
 *   H k    hour of 24            M N  minute               S      second
 *   R      HM                    T    HMS
 *   Q q    today, yesterday, tomorrow; a weekday within 6 days, then with the date within 30, the date within half a
 *          year, and with the year beyond
 * </pre>
 */
final class TimeFormat {

    private static final int WEEK = 6;
    private static final int MONTH = 30;
    private static final int HALF_YEAR = 182;

    private final Rules rules;
    private final ZonedDateTime when;
    private final LocalDate today;
    private final List<String> said = new ArrayList<>();

    TimeFormat(Rules rules, ZonedDateTime when, Instant now) {
        this.rules = rules;
        this.when = when;
        this.today = now.atZone(when.getZone()).toLocalDate();
    }

    /** Names of prompts. */
    List<String> say(String format) {
        for (int at = 0; at < format.length(); at++) {
            if (format.charAt(at) == '\'') {
                int end = format.indexOf('\'', at + 1);
                int close = end < 0 ? format.length() : end;
                quoted(format.substring(at + 1, close), format.substring(Math.min(close + 1, format.length())));
                at = close;
            } else {
                letter(format.charAt(at));
            }
        }
        return List.copyOf(said);
    }

    /** Formats come from a configuration file: a name that no prompt can have is left out. */
    private void quoted(String name, String after) {
        if (Prompt.Named.isValid(name)) {
            said.add(isHourNext(after) ? rules.before(name, hourIn(after)) : name);
        }
    }

    private static boolean isHourNext(String format) {
        return format.strip().matches("[HkIlRT].*");
    }

    private int hourIn(String format) {
        return format.strip().matches("[Il].*") ? hourOf12() : when.getHour();
    }

    private int hourOf12() {
        return (when.getHour() + 11) % 12 + 1;
    }

    private void letter(char letter) {
        switch (letter) {
            case 'A', 'a' -> said.add("digits/day-" + when.getDayOfWeek().getValue() % 7);
            case 'B', 'b', 'h' -> said.add("digits/mon-" + (when.getMonthValue() - 1));
            case 'm' -> said.addAll(rules.dayOfMonth(when.getMonthValue()));
            case 'd', 'e' -> said.addAll(rules.dayOfMonth(when.getDayOfMonth()));
            case 'Y' -> year();
            case 'Q', 'q' -> day();
            default -> timeLetter(letter);
        }
    }

    private void timeLetter(char letter) {
        switch (letter) {
            case 'I', 'l' -> said.addAll(rules.hour(hourOf12()));
            case 'H', 'k' -> said.addAll(rules.hour(when.getHour()));
            case 'M', 'N' -> said.addAll(rules.minute(when.getMinute()));
            case 'P', 'p' -> said.add(when.getHour() < 12 ? "digits/a-m" : "digits/p-m");
            case 'S' -> second();
            case 'R' -> say("HM");
            case 'T' -> say("HMS");
            default -> {}
        }
    }

    private void day() {
        long ago = ChronoUnit.DAYS.between(when.toLocalDate(), today);
        if (ago == 0) {
            said.add("digits/today");
        } else if (ago == 1) {
            said.add("digits/yesterday");
        } else if (ago == -1) {
            said.add("digits/tomorrow");
        } else {
            say(dayFormat(Math.abs(ago)));
        }
    }

    private String dayFormat(long distance) {
        if (distance <= WEEK) {
            return rules.days().week();
        }
        if (distance <= MONTH) {
            return rules.days().month();
        }
        return distance <= HALF_YEAR ? rules.days().halfYear() : rules.days().beyond();
    }

    /** Years up to 1900 are not said, as in Asterisk. */
    private void year() {
        if (when.getYear() > 1900) {
            said.addAll(rules.year(when.getYear()));
        }
    }

    private void second() {
        int second = when.getSecond();
        said.addAll(Numbers.digits(new Numbers(rules).cardinal(second, rules.second())));
        said.add(rules.plural(second).of("second"));
    }
}

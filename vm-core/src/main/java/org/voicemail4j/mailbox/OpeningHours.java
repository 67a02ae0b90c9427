package org.voicemail4j.mailbox;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When somebody is there, week by week, but for holidays.
 *
 * @param spans on which days from when to when; empty means always
 * @param holidays days on which nobody is there all day
 */
public record OpeningHours(List<Span> spans, List<Holiday> holidays) {

    /** Always. */
    public static final OpeningHours ALWAYS = new OpeningHours(List.of(), List.of());

    private static final String DAYS = "montuewedthufrisatsun";
    private static final Pattern SPAN =
            Pattern.compile("([a-z]{3})(?:-([a-z]{3}))?\\s+([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})");

    private static final Pattern HOLIDAY = Pattern.compile("not\\s+((?:[0-9]{4}-)?[0-9]{2}-[0-9]{2})");

    public OpeningHours {
        spans = List.copyOf(spans);
        holidays = List.copyOf(holidays);
    }

    /** Without holidays. */
    public OpeningHours(List<Span> spans) {
        this(spans, List.of());
    }

    /**
     * A day on which nobody is there.
     *
     * @param year in which; empty for every year
     * @param day which one; 29 February is none in most years
     */
    public record Holiday(Optional<Year> year, MonthDay day) {
        public Holiday {
            Objects.requireNonNull(year, "year");
            Objects.requireNonNull(day, "day");
        }

        private boolean is(LocalDate date) {
            return day.equals(MonthDay.from(date))
                    && year.map(only -> only.getValue() == date.getYear()).orElse(true);
        }
    }

    /**
     * Hours of some days.
     *
     * @param days on which
     * @param from from when, inclusive
     * @param until to when, exclusive; midnight means the end of the day, else it is after {@code from}
     */
    public record Span(Set<DayOfWeek> days, LocalTime from, LocalTime until) {
        public Span {
            days = Set.copyOf(days);
            if (!until.equals(LocalTime.MIDNIGHT) && !until.isAfter(from)) {
                throw new IllegalArgumentException("no hours: " + from + "-" + until);
            }
        }

        private boolean holds(LocalDateTime now) {
            LocalTime time = now.toLocalTime();
            return days.contains(now.getDayOfWeek())
                    && !time.isBefore(from)
                    && (until.equals(LocalTime.MIDNIGHT) || time.isBefore(until));
        }
    }

    /**
     * Reads {@code mon-fri 09:00-17:30 & sat 10:00-12:00 & not 12-25 & not 2027-03-26}: hours of days of the week, and
     * holidays of every year or of one.
     *
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static OpeningHours parse(String text) {
        List<Span> spans = new ArrayList<>();
        List<Holiday> holidays = new ArrayList<>();
        for (String part : text.split("[&;]")) {
            Matcher holiday = HOLIDAY.matcher(part.strip().toLowerCase(Locale.ROOT));
            if (holiday.matches()) {
                holidays.add(holiday(holiday.group(1)));
                continue;
            }
            Matcher span = SPAN.matcher(part.strip().toLowerCase(Locale.ROOT));
            if (!span.matches()) {
                throw new IllegalArgumentException("not hours like 'mon-fri 09:00-17:30': '" + part.strip() + "'");
            }
            String last = span.group(2) == null ? span.group(1) : span.group(2);
            spans.add(new Span(days(day(span.group(1)), day(last)), time(span.group(3)), time(span.group(4))));
        }
        return new OpeningHours(spans, holidays);
    }

    private static Holiday holiday(String text) {
        try {
            if (text.length() > 5) {
                LocalDate date = LocalDate.parse(text);
                return new Holiday(Optional.of(Year.from(date)), MonthDay.from(date));
            }
            return new Holiday(Optional.empty(), MonthDay.parse("--" + text));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a day like 12-25 or 2026-12-25: '" + text + "'", e);
        }
    }

    private static DayOfWeek day(String name) {
        int at = DAYS.indexOf(name);
        if (at < 0 || at % 3 != 0) {
            throw new IllegalArgumentException("not a day of the week: '" + name + "'");
        }
        return DayOfWeek.of(at / 3 + 1);
    }

    private static Set<DayOfWeek> days(DayOfWeek first, DayOfWeek last) {
        Set<DayOfWeek> days = EnumSet.of(first);
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day.plus(1));
        }
        return days;
    }

    private static LocalTime time(String text) {
        try {
            return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text.length() < 5 ? '0' + text : text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a time of day: '" + text + "'", e);
        }
    }

    /** Whether somebody is there at that time. */
    public boolean areOpen(LocalDateTime now) {
        return holidays.stream().noneMatch(holiday -> holiday.is(now.toLocalDate()))
                && (spans.isEmpty() || spans.stream().anyMatch(span -> span.holds(now)));
    }
}

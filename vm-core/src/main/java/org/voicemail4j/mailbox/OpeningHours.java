package org.voicemail4j.mailbox;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When somebody is there, week by week.
 *
 * @param spans on which days from when to when; empty means always
 */
public record OpeningHours(List<Span> spans) {

    /** Always. */
    public static final OpeningHours ALWAYS = new OpeningHours(List.of());

    private static final String DAYS = "montuewedthufrisatsun";
    private static final Pattern SPAN =
            Pattern.compile("([a-z]{3})(?:-([a-z]{3}))?\\s+([0-9]{1,2}:[0-9]{2})-([0-9]{1,2}:[0-9]{2})");

    public OpeningHours {
        spans = List.copyOf(spans);
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
     * Reads {@code mon-fri 09:00-17:30 & sat 10:00-12:00}.
     *
     * @throws IllegalArgumentException if it is written otherwise
     */
    public static OpeningHours parse(String text) {
        List<Span> spans = new ArrayList<>();
        for (String part : text.split("[&;]")) {
            Matcher span = SPAN.matcher(part.strip().toLowerCase(Locale.ROOT));
            if (!span.matches()) {
                throw new IllegalArgumentException("not hours like 'mon-fri 09:00-17:30': '" + part.strip() + "'");
            }
            String last = span.group(2) == null ? span.group(1) : span.group(2);
            spans.add(new Span(days(day(span.group(1)), day(last)), time(span.group(3)), time(span.group(4))));
        }
        return new OpeningHours(spans);
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
        return spans.isEmpty() || spans.stream().anyMatch(span -> span.holds(now));
    }
}

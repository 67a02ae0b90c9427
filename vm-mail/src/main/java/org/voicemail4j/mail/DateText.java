package org.voicemail4j.mail;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates by the conversions of C's strftime (ISO C17 §7.27.3.5 and those of POSIX and glibc that are seen in
 * voicemail.conf). What is no conversion stands for itself; flags and widths ({@code %-d}, {@code %E}, {@code %O}) are
 * understood as far as they mean no padding.
 */
final class DateText {

    /** More of a format is not read. */
    private static final int LONGEST = 256;

    private final ZonedDateTime time;
    private final Locale locale;

    private DateText(ZonedDateTime time, Locale locale) {
        this.time = time;
        this.locale = locale;
    }

    static String of(String format, ZonedDateTime time, Locale locale) {
        return new DateText(time, locale).text(format.length() > LONGEST ? format.substring(0, LONGEST) : format);
    }

    private String text(String format) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            boolean bare = format.charAt(i + 1) == '-';
            boolean flagged = bare || "_EO0^".indexOf(format.charAt(i + 1)) >= 0;
            int at = flagged && i + 2 < format.length() ? i + 2 : i + 1;
            Optional<String> converted = converted(format.charAt(at));
            text.append(converted
                    .map(value -> bare ? value.replaceFirst("^[0 ]+(?=.)", "") : value)
                    .orElse(format.substring(i, at + 1)));
            i = at;
        }
        return text.toString();
    }

    private Optional<String> converted(char conversion) {
        return name(conversion).or(() -> number(conversion)).or(() -> composed(conversion));
    }

    private Optional<String> name(char conversion) {
        return Optional.ofNullable(
                switch (conversion) {
                    case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, locale);
                    case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, locale);
                    case 'b', 'h' -> time.getMonth().getDisplayName(TextStyle.SHORT, locale);
                    case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, locale);
                    case 'p' -> DateTimeFormatter.ofPattern("a", locale).format(time);
                    case 'P' ->
                        DateTimeFormatter.ofPattern("a", locale).format(time).toLowerCase(locale);
                    case 'Z' -> DateTimeFormatter.ofPattern("zzz", locale).format(time);
                    case 'z' -> DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
                    case 'n' -> "\n";
                    case 't' -> "\t";
                    case '%' -> "%";
                    default -> null;
                });
    }

    private Optional<String> number(char conversion) {
        return Optional.ofNullable(
                switch (conversion) {
                    case 'C' -> two(time.getYear() / 100);
                    case 'd' -> two(time.getDayOfMonth());
                    case 'e' -> blank(time.getDayOfMonth());
                    case 'g' -> two(time.get(IsoFields.WEEK_BASED_YEAR) % 100);
                    case 'G' -> Integer.toString(time.get(IsoFields.WEEK_BASED_YEAR));
                    case 'H' -> two(time.getHour());
                    case 'I' -> two(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
                    case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
                    case 'k' -> blank(time.getHour());
                    case 'l' -> blank(time.get(ChronoField.CLOCK_HOUR_OF_AMPM));
                    case 'm' -> two(time.getMonthValue());
                    case 'M' -> two(time.getMinute());
                    case 'q' -> String.format(Locale.ROOT, "%03d", time.get(ChronoField.MILLI_OF_SECOND));
                    case 's' -> Long.toString(time.toEpochSecond());
                    case 'S' -> two(time.getSecond());
                    case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
                    case 'U' -> two(week(WeekFields.SUNDAY_START.dayOfWeek()));
                    case 'V' -> two(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
                    case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
                    case 'W' -> two(week(WeekFields.ISO.dayOfWeek()));
                    case 'y' -> two(time.getYear() % 100);
                    case 'Y' -> Integer.toString(time.getYear());
                    default -> null;
                });
    }

    private Optional<String> composed(char conversion) {
        return Optional.ofNullable(
                        switch (conversion) {
                            case 'c' -> "%a %b %e %H:%M:%S %Y";
                            case 'D', 'x' -> "%m/%d/%y";
                            case 'F' -> "%Y-%m-%d";
                            case 'r' -> "%I:%M:%S %p";
                            case 'R' -> "%H:%M";
                            case 'T', 'X' -> "%H:%M:%S";
                            default -> null;
                        })
                .map(this::text);
    }

    /** Full weeks of this year so far, as C counts them: days before the first first day are week 0. */
    private int week(TemporalField dayOfWeek) {
        return (time.getDayOfYear() - 1 + 8 - time.get(dayOfWeek)) / 7;
    }

    private static String two(int number) {
        return String.format(Locale.ROOT, "%02d", number);
    }

    private static String blank(int number) {
        return String.format(Locale.ROOT, "%2d", number);
    }
}

package org.voicemail4j.say;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.RuleBasedNumberFormat;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dates and times, letter by letter, and against other readings of the calendar. */
class EnglishTimeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-24T20:23:45Z");
    private static final SpokenLanguage ENGLISH = SpokenLanguage.of(Locale.ENGLISH);

    /** Day 24 of November 2026 is a Tuesday. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "A, 2026-11-24T20:23:45, day-2",
        "a, 2026-11-22T20:23:45, day-0",
        "a, 2026-11-28T20:23:45, day-6",
        "B, 2026-01-31T00:00:00, mon-0",
        "b, 2026-11-24T00:00:00, mon-10",
        "h, 2026-12-24T00:00:00, mon-11",
        "m, 2026-01-24T00:00:00, h-1",
        "m, 2026-12-24T00:00:00, h-12",
        "d, 2026-11-01T00:00:00, h-1",
        "d, 2026-11-20T00:00:00, h-20",
        "e, 2026-11-24T00:00:00, 20 h-4",
        "e, 2026-10-30T00:00:00, h-30",
        "d, 2026-10-31T00:00:00, 30 h-1",
        "Y, 2026-11-24T00:00:00, 2 thousand 20 6",
        "Y, 2000-11-24T00:00:00, 2 thousand",
        "Y, 2001-11-24T00:00:00, 2 thousand 1",
        "Y, 1999-11-24T00:00:00, 19 90 9",
        "Y, 1970-01-01T00:00:00, 19 70",
        "Y, 1901-11-24T00:00:00, 19 oh 1",
        "Y, 1900-11-24T00:00:00, ''",
        "I, 2026-11-24T00:00:00, 12",
        "l, 2026-11-24T01:00:00, 1",
        "I, 2026-11-24T11:59:00, 11",
        "I, 2026-11-24T12:00:00, 12",
        "I, 2026-11-24T13:00:00, 1",
        "l, 2026-11-24T23:59:00, 11",
        "H, 2026-11-24T00:23:00, oh",
        "H, 2026-11-24T07:23:00, oh 7",
        "H, 2026-11-24T10:23:00, 10",
        "H, 2026-11-24T20:23:00, 20",
        "H, 2026-11-24T23:23:00, 20 3",
        "k, 2026-11-24T00:23:00, oh",
        "k, 2026-11-24T07:23:00, 7",
        "k, 2026-11-24T21:23:00, 20 1",
        "M, 2026-11-24T20:00:00, oclock",
        "M, 2026-11-24T20:03:00, oh 3",
        "M, 2026-11-24T20:10:00, 10",
        "M, 2026-11-24T20:59:00, 50 9",
        "N, 2026-11-24T20:00:00, hundred",
        "N, 2026-11-24T20:09:00, oh 9",
        "N, 2026-11-24T20:30:00, 30",
        "P, 2026-11-24T11:59:59, a-m",
        "p, 2026-11-24T12:00:00, p-m",
        "p, 2026-11-24T00:00:00, a-m",
        "S, 2026-11-24T00:00:00, 0",
        "S, 2026-11-24T00:00:05, oh 5",
        "S, 2026-11-24T00:00:45, 40 5",
        "R, 2026-11-24T07:05:45, oh 7 oh 5",
        "T, 2026-11-24T07:05:45, oh 7 oh 5 40 5",
        "I M\tp, 2026-11-24T20:23:45, 8 20 3 p-m",
        "'''vm-received'' A', 2026-11-24T20:23:45, vm-received day-2",
        "'''digits/at', 2026-11-24T20:23:45, at",
        "'''no such name!'' ''../x'' '''' A', 2026-11-24T20:23:45, day-2",
        "xZ$%7, 2026-11-24T20:23:45, ''",
    })
    void everyLetter(String format, String when, String said) {
        ZonedDateTime time = LocalDateTime.parse(when).atZone(BERLIN);

        assertThat(Words.names(ENGLISH.time(time, NOW, format))).isEqualTo(said);
    }

    @Test
    void theUsualFormat() {
        ZonedDateTime when = NOW.atZone(ZoneOffset.UTC);

        assertThat(Words.names(ENGLISH.time(when, NOW.plusSeconds(60), " ")))
                .isEqualTo("vm-received today at 8 20 3 p-m");
    }

    @ParameterizedTest(name = "{0} on {1}")
    @CsvSource({
        "2026-11-24, 2026-11-24, today",
        "2026-11-23, 2026-11-24, yesterday",
        "2026-11-25, 2026-11-24, tomorrow",
        "2026-11-22, 2026-11-24, day-0",
        "2026-11-18, 2026-11-24, day-3",
        "2026-11-17, 2026-11-24, day-2 mon-10 h-17",
        "2026-10-25, 2026-11-24, day-0 mon-9 20 h-5",
        "2026-10-24, 2026-11-24, mon-9 20 h-4",
        "2026-05-26, 2026-11-24, mon-4 20 h-6",
        "2026-05-25, 2026-11-24, mon-4 20 h-5 2 thousand 20 6",
        "2025-11-24, 2026-11-24, mon-10 20 h-4 2 thousand 20 5",
        "2026-11-30, 2026-11-24, day-1",
        "2026-12-01, 2026-11-24, day-2 mon-11 h-1",
        "2027-05-25, 2026-11-24, mon-4 20 h-5",
        "2027-05-26, 2026-11-24, mon-4 20 h-6 2 thousand 20 7",
        "2026-12-31, 2027-01-01, yesterday",
        "2028-02-29, 2028-03-01, yesterday",
        "2027-02-28, 2027-03-01, yesterday",
    })
    void theDayFromNearToFar(LocalDate day, LocalDate today, String said) {
        Instant now = today.atTime(12, 0).atZone(BERLIN).toInstant();

        assertThat(Words.names(ENGLISH.time(day.atTime(23, 59).atZone(BERLIN), now, "Q")))
                .isEqualTo(said);
        assertThat(Words.names(ENGLISH.time(day.atStartOfDay(BERLIN), now, "q")))
                .isEqualTo(said);
    }

    /** Clocks change on 29 March (a day of 23 hours) and 25 October 2026 (25 hours). */
    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "2026-03-28T22:59:59Z, 2026-03-29T22:00:00Z, day-6", // two midnights apart, 23 hours and a second
        "2026-03-28T23:00:00Z, 2026-03-29T21:59:59Z, today", // first and last second of the day of 23 hours
        "2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, yesterday", // 23 hours later, but the next day
        "2026-10-24T22:00:00Z, 2026-10-25T22:59:59Z, today", // 25 hours less a second
        "2026-10-24T21:59:59Z, 2026-10-25T22:59:59Z, yesterday",
        "2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, yesterday",
        "2026-10-18T22:00:00Z, 2026-10-25T22:59:59Z, day-1", // six days and an hour more
    })
    void daysOfTheCalendarAcrossTheChangeOfClocks(Instant when, Instant now, String said) {
        assertThat(Words.names(ENGLISH.time(when.atZone(BERLIN), now, "Q"))).isEqualTo(said);
    }

    @Test
    void theDayDependsOnTheZone() {
        Instant when = Instant.parse("2026-11-24T03:00:00Z");

        assertThat(Words.names(ENGLISH.time(when.atZone(ZoneOffset.UTC), NOW, "Q")))
                .isEqualTo("today");
        assertThat(Words.names(ENGLISH.time(when.atZone(ZoneId.of("America/New_York")), NOW, "QH")))
                .isEqualTo("yesterday 20 2");
    }

    @Test
    void everyDayOfTenYearsHasItsWeekdayMonthAndRank() {
        RuleBasedNumberFormat icu = new RuleBasedNumberFormat(Locale.ENGLISH, RuleBasedNumberFormat.SPELLOUT);
        for (LocalDate day = LocalDate.of(2020, 1, 1); day.getYear() < 2030; day = day.plusDays(1)) {
            String[] said =
                    Words.of(ENGLISH.time(day.atStartOfDay(BERLIN), NOW, "Abd")).split(" ", 3);

            assertThat(weekday(said[0])).isEqualTo(day.getDayOfWeek());
            assertThat(said[1]).isEqualTo("mon-" + day.getMonth().ordinal());
            assertThat(said[2])
                    .isEqualTo(
                            icu.format(day.getDayOfMonth(), "%spellout-ordinal").replace('-', ' '));
        }
    }

    private static DayOfWeek weekday(String prompt) {
        int day = Integer.parseInt(prompt.substring("day-".length()));
        return DayOfWeek.SUNDAY.plus(day);
    }

    @Test
    void everyMinuteOfTheDayIsTheOneOfTheClock() {
        for (LocalTime time = LocalTime.MIN; ; time = time.plusMinutes(1)) {
            ZonedDateTime when = LocalDate.of(2026, 11, 24).atTime(time).atZone(BERLIN);

            assertThat(clock(Words.names(ENGLISH.time(when, NOW, "IMp")))).isEqualTo(time);
            if (time.equals(LocalTime.of(23, 59))) {
                return;
            }
        }
    }

    /** Reads "8 20 3 p-m" back. */
    private static LocalTime clock(String said) {
        String[] words = said.replace("oclock", "0").replace("oh ", "").split(" ");
        int minute = words.length == 4
                ? Integer.parseInt(words[1]) + Integer.parseInt(words[2])
                : Integer.parseInt(words[1]);
        boolean isAfternoon = words[words.length - 1].equals("p-m");
        return LocalTime.of(Integer.parseInt(words[0]) % 12 + (isAfternoon ? 12 : 0), minute);
    }
}

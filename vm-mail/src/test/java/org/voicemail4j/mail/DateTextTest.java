package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are those of GNU date for the same format, time and zone in the C locale. */
class DateTextTest {

    private static final ZonedDateTime TIME =
            ZonedDateTime.of(2026, 1, 4, 20, 3, 5, 678_000_000, ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "%A, %B %d, %Y at %r|Sunday, January 04, 2026 at 08:03:05 PM",
                "%a %b %h %e %H:%M:%S|Sun Jan Jan  4 20:03:05",
                "%D %F %T %R|01/04/26 2026-01-04 20:03:05 20:03",
                "%C %y %G %g %V %U %W %u %w %j|20 26 2026 26 01 01 00 7 0 004",
                "%I %l %k %p %P|08  8 20 PM pm",
                "%z %s %%|+0100 1767553385 %",
                "%c|Sun Jan  4 20:03:05 2026",
                "%-d.%-m.%Y|4.1.2026",
                "%3q %Q %|%3q %Q %",
                "100%|100%",
            })
    void conversionsAreThoseOfC(String format, String expected) {
        assertThat(DateText.of(format, TIME, Locale.ENGLISH)).isEqualTo(expected);
    }

    @Test
    void namesAreOfTheLocale() {
        assertThat(DateText.of("%A, %d. %B", TIME, Locale.GERMAN)).isEqualTo("Sonntag, 04. Januar");
        assertThat(DateText.of("%A %d %B", TIME, Locale.FRENCH)).isEqualTo("dimanche 04 janvier");
    }
}

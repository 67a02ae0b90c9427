package org.voicemail4j.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When somebody is there. 23 November 2026 is a Monday. */
class OpeningHoursTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:00,true",
        "2026-11-23T08:59:59,false",
        "2026-11-27T17:29:59,true",
        "2026-11-27T17:30,false",
        "2026-11-28T09:30,false",
        "2026-11-28T10:00,true",
        "2026-11-29T11:00,false"
    })
    void aWeek(LocalDateTime when, boolean open) {
        assertThat(OpeningHours.parse("mon-fri 9:00-17:30 & Sat 10:00-12:00").areOpen(when))
                .isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-24T10:00,true",
        "2026-12-25T10:00,false",
        "2028-12-25T10:00,false",
        "2027-03-26T10:00,false",
        "2028-03-27T10:00,true",
        "2026-12-26T10:00,false"
    })
    void nobodyIsThereOnHolidays(LocalDateTime when, boolean open) {
        assertThat(OpeningHours.parse("mon-fri 9:00-17:30&not 12-25&NOT 2027-03-26&not 02-29")
                        .areOpen(when))
                .isEqualTo(open);
        assertThat(OpeningHours.parse("not 12-25").areOpen(when))
                .isEqualTo(when.getMonthValue() != 12 || when.getDayOfMonth() != 25);
    }

    @Test
    void daysGoOnOverTheEndOfTheWeekAndHoursToMidnight() {
        OpeningHours hours = OpeningHours.parse("sat-mon 18:00-24:00");
        assertThat(hours.areOpen(LocalDateTime.parse("2026-11-23T23:59"))).isTrue();
        assertThat(hours.areOpen(LocalDateTime.parse("2026-11-22T18:00"))).isTrue();
        assertThat(hours.areOpen(LocalDateTime.parse("2026-11-24T23:59"))).isFalse();
    }

    @Test
    void withoutHoursSomebodyIsAlwaysThere() {
        assertThat(OpeningHours.ALWAYS.areOpen(LocalDateTime.MIN)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mon", "mon 9-17", "xyz 09:00-10:00", "onm 09:00-10:00", "mon 17:00-09:00", "mon 25:00-26:00"
            })
    void whatIsNoHoursIsRefused(String text) {
        assertThatThrownBy(() -> OpeningHours.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

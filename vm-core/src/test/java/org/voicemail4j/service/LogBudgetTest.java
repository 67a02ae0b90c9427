package org.voicemail4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** A flood of one kind of line is cut, and counted. */
class LogBudgetTest {

    private Instant now = Instant.EPOCH;

    private final LogBudget budget = new LogBudget(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void tenAMinuteAndThenHowManyWereHeldBack() {
        for (int i = 0; i < 10; i++) {
            assertThat(budget.ask()).isZero();
        }
        for (int i = 0; i < 300; i++) {
            assertThat(budget.ask()).isEqualTo(-1);
        }
        now = now.plus(Duration.ofMinutes(1));
        assertThat(budget.ask()).isEqualTo(300);
        assertThat(budget.ask()).isZero();
        now = now.minus(Duration.ofHours(1));
        assertThat(budget.ask()).isZero();
    }
}

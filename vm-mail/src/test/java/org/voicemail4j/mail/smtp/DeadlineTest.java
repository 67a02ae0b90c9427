package org.voicemail4j.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.testkit.ManualClock;

class DeadlineTest {

    private final ManualClock clock = ManualClock.at("2026-11-26T10:00:00Z");
    private final Deadline deadline = new Deadline(clock, Duration.ofSeconds(60));

    /** Or a mail that took long to send would be sent again, although the server has taken it. */
    @Test
    void whatWasSentInTimeHasTheWholeTimeForItsAnswer() {
        deadline.extend(Duration.ofMinutes(3));
        clock.advance(Duration.ofSeconds(179));
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.leftMillis()).isEqualTo(60_000);
        clock.advance(Duration.ofSeconds(31));
        assertThat(deadline.isOver()).isTrue();
        assertThat(deadline.leftMillis()).isEqualTo(30_000);
        clock.advance(Duration.ofSeconds(30));
        assertThat(deadline.leftMillis()).isZero();
    }
}

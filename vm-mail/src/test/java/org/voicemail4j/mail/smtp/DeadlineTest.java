package org.voicemail4j.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private Duration now = Duration.ofHours(-1);
    private final Deadline deadline = new Deadline(() -> now.toNanos(), Duration.ofSeconds(60));

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
    }

    /** Or a mail that took long to send would be sent again, although the server has taken it. */
    @Test
    void whatWasSentInTimeHasTheWholeTimeForItsAnswer() {
        deadline.extend(Duration.ofMinutes(3));
        pass(179);
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.leftMillis()).isEqualTo(60_000);
        pass(31);
        assertThat(deadline.isOver()).isTrue();
        assertThat(deadline.leftMillis()).isEqualTo(30_000);
        pass(30);
        assertThat(deadline.leftMillis()).isZero();
    }

    /** RFC 5321 §4.5.3.2.6: servers look for viruses then. */
    @Test
    void theAnswerToAWholeMailIsAwaitedTenMinutes() {
        deadline.extend(Duration.ofMinutes(3));
        pass(100);
        deadline.awaitLastAnswer();
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.leftMillis()).isEqualTo(600_000);
        pass(80 + 599);
        assertThat(deadline.leftMillis()).isEqualTo(1000);
        deadline.extend(Duration.ofMinutes(3));
        assertThat(deadline.leftMillis()).isEqualTo(60_000);
    }
}

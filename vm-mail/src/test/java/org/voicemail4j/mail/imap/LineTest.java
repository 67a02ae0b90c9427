package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How much may wait for an answer, by a clock that the test moves. */
class LineTest {

    private long now = 7;
    private final Line line = new Line("alice", () -> now, Duration.ofSeconds(10));

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void ofOneThatHasNotBeenHeardTwoFindOutAndTheOthersWaitForThem() throws IOException {
        assertThat(line.isOpen()).isTrue();
        line.begin();
        assertThat(line.isOpen()).isTrue();
        line.begin();
        assertThat(line.isOpen()).isFalse();
        line.heard();
        assertThat(line.isOpen()).isTrue();
        pass(Duration.ofSeconds(2));
        assertThat(line.isOpen()).isFalse();
        line.end();
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void whoWouldWaitBehindOthersForOneThatAnswersNothingIsToldSo() throws IOException {
        line.begin();
        line.begin();
        pass(Duration.ofSeconds(9));
        assertThat(line.isOpen()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThatThrownBy(line::isOpen)
                .isInstanceOf(IOException.class)
                .hasMessage("alice has not answered 2 others for 10000 ms");
        line.heard();
        assertThat(line.isOpen()).isTrue();
    }

    /** It was silent because nobody had anything to do with it. */
    @Test
    void aTimeInWhichNobodyAskedIsNoSilence() throws IOException {
        pass(Duration.ofHours(5));
        line.begin();
        line.begin();
        assertThat(line.isOpen()).isFalse();
        assertThat(line.isSilent()).isFalse();
    }

    @Test
    void afterAFailureOneAtATimeTriesAgainAfterAPauseThatIsNoShorterThanWhatWasLost() throws IOException {
        long since = now;
        line.begin();
        pass(Duration.ofSeconds(40));
        line.failed(since);
        line.end();
        pass(Duration.ofSeconds(39));
        assertThatThrownBy(line::isOpen).hasMessage("alice cannot be reached; next try in 1000 ms");
        pass(Duration.ofSeconds(1));
        assertThat(line.isOpen()).isTrue();
        line.begin();
        assertThatThrownBy(line::isOpen).hasMessage("alice cannot be reached; it is being tried again");
        line.works();
        assertThat(line.isOpen()).isTrue();
    }

    @Test
    void pausesAfterFailuresThatCostNoTimeGrowToHalfAMinute() throws IOException {
        for (long pause : new long[] {250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000}) {
            line.failed(now);
            pass(Duration.ofMillis(pause - 1));
            assertThatThrownBy(line::isOpen).hasMessageContaining("next try in 1 ms");
            pass(Duration.ofMillis(1));
            assertThat(line.isOpen()).isTrue();
        }
    }
}

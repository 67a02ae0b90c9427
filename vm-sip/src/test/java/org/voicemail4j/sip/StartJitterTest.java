package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What nodes that start together would all do at the same time. */
class StartJitterTest {

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void close() {
        timers.shutdownNow();
    }

    private List<Long> delays(long seed) {
        timers.getQueue().clear();
        StartJitter jitter = new StartJitter(timers, new SplittableRandom(seed));
        for (int i = 0; i < 100; i++) {
            jitter.within(Duration.ofDays(4), () -> done.add("too early"));
        }
        return timers.getQueue().stream()
                .map(work -> ((Delayed) work).getDelay(TimeUnit.HOURS))
                .sorted()
                .toList();
    }

    @Test
    void isSpreadOverItsTimeAndAnotherForEachNode() {
        List<Long> one = delays(1);
        List<Long> two = delays(2);

        assertThat(one).hasSize(100).allMatch(hours -> hours < 4 * 24).isNotEqualTo(two);
        assertThat(one.get(10)).isLessThan(24);
        assertThat(one.get(90)).isGreaterThan(3 * 24);
        assertThat(done).isEmpty();
    }

    @Test
    void isNoneWhereThereIsNoTime() {
        new StartJitter(timers, new SplittableRandom(3)).within(Duration.ZERO, () -> done.add("told"));

        assertThat(done).containsExactly("told");
    }

    @Test
    void afterTheEndNothingIsDoneAndNothingThrown() {
        timers.shutdownNow();

        new StartJitter(timers, new SplittableRandom(4)).within(Duration.ofDays(1), () -> done.add("too late"));

        assertThat(done).isEmpty();
    }

    @Test
    void subscriptionsAreNotPutOffForLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MwiConfig.builder().resumeWithin(Duration.ofSeconds(6)));
    }
}

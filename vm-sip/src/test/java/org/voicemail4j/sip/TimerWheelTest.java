package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimerWheelTest {

    private static final int ROUND = 4096;

    private final TimerWheel<String> wheel = new TimerWheel<>();

    private List<String> due(long tick) {
        return wheel.due(tick).stream().flatMap(timer -> timer.work().stream()).toList();
    }

    @Test
    void whatIsDueComesOnceInItsTickAndNotBefore() {
        wheel.start("b", 7, 0);
        wheel.start("a", 5, 0);

        assertThat(due(4)).isEmpty();
        assertThat(due(5)).containsExactly("a");
        assertThat(due(6)).isEmpty();
        assertThat(due(20)).containsExactly("b");
        assertThat(due(3 * ROUND)).isEmpty();
    }

    @Test
    void whatHasBeenMissedComesInItsOrder() {
        wheel.start("third", 2 * ROUND + 1, 0);
        wheel.start("second", 9, 0);
        wheel.start("first", 8, 0);

        assertThat(due(3 * ROUND)).containsExactly("first", "second", "third");
    }

    @Test
    void aTimerOfSeveralRoundsWaitsForItsOwn() {
        wheel.start("late", 3 * ROUND + 5, 0);

        for (int round = 0; round < 3; round++) {
            assertThat(due(round * ROUND + 6)).isEmpty();
        }
        assertThat(due(3 * ROUND + 4)).isEmpty();
        assertThat(due(3 * ROUND + 5)).containsExactly("late");
    }

    @Test
    void whatIsOverIsDueInTheNextTick() {
        due(100);
        wheel.start("over", 50, 0);

        assertThat(wheel.next()).isEqualTo(101);
        assertThat(due(101)).containsExactly("over");
    }

    @Test
    void whatComesAgainIsCountedFromWhenItCame() {
        wheel.start("again", 2, 3);

        assertThat(due(1)).isEmpty();
        assertThat(due(10)).containsExactly("again"); // once, however much was missed
        assertThat(due(12)).isEmpty();
        assertThat(due(13)).containsExactly("again");
    }

    @Test
    void aPeriodOfAWholeRoundComesEachRound() {
        TimerWheel.Timer<String> timer = wheel.start("again", 1, ROUND);

        assertThat(due(1)).containsExactly("again");
        assertThat(due(ROUND)).isEmpty();
        assertThat(due(ROUND + 1)).containsExactly("again");
        assertThat(wheel.stop(timer)).isTrue();
        assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
    }

    @Test
    void whatWasStoppedIsGoneAtOnce() {
        TimerWheel.Timer<String> timer = wheel.start("stopped", 5, 0);
        wheel.start("stays", 5, 0);

        assertThat(wheel.stop(timer)).isTrue();
        assertThat(wheel.stop(timer)).isFalse();
        assertThat(due(5)).containsExactly("stays");
        assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
    }

    @Test
    void whatIsStoppedBeforeItsTurnInOneTickIsNotDone() {
        wheel.start("first", 1, 0);
        TimerWheel.Timer<String> second = wheel.start("second", 1, 0);
        List<TimerWheel.Timer<String>> found = wheel.due(1);

        wheel.stop(second);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).work()).isEqualTo(Optional.of("first"));
        assertThat(found.get(1).work()).isEmpty();
    }

    @Test
    void theNextOneIsFoundAroundTheRing() {
        assertThat(wheel.next()).isEqualTo(TimerWheel.NEVER);
        due(ROUND - 2);
        wheel.start("beyond", ROUND + 3, 0);
        assertThat(wheel.next()).isEqualTo(ROUND + 3);
        wheel.start("before", ROUND - 1, 0);
        assertThat(wheel.next()).isEqualTo(ROUND - 1);
    }

    /** Against a list that is sorted. */
    @Test
    void manyTimersComeAsTheyWouldFromASortedList() {
        SplittableRandom random = new SplittableRandom(14);
        TimerWheel<Long> numbers = new TimerWheel<>();
        List<Long> model = new ArrayList<>(List.of(1L));
        List<TimerWheel.Timer<Long>> timers = new ArrayList<>(List.of(numbers.start(1L, 1, 0)));
        for (long tick = 0; tick < 20_000; tick += 1 + random.nextInt(20)) {
            long now = tick;
            assertThat(numbers.due(now).stream()
                            .flatMap(timer -> timer.work().stream())
                            .toList())
                    .isEqualTo(model.stream()
                            .filter(due -> due <= now)
                            .sorted(Comparator.naturalOrder())
                            .toList());
            model.removeIf(due -> due <= now);
            for (int i = random.nextInt(4); i > 0; i--) {
                long due = now + 1 + random.nextInt(2 * ROUND);
                model.add(due);
                timers.add(numbers.start(due, due, 0));
            }
            TimerWheel.Timer<Long> any = timers.get(random.nextInt(timers.size()));
            Optional<Long> due = any.work();
            if (numbers.stop(any)) {
                model.remove(due.orElseThrow());
            }
        }
    }
}

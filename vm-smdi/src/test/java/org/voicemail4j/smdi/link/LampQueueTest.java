package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure;
import org.voicemail4j.smdi.codec.LampFailure.Cause;

class LampQueueTest {

    private static final LampPacing AT_ONCE =
            new LampPacing(0, 10, Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(10), 4);

    private Instant now = Instant.parse("2026-11-24T20:23:45Z");

    private LampQueue queue = new LampQueue(AT_ONCE);

    private List<String> drain() {
        List<String> sent = new ArrayList<>();
        for (Optional<LampCommand> next = queue.poll(now); next.isPresent(); next = queue.poll(now)) {
            sent.add(next.get().station() + " " + next.get().lamp());
        }
        return sent;
    }

    @Test
    void lampsAreToldInTheOrderOfTheirChanges() {
        queue.want("2", Lamp.ON, now);
        queue.want("1", Lamp.OFF, now);
        queue.want("3", Lamp.ON, now);
        assertThat(drain()).containsExactly("2 ON", "1 OFF", "3 ON");
        assertThat(queue.backlog()).isZero();
    }

    @Test
    void aLampThatShowsWhatItShouldIsNotToldAgain() {
        queue.want("1", Lamp.ON, now);
        assertThat(drain()).containsExactly("1 ON");
        queue.want("1", Lamp.ON, now);
        assertThat(drain()).isEmpty();
    }

    @Test
    void theLastStateWinsAtThePlaceOfTheFirstChange() {
        queue.want("1", Lamp.ON, now);
        queue.want("2", Lamp.ON, now);
        queue.want("1", Lamp.OFF, now);
        assertThat(drain()).containsExactly("1 OFF", "2 ON");
    }

    @Test
    void aChangeTakenBackBeforeItWasToldIsNotTold() {
        queue.want("1", Lamp.OFF, now);
        assertThat(drain()).containsExactly("1 OFF");
        queue.want("1", Lamp.ON, now);
        queue.want("1", Lamp.OFF, now);
        assertThat(drain()).isEmpty();
        assertThat(queue.backlog()).isZero();
    }

    @Test
    void afterTheLineWasDownEveryLampIsToldAgainBehindNewChanges() {
        queue.want("1", Lamp.ON, now);
        queue.want("2", Lamp.OFF, now);
        drain();
        queue.tellAllAgain(now);
        queue.want("3", Lamp.ON, now);
        assertThat(queue.backlog()).isEqualTo(3);
        assertThat(drain().get(0)).isEqualTo("3 ON");
        queue.tellAllAgain(now);
        assertThat(drain()).containsExactlyInAnyOrder("1 ON", "2 OFF", "3 ON");
    }

    @Test
    void aBlockedLampIsTriedAgainWithGrowingPausesAndGivenUp() {
        queue.want("1", Lamp.ON, now);
        List<Duration> pauses = new ArrayList<>();
        for (int refusals = 1; refusals < 4; refusals++) {
            assertThat(drain()).containsExactly("1 ON");
            assertThat(queue.refused(new LampFailure("1", Cause.BLOCKED), now)).isEqualTo(LampQueue.Fate.RETRIED);
            assertThat(drain()).isEmpty();
            Duration pause = queue.untilNext(now).orElseThrow();
            pauses.add(pause);
            now = now.plus(pause);
        }
        assertThat(pauses).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(drain()).containsExactly("1 ON");
        assertThat(queue.refused(new LampFailure("1", Cause.BLOCKED), now)).isEqualTo(LampQueue.Fate.GIVEN_UP);
        assertThat(queue.untilNext(now)).isEmpty();
        queue.want("1", Lamp.OFF, now);
        assertThat(drain()).as("the next change is told").containsExactly("1 OFF");
    }

    @Test
    void aBlockedLampThatChangesIsToldAtOnce() {
        queue.want("1", Lamp.ON, now);
        drain();
        queue.refused(new LampFailure("1", Cause.BLOCKED), now);
        queue.want("1", Lamp.OFF, now);
        assertThat(drain()).containsExactly("1 OFF");
        now = now.plusSeconds(60);
        assertThat(drain()).isEmpty();
    }

    @Test
    void anInvalidStationIsNotToldAgainBeforeTheNextAudit() {
        queue.want("1", Lamp.ON, now);
        drain();
        assertThat(queue.refused(new LampFailure("1", Cause.INVALID), now)).isEqualTo(LampQueue.Fate.GIVEN_UP);
        assertThat(queue.want("1", Lamp.OFF, now)).isFalse();
        assertThat(drain()).isEmpty();
        queue.tellAllAgain(now);
        assertThat(drain()).containsExactly("1 OFF");
    }

    @Test
    void aFailureForAnUnknownStationChangesNothing() {
        assertThat(queue.refused(new LampFailure("9", Cause.BLOCKED), now)).isEqualTo(LampQueue.Fate.UNKNOWN);
        assertThat(queue.backlog()).isZero();
    }

    @Test
    void whatDidNotLeaveIsToldAgain() {
        queue.want("1", Lamp.ON, now);
        queue.notSent(queue.poll(now).orElseThrow(), now);
        assertThat(drain()).containsExactly("1 ON");
    }

    @Test
    void whatDidNotLeaveKeepsItsPlace() {
        queue.want("1", Lamp.ON, now);
        queue.want("2", Lamp.ON, now);
        queue.notSent(queue.poll(now).orElseThrow(), now);
        assertThat(drain()).containsExactly("1 ON", "2 ON");
    }

    /** 1,200 baud, 7E1: 10 bits a character, "OP:MWI 5551000!" and EOT are 16 of them: 133.3 ms. */
    @Test
    void tenThousandChangesLeaveAtTheLinesPaceInOrderAndEndRight() {
        queue = new LampQueue(
                new LampPacing(1200, 10, Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(10), 4));
        SplittableRandom random = new SplittableRandom(1200);
        Map<String, Lamp> wanted = new HashMap<>();
        Map<String, Lamp> shown = new HashMap<>();
        Instant freeAgain = now;
        Instant begin = now;
        int deepest = 0;
        int sent = 0;
        for (int change = 0; change < 10_000 || queue.backlog() > 0; change++) {
            if (change < 10_000) {
                String station = Integer.toString(5_550_000 + random.nextInt(2_000));
                Lamp lamp = random.nextBoolean() ? Lamp.ON : Lamp.OFF;
                wanted.put(station, lamp);
                queue.want(station, lamp, now);
                deepest = Math.max(deepest, queue.backlog());
                now = now.plusMillis(20);
            } else {
                now = now.plus(queue.untilNext(now).orElseThrow());
            }
            Optional<LampCommand> next = queue.poll(now);
            if (next.isPresent()) {
                assertThat(now).as("the line is free").isAfterOrEqualTo(freeAgain);
                freeAgain = now.plus(Duration.ofNanos(next.get().encode().length * 10_000_000_000L / 1200));
                shown.put(next.get().station(), next.get().lamp());
                sent++;
            }
        }
        assertThat(shown).isEqualTo(wanted);
        assertThat(deepest).isBetween(1_000, 2_000);
        assertThat(sent).isLessThan(10_000);
        assertThat(Duration.between(begin, now)).isGreaterThan(Duration.ofMillis(sent * 133L));
    }

    @Test
    void theBacklogsAgeIsThatOfItsOldestChange() {
        queue.want("1", Lamp.ON, now);
        Instant first = now;
        now = now.plusSeconds(7);
        queue.want("2", Lamp.ON, now);
        assertThat(queue.waitingSince()).contains(first);
        queue.poll(now);
        assertThat(queue.waitingSince()).contains(now);
    }
}

package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.testkit.ManualClock;

class LineNoiseTest {

    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");
    private final LineNoise noise = new LineNoise("smdi", clock);

    private boolean isTold() {
        return noise.tell("no message came", new Malformed("planted", 0, "x"));
    }

    @Test
    void aSecondHasOneWarning() {
        assertThat(isTold()).isTrue();
        for (int i = 0; i < 1000; i++) {
            assertThat(isTold()).isFalse();
        }
        clock.advance(Duration.ofMillis(999));
        assertThat(isTold()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(isTold()).isTrue();
    }

    @Test
    void aClockThatIsSetBackDoesNotSilenceIt() {
        assertThat(isTold()).isTrue();
        clock.advance(Duration.ofHours(-1));
        assertThat(isTold()).isTrue();
    }
}

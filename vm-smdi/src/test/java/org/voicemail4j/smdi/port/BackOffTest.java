package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void pausesGrowUntilTheLineWorks() {
        assertThat(Stream.generate(backOff::next).limit(8).map(Duration::toMillis))
                .containsExactly(250L, 500L, 1000L, 2000L, 4000L, 5000L, 5000L, 5000L);
        backOff.reset();
        assertThat(backOff.next()).isEqualTo(Duration.ofMillis(250));
    }
}

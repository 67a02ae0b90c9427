package org.voicemail4j.examples.server.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeepTest {

    @ParameterizedTest
    @ValueSource(ints = {440, 1000, 1003, 1400})
    void knowsABeepWhenItIsOver(int hz) {
        short[] sound = new short[3 * Speech.RATE_HZ];
        for (int i = 0; i < Speech.RATE_HZ * 3 / 10; i++) {
            sound[5000 + i] = (short) (6000 * Math.sin(2 * Math.PI * hz * i / Speech.RATE_HZ));
        }

        assertThat(new Beep().isOver(Arrays.copyOf(sound, 7000), false)).isFalse();
        assertThat(new Beep().isOver(Arrays.copyOf(sound, 7400), true)).isTrue();
        assertThat(new Beep().isOver(sound, false)).isTrue();
    }

    @Test
    void takesNeitherSpeechNorSilenceForABeep() {
        assertThat(new Beep().isOver(Speech.say(60, 5), true)).isFalse();
        assertThat(new Beep().isOver(new short[Speech.RATE_HZ], true)).isFalse();
    }
}

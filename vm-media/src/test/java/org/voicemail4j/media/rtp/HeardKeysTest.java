package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.Digit;

class HeardKeysTest {

    private final HeardKeys keys = new HeardKeys();

    private static short[] five(int frame, int width) {
        short[] sound = new short[160 * width];
        for (int i = 0; i < sound.length; i++) {
            double at = 2 * Math.PI * (frame * sound.length + i) / (8000 * width);
            sound[i] = (short) (5000 * Math.sin(770 * at) + 5000 * Math.sin(1336 * at));
        }
        return sound;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aKeyInNarrowOrWideSoundIsHeardOnce(int width) {
        keys.listen(true);
        boolean sounded = false;
        int heard = 0;
        for (int frame = 0; frame < 10; frame++) {
            sounded |= keys.hear(five(frame, width), 160, width);
            heard += keys.take() == Digit.of('5').orElseThrow() ? 1 : 0;
        }

        assertThat(sounded).isTrue();
        assertThat(heard).isEqualTo(1);
        for (int frame = 0; frame < 3; frame++) {
            sounded = keys.hear(new short[160 * width], 160, width);
        }
        assertThat(sounded).as("after 60 ms of silence").isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void nothingIsHeardByWhoDoesNotListen(int width) {
        keys.listen(true);
        keys.listen(false);

        for (int frame = 0; frame < 10; frame++) {
            assertThat(keys.hear(five(frame, width), 160, width)).isFalse();
        }
        assertThat(keys.take()).isNull();
    }
}

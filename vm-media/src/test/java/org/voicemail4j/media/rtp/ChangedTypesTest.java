package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.PayloadFormat;

/** Payload types that change their meaning with a new description. */
class ChangedTypesTest {

    private static final PayloadFormat EVENTS = new PayloadFormat(101, "telephone-event", 8000, "0-15");

    private final CallInMemory line = new CallInMemory();
    private int number;

    private void speak(int type, int frames) {
        for (int i = 0; i < frames; i++) {
            line.speak(type, number++, true);
        }
    }

    @Test
    void aFormerTypeThatMeansSomethingElseNowIsTakenForThat() {
        line.describe(CallInMemory.agreement(0, 96));
        Recorder recorder = line.record();
        speak(0, 50);
        PayloadFormat sound = new PayloadFormat(96, "PCMU", 8000, "");
        line.describe(new Agreement(Calls.PCMU, sound, Optional.of(EVENTS), Optional.empty()));
        speak(96, 50);

        assertThat(line.end(recorder).spoken()).isEqualTo(Duration.ofSeconds(2));
    }
}

package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.testkit.Sounds;

@Timeout(60)
class PromptSoundsTest {

    /** Else the room of each that comes second would be lost for ever. */
    @Test
    void callsThatReadAPromptAtTheSameTimeKeepItOnce() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        PromptSounds sounds = new PromptSounds(
                (name, language) -> {
                    meet(together);
                    return Optional.of(Sounds.of(AudioFormat.ULAW, Phone.speech(10, 1)));
                },
                AudioCodecs.standard());

        List<CompletableFuture<byte[]>> reading = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            reading.add(CallFlow.flow(
                    () -> sounds.find("vm-intro", Locale.ENGLISH, Calls.PCMU).orElseThrow()));
        }

        byte[] first = reading.get(0).get();
        assertThat(reading.get(1).get()).isSameAs(first).hasSize(1600);
        assertThat(sounds.find("vm-intro", Locale.ENGLISH, Calls.PCMU)).containsSame(first);
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

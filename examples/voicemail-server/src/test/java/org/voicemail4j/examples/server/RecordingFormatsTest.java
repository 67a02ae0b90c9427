package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.audio.AudioFormat.ULAW;
import static org.voicemail4j.audio.AudioFormat.WAV;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.codec.AudioCodecs;

/** Asterisk's usual {@code format=wav49|gsm|wav} must not end every call where no codec for one of them is at hand. */
class RecordingFormatsTest {

    @Test
    void keepsTheOrderOfThoseThatCanBeRecorded() {
        assertThat(RecordingFormats.usable(List.of(ULAW, WAV))).containsExactly(ULAW, WAV);
    }

    @Test
    void whateverIsConfiguredSomethingCanBeRecorded() {
        for (AudioFormat format : AudioFormat.values()) {
            assertThat(RecordingFormats.usable(List.of(format)))
                    .isNotEmpty()
                    .allSatisfy(usable -> assertThat(AudioCodecs.standard().find(usable.encoding()))
                            .isPresent());
        }
    }
}

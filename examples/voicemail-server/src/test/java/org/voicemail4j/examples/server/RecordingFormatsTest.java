package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.audio.AudioFormat.GSM;
import static org.voicemail4j.audio.AudioFormat.ULAW;
import static org.voicemail4j.audio.AudioFormat.WAV;
import static org.voicemail4j.audio.AudioFormat.WAV49;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.codec.AudioCodecs;

/** A format for which there is no codec, such as g722, must not end every call. */
class RecordingFormatsTest {

    @Test
    void keepsTheOrderOfThoseThatCanBeRecorded() {
        assertThat(RecordingFormats.usable(List.of(ULAW, WAV))).containsExactly(ULAW, WAV);
    }

    @Test
    void asterisksUsualFormatsAreAllRecorded() {
        assertThat(RecordingFormats.usable(List.of(WAV49, GSM, WAV))).containsExactly(WAV49, GSM, WAV);
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

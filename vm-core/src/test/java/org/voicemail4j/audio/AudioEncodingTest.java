package org.voicemail4j.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AudioEncodingTest {

    @ParameterizedTest
    @EnumSource(AudioEncoding.class)
    void aWholeNumberOfBlocksKeepsItsLength(AudioEncoding encoding) {
        long bytes = 40L * encoding.blockBytes() * 25;
        assertThat(encoding.bytes(encoding.duration(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @EnumSource(AudioEncoding.class)
    void aPartOfABlockCountsForNothing(AudioEncoding encoding) {
        assertThat(encoding.duration(encoding.blockBytes() - 1L)).isEqualTo(Duration.ZERO);
    }

    @Test
    void lengthsAreThoseOfTheStandards() {
        assertThat(AudioEncoding.ULAW.duration(160)).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioEncoding.LINEAR_8K.duration(320)).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioEncoding.GSM.duration(33)).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioEncoding.MICROSOFT_GSM.duration(65)).isEqualTo(Duration.ofMillis(40));
        assertThat(AudioEncoding.G722.duration(160)).isEqualTo(Duration.ofMillis(20));
        assertThat(AudioEncoding.LINEAR_16K.duration(640)).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void formatsAreFoundByNameAndExtension() {
        for (AudioFormat format : AudioFormat.values()) {
            assertThat(AudioFormat.named(format.formatName())).contains(format);
            assertThat(AudioFormat.ofExtension(format.extension())).contains(format);
        }
        assertThat(AudioFormat.ofExtension("wav")).contains(AudioFormat.WAV);
        assertThat(AudioFormat.ofExtension("WAV")).contains(AudioFormat.WAV49);
        assertThat(AudioFormat.ofExtension("mp3")).isEmpty();
    }
}

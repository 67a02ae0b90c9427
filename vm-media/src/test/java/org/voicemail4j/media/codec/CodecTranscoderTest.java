package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.testkit.Sounds;

class CodecTranscoderTest {

    private static final AudioContent TONE = Sounds.tone(450, Duration.ofMillis(1234));

    private final AudioTranscoder transcoder = AudioCodecs.standard().transcoder();

    private AudioContent transcoded(AudioContent from, AudioFormat to) {
        return transcoded(transcoder, from, to);
    }

    private static AudioContent transcoded(AudioTranscoder transcoder, AudioContent from, AudioFormat to) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        transcoder.transcode(from, new AudioSink() {
            @Override
            public AudioFormat format() {
                return to;
            }

            @Override
            public void append(ByteBuffer audio) {
                while (audio.hasRemaining()) {
                    octets.write(audio.get());
                }
            }

            @Override
            public Duration length() {
                return to.encoding().duration(octets.size());
            }
        });
        return Sounds.of(to, octets.toByteArray());
    }

    private static short[] samples(AudioContent linear) {
        byte[] octets = Sounds.octets(linear);
        short[] samples = new short[octets.length / 2];
        ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    @Test
    void theSameEncodingIsCopied() {
        assertThat(Sounds.octets(transcoded(TONE, AudioFormat.SLN))).isEqualTo(Sounds.octets(TONE));
    }

    @Test
    void throughMuLawAndBackASampleChangesByAThirtySecondAtMost() {
        short[] before = samples(TONE);
        short[] after = samples(transcoded(transcoded(TONE, AudioFormat.ULAW), AudioFormat.WAV));

        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.length; i++) {
            assertThat(Math.abs(after[i] - before[i])).isLessThanOrEqualTo(8 + Math.abs(before[i]) / 32);
        }
    }

    @Test
    void wideSoundIsHalvedAndDoubledWithTheSameLengthAndTone() {
        AudioContent wide = transcoded(TONE, AudioFormat.WAV16);
        AudioContent narrow = transcoded(wide, AudioFormat.SLN);

        assertThat(wide.length()).isEqualTo(TONE.length());
        assertThat(narrow.length()).isEqualTo(TONE.length());
        short[] before = samples(TONE);
        short[] after = samples(narrow);
        int delay = 39; // 78 samples at 16 kHz through both filters
        for (int i = 400; i + delay < after.length; i++) {
            assertThat(Math.abs(after[i + delay] - before[i])).isLessThan(200);
        }
    }

    @Test
    void whatLiesAboveHalfTheRateIsFilteredAway() {
        byte[] octets = new byte[2 * 16000];
        ByteBuffer pcm = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 16000; i++) {
            pcm.putShort((short) (16000 * Math.sin(2 * Math.PI * 5500 * i / 16000)));
        }

        short[] narrow = samples(transcoded(Sounds.of(AudioFormat.WAV16, octets), AudioFormat.SLN));

        for (int i = 100; i < narrow.length; i++) {
            assertThat((int) narrow[i]).isBetween(-32, 32);
        }
    }

    @Test
    void whatHasNoCodecIsRefusedByName() {
        AudioContent wide = Sounds.noise(AudioFormat.G722, Duration.ofSeconds(1), 1);
        AudioTranscoder narrow = AudioCodecs.of(G711.ULAW).transcoder();

        assertThat(narrow.canTranscode(AudioFormat.G722, AudioFormat.ULAW)).isFalse();
        assertThat(narrow.canTranscode(AudioFormat.G722, AudioFormat.G722)).isTrue();
        assertThatThrownBy(() -> transcoded(narrow, wide, AudioFormat.ULAW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("G722");
    }
}

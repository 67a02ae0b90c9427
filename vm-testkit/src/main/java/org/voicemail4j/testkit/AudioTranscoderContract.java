package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.testkit.TranscriberContract.CountedSound;

/** What every {@link AudioTranscoder} must do, with whatever formats it can; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface AudioTranscoderContract {

    /** The transcoder under test, the same one throughout a test. */
    AudioTranscoder transcoder();

    @Test
    default void itCanDoSomething() {
        assertThat(AudioFormat.values()).anyMatch(format -> transcoder().canTranscode(format, format));
    }

    @Test
    default void whatItSaysItCanItDoes() {
        forEachPair(true, (from, to) -> {
            AudioContent sound = sound(from, Duration.ofMillis(330));
            InMemorySink sink = sink(to);
            transcoder().transcode(sound, sink);
            long off = sink.length().minus(sound.length()).abs().toMillis();
            assertThat(off)
                    .as("%s to %s: milliseconds too long or short", from, to)
                    .isLessThanOrEqualTo(40);
        });
    }

    @Test
    default void whatItCannotIsRefused() {
        forEachPair(false, (from, to) -> {
            InMemorySink sink = sink(to);
            assertThatIllegalArgumentException()
                    .as("%s to %s", from, to)
                    .isThrownBy(() -> transcoder().transcode(noise(from, Duration.ofMillis(330)), sink));
            assertThat(sink.length()).isZero();
        });
    }

    @Test
    default void soundOfTheSameEncodingStaysAsItIs() {
        forEachPair(true, (from, to) -> {
            if (from.encoding() == to.encoding()) {
                AudioContent sound = noise(from, Duration.ofSeconds(3));
                InMemorySink sink = sink(to);
                transcoder().transcode(sound, sink);
                assertThat(Sounds.octets(sink.content()))
                        .as("%s to %s", from, to)
                        .isEqualTo(Sounds.octets(sound));
            }
        });
    }

    @Test
    default void aToneThereAndBackIsAsLoudAsItWas() {
        AudioContent tone = Sounds.tone(440, Duration.ofMillis(500));
        forEachPair(true, (from, to) -> {
            if (from == AudioFormat.WAV && transcoder().canTranscode(to, AudioFormat.WAV)) {
                InMemorySink there = sink(to);
                transcoder().transcode(tone, there);
                InMemorySink back = sink(AudioFormat.WAV);
                transcoder().transcode(there.content(), back);
                assertThat(loudness(back.content()) / loudness(tone))
                        .as("by way of %s", to)
                        .isBetween(0.7, 1.4);
            }
        });
    }

    @Test
    default void nothingBecomesNothing() {
        forEachPair(true, (from, to) -> {
            InMemorySink sink = sink(to);
            transcoder().transcode(Sounds.of(from, new byte[0]), sink);
            assertThat(sink.length()).as("%s to %s", from, to).isZero();
        });
    }

    @Test
    default void whateverIsOpenedIsClosed() {
        forEachPair(true, (from, to) -> {
            CountedSound sound = new CountedSound(sound(from, Duration.ofMillis(100)));
            transcoder().transcode(sound, sink(to));
            assertThatThrownBy(() -> transcoder().transcode(sound, new Outputs.FullSink(to)))
                    .as("%s to %s", from, to)
                    .isInstanceOf(VoicemailException.class);
            assertThat(sound.readers())
                    .as("readers left open, %s to %s", from, to)
                    .isZero();
        });
    }

    @Test
    default void manyMayAskAtOnce() throws Exception {
        AudioContent tone = Sounds.tone(440, Duration.ofMillis(500));
        AudioFormat to =
                transcoder().canTranscode(AudioFormat.WAV, AudioFormat.GSM) ? AudioFormat.GSM : AudioFormat.SLN;
        InMemorySink alone = sink(to);
        transcoder().transcode(tone, alone);
        ContractThreads.atOnce(4, thread -> {
            InMemorySink sink = sink(to);
            transcoder().transcode(tone, sink);
            assertThat(Sounds.octets(sink.content())).isEqualTo(Sounds.octets(alone.content()));
        });
    }

    @Test
    default void theFilesItNamesItMakes() {
        for (AudioFormat from : AudioFormat.values()) {
            for (String extension : transcoder().files(from)) {
                CountedSound sound = new CountedSound(sound(from, Duration.ofMillis(200)));
                Outputs.Lent file = new Outputs.Lent();
                transcoder().writeFile(sound, extension, file);
                assertThat(file.size())
                        .as("octets of a file '%s' of %s", extension, from)
                        .isPositive();
                assertThat(file.isClosed()).as("the output is closed").isFalse();
                assertThatExceptionOfType(VoicemailException.class)
                        .isThrownBy(() -> transcoder().writeFile(sound, extension, new Outputs.Full()));
                assertThat(sound.readers()).as("readers left open").isZero();
            }
        }
    }

    @Test
    default void aFileThatItDoesNotNameIsRefused() {
        for (AudioFormat from : AudioFormat.values()) {
            for (String extension : new String[] {"", "docx", "../ogg", "\u0000"}) {
                Outputs.Lent file = new Outputs.Lent();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> transcoder().writeFile(noise(from, Duration.ofMillis(20)), extension, file));
                assertThat(file.size()).isZero();
            }
        }
    }

    private void forEachPair(boolean possible, BiConsumer<AudioFormat, AudioFormat> check) {
        for (AudioFormat from : AudioFormat.values()) {
            Arrays.stream(AudioFormat.values())
                    .filter(to -> transcoder().canTranscode(from, to) == possible)
                    .forEach(to -> check.accept(from, to));
        }
    }

    /** A tone, if it can be made in that format, else noise. */
    private AudioContent sound(AudioFormat format, Duration length) {
        if (!transcoder().canTranscode(AudioFormat.WAV, format)) {
            return noise(format, length);
        }
        InMemorySink sink = sink(format);
        transcoder().transcode(Sounds.tone(440, length), sink);
        return sink.content();
    }

    private static AudioContent noise(AudioFormat format, Duration length) {
        return Sounds.noise(format, length, 1);
    }

    private static InMemorySink sink(AudioFormat format) {
        return new InMemorySink(format, new RecordingState());
    }

    private static double loudness(AudioContent linear) {
        ByteBuffer octets = ByteBuffer.wrap(Sounds.octets(linear)).order(ByteOrder.LITTLE_ENDIAN);
        double sum = 0;
        for (int at = 0; at < octets.limit(); at += Short.BYTES) {
            sum += (double) octets.getShort(at) * octets.getShort(at);
        }
        return Math.sqrt(sum / (octets.limit() / Short.BYTES));
    }
}

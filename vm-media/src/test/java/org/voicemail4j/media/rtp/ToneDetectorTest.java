package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.prompt.PromptLibrary;

/** Keys as tones: what must be heard (ITU-T Q.24), and speech in which nothing may be heard. */
class ToneDetectorTest {

    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] LOW = {697, 770, 852, 941};
    private static final double[] HIGH = {1209, 1336, 1477, 1633};

    private final short[] sound = new short[8000 * 60];
    private int length;

    private void silence(int millis) {
        length += millis * 8;
    }

    private void key(char key, int millis, double low, double high, double shift) {
        int index = KEYS.indexOf(key);
        for (int i = 0; i < millis * 8; i++) {
            double time = 2 * Math.PI * i / 8000;
            sound[length++] = (short)
                    (low * Math.sin(time * LOW[index / 4] * shift) + high * Math.sin(time * HIGH[index % 4] * shift));
        }
    }

    private void noise(double deviation, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < length; i++) {
            sound[i] = (short) Math.max(-32768, Math.min(32767, sound[i] + deviation * random.nextGaussian()));
        }
    }

    private String heard() {
        return heard(sound, length);
    }

    private static String heard(short[] samples, int count) {
        ToneDetector detector = new ToneDetector();
        StringBuilder keys = new StringBuilder();
        for (int at = 0; at < count; at += 160) {
            short[] frame = Arrays.copyOfRange(samples, at, Math.min(count, at + 160));
            char key = detector.hear(frame, frame.length);
            if (key != ToneDetector.NONE) {
                keys.append(key);
            }
        }
        return keys.toString();
    }

    @ParameterizedTest(name = "{0} ms, low {1}, high {2}, {3} times the frequency")
    @CsvSource({
        "100, 8000, 8000, 1",
        "40, 8000, 8000, 1",
        "50, 400, 400, 1",
        "50, 8000, 4000, 1",
        "50, 5000, 7000, 1",
        "50, 8000, 8000, 1.015",
        "50, 8000, 8000, 0.985"
    })
    void everyKeyIsHeardOnce(int millis, double low, double high, double shift) {
        for (int start = 0; start < 13; start++) {
            length = 0;
            silence(5 + start);
            for (char key : KEYS.toCharArray()) {
                key(key, millis, low, high, shift);
                silence(45);
            }

            assertThat(heard()).as("begun after %d ms", 5 + start).isEqualTo(KEYS);
        }
    }

    @Test
    void aKeyPressedTwiceIsHeardTwiceAndALongOneOnce() {
        silence(50);
        key('5', 60, 8000, 8000, 1);
        silence(45);
        key('5', 60, 8000, 8000, 1);
        silence(45);
        key('#', 3000, 8000, 8000, 1);
        silence(100);

        assertThat(heard()).isEqualTo("55#");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keysAreHeardInNoise(long seed) {
        for (char key : KEYS.toCharArray()) {
            silence(50);
            key(key, 80, 6000, 6000, 1);
        }
        silence(50);
        noise(800, seed); // 14 dB below the tones

        assertThat(heard()).isEqualTo(KEYS);
    }

    @Test
    void clicksOneToneAndFaintTonesAreNoKeys() {
        silence(50);
        key('5', 12, 8000, 8000, 1);
        silence(50);
        key('5', 500, 8000, 0, 1);
        silence(50);
        key('5', 500, 0, 8000, 1);
        silence(50);
        key('5', 500, 60, 60, 1);
        silence(50);
        key('5', 500, 8000, 1500, 1);

        assertThat(heard()).isEmpty();
    }

    /** Voices: harmonics of a pitch that moves, through formants that move, as loud as speech gets. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsHeardInAMinuteOfSpeechLikeSound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double phase = 0;
        double pitch = 80 + random.nextInt(200);
        double[] formants = {500, 1500, 2500};
        for (int i = 0; i < sound.length; i++) {
            if (i % 800 == 0) {
                pitch = Math.max(70, Math.min(350, pitch * (0.85 + 0.3 * random.nextDouble())));
                formants =
                        new double[] {250 + random.nextInt(700), 900 + random.nextInt(1600), 2300 + random.nextInt(1000)
                        };
            }
            phase += pitch / 8000;
            double sample = 0;
            for (int harmonic = 1; harmonic * pitch < 3400; harmonic++) {
                double loud = 0;
                for (double formant : formants) {
                    double off = (harmonic * pitch - formant) / 90;
                    loud += 1 / (1 + off * off);
                }
                sample += loud * Math.sin(2 * Math.PI * phase * harmonic);
            }
            double syllable = 0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * i / 8000);
            sound[i] = (short) Math.max(-32768, Math.min(32767, 6000 * syllable * sample));
        }

        assertThat(heard(sound, sound.length)).isEmpty();
    }

    @Test
    void nothingIsHeardInAnyPrompt() throws IOException {
        int samples = 0;
        for (String name : prompts()) {
            try (InputStream prompt = PromptLibrary.class.getResourceAsStream("en/" + name + ".ulaw")) {
                short[] spoken =
                        Phone.linear(Objects.requireNonNull(prompt, name).readAllBytes());
                samples += spoken.length;

                assertThat(heard(spoken, spoken.length)).as(name).isEmpty();
            }
        }

        assertThat(samples).as("samples of speech").isGreaterThan(60 * 8000);
    }

    private static List<String> prompts() throws IOException {
        try (InputStream index = PromptLibrary.class.getResourceAsStream("en/index")) {
            return new String(Objects.requireNonNull(index).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}

package org.voicemail4j.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.signal.SampleSource;

@Timeout(120)
class OggOpusTest {

    private static final int RATE = 16_000;
    private static final double TONE = 8000 / Math.sqrt(2);

    @TempDir
    Path folder;

    /** A tone that sounds from the first third to the second, so that a shift would show. */
    private static short[] sound(int samples) {
        short[] sound = new short[samples];
        for (int i = samples / 3; i < 2 * samples / 3; i++) {
            sound[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * i / RATE));
        }
        return sound;
    }

    private static byte[] file(short[] sound) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        OggOpusWriter writer = new OggOpusWriter(file, 7);
        for (int i = 0; i < sound.length; i += 1000) {
            writer.write(sound, i, Math.min(1000, sound.length - i));
        }
        writer.finish();
        return file.toByteArray();
    }

    private short[] read(byte[] file) throws IOException {
        return read(Files.write(folder.resolve("in.opus"), file));
    }

    private static short[] read(Path file) {
        short[] samples = new short[20 * RATE];
        int count = 0;
        try (SampleSource source = OpusFiles.open(file)) {
            assertThat(source.rateHz()).isEqualTo(RATE);
            int read;
            while ((read = source.read(samples, count, samples.length - count)) >= 0) {
                count += read;
            }
        }
        return Arrays.copyOf(samples, count);
    }

    private static double loudness(short[] sound, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) sound[i] * sound[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    /** As long as it was, silent where it was, and the tone where it was. */
    private static void isAlike(short[] heard, int samples, double loudness) {
        assertThat(heard).hasSize(samples);
        int slack = 400;
        assertThat(loudness(heard, 0, samples / 3 - slack)).isLessThan(100);
        assertThat(loudness(heard, samples / 3 + slack, 2 * samples / 3 - slack))
                .isCloseTo(loudness, within(loudness / 10));
        assertThat(loudness(heard, 2 * samples / 3 + slack, samples)).isLessThan(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {RATE * 3, RATE * 3 + 1, 50 * 320, 50 * 320 - 104, 16_213})
    void whatIsWrittenIsReadToTheSample(int samples) throws IOException {
        isAlike(read(file(sound(samples))), samples, TONE);
    }

    @Test
    void noSoundAtAllIsAFile() throws IOException {
        assertThat(read(file(new short[0]))).isEmpty();
        assertThat(read(file(new short[1]))).hasSize(1);
    }

    /** RFC 7845 §5.1 and RFC 3533 §6, octet by octet. */
    @Test
    void theHeadersAreThoseOfTheStandard() {
        ByteBuffer file = ByteBuffer.wrap(file(sound(RATE))).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(Arrays.copyOf(file.array(), 6)).containsExactly('O', 'g', 'g', 'S', 0, 2 /* the first page */);
        assertThat(file.getLong(6)).as("granule position").isZero();
        assertThat(file.getInt(14)).as("serial").isEqualTo(7);
        assertThat(file.getInt(18)).as("sequence").isZero();
        assertThat(Arrays.copyOfRange(file.array(), 26, 28)).containsExactly(1, 19);
        assertThat(new String(file.array(), 28, 8, StandardCharsets.US_ASCII)).isEqualTo("OpusHead");
        assertThat(Arrays.copyOfRange(file.array(), 36, 38))
                .as("version, channels")
                .containsExactly(1, 1);
        assertThat(file.getShort(38)).as("pre-skip").isEqualTo((short) 312);
        assertThat(file.getInt(40)).as("original rate").isEqualTo(16_000);
        assertThat(Arrays.copyOfRange(file.array(), 44, 47)).as("gain, mapping").containsExactly(0, 0, 0);
        assertThat(file.get(47 + 5)).as("flags of the tags' page").isZero();
    }

    /** RFC 7845 §5.1: in 256ths of a dB. */
    @ParameterizedTest
    @ValueSource(ints = {-12, -6, 0, 6, 60})
    void theHeadersGainIsApplied(int db) throws IOException {
        byte[] file = file(sound(RATE * 3));
        byte[] head = Arrays.copyOfRange(file, 28, 47);
        ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).putShort(16, (short) (256 * db));
        byte[] page = OggPage.encode(OggPage.FIRST, 0, 7, 0, new byte[] {19}, head);
        System.arraycopy(page, 0, file, 0, page.length);

        short[] heard = read(file);

        double expected = Math.min(Short.MAX_VALUE, TONE * Math.pow(10, db / 20.0));
        assertThat(loudness(heard, RATE + 400, 2 * RATE - 400)).isCloseTo(expected, within(expected / 10));
    }

    @Test
    void aFileThatWasCutShortIsReadAsFarAsItGoes() throws IOException {
        byte[] whole = file(sound(3 * RATE));
        assertThat(read(Arrays.copyOf(whole, whole.length - 1)).length).isBetween(RATE, 3 * RATE - 1);
    }

    /** RFC 3533 §6: a page may have no segments at all. */
    @Test
    void pagesWithoutSegmentsArePassedOver() throws IOException {
        byte[] whole = file(sound(3 * RATE));
        byte[] empty = OggPage.encode(0, -1, 7, 99, new byte[0], new byte[0]);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int at = 0; at < whole.length; ) {
            int length = OggPage.length(Arrays.copyOfRange(whole, at, whole.length));
            file.write(whole, at, length);
            file.writeBytes(empty);
            at += length;
        }
        isAlike(read(file.toByteArray()), 3 * RATE, TONE);
    }

    @Test
    void aDamagedPageIsPassedOverAndTheOthersAreHeard() throws IOException {
        byte[] damaged = file(sound(5 * RATE));
        damaged[damaged.length / 2] ^= 0x40;
        assertThat(read(damaged).length).isBetween(3 * RATE, 5 * RATE - RATE / 2);
    }

    static LongStream seeds() {
        return new SplittableRandom(20261126).longs(12);
    }

    /** Whatever stands in it: samples or a refusal, and an end. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void hostileOctetsEndAsSoundOrRefusal(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = file(sound(RATE));
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            file[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        try {
            assertThat(read(file).length).isLessThanOrEqualTo(8 * RATE);
        } catch (MediaException e) {
            assertThat(e).hasMessageContaining("in.opus");
        }
    }

    @Test
    void whatOnlyLooksLikePagesIsGivenUp() throws IOException {
        byte[] file = new byte[4_000_000];
        for (int i = 0; i + 30 < file.length; i += 30) {
            System.arraycopy(new byte[] {'O', 'g', 'g', 'S'}, 0, file, i, 4);
            Arrays.fill(file, i + 26, i + 30, (byte) 255);
        }
        assertThatThrownBy(() -> read(file)).isInstanceOf(MediaException.class).hasMessageContaining("in.opus");
    }

    private static void ffmpeg(String... arguments) throws Exception {
        Path ffmpeg = Path.of("/usr/bin/ffmpeg");
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(ffmpeg).isExecutable();
        }
        Assumptions.assumeTrue(Files.isExecutable(ffmpeg), "ffmpeg is not installed");
        String[] command = new String[arguments.length + 4];
        System.arraycopy(new String[] {"ffmpeg", "-v", "error", "-y"}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        Process process = new ProcessBuilder(command)
                .inheritIO()
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void ffmpegReadsWhatWeWriteAndWeWhatItWrites() throws Exception {
        int samples = 3 * RATE + 77;
        Path ours = Files.write(folder.resolve("ours.ogg"), file(sound(samples)));
        Path raw = folder.resolve("ours.raw");
        ffmpeg("-i", ours.toString(), "-f", "s16le", "-ar", "16000", "-ac", "1", raw.toString());
        isAlike(shorts(raw), samples, TONE);
        ByteBuffer octets = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(sound(samples));
        Path in = Files.write(folder.resolve("theirs.raw"), octets.array());
        Path theirs = folder.resolve("theirs.opus");
        ffmpeg(
                "-f",
                "s16le",
                "-ar",
                "16000",
                "-ac",
                "1",
                "-i",
                in.toString(),
                "-ac",
                "2",
                "-c:a",
                "libopus",
                theirs.toString());
        short[] heard = read(theirs);
        assertThat(heard.length).isCloseTo(samples, within(2));
        isAlike(heard, heard.length, TONE / Math.sqrt(2)); // two channels of half the power each
    }

    private static short[] shorts(Path file) throws IOException {
        ByteBuffer octets = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[octets.remaining() / 2];
        octets.asShortBuffer().get(samples);
        return samples;
    }
}

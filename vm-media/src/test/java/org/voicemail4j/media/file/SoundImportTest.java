package org.voicemail4j.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.signal.Loudness;

/** Sound files of others, taken in as greetings and the like. */
class SoundImportTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "8000, 1",
        "8000, 2",
        "11025, 1",
        "16000, 1",
        "16000, 2",
        "22050, 1",
        "24000, 2",
        "32000, 1",
        "44100, 1",
        "44100, 2",
        "48000, 1",
        "48000, 2",
        "96000, 6",
        "192000, 1"
    })
    void everyUsualRateAndAnyChannelsBecomeTheTelephones(int rateHz, int channels) {
        byte[] sound = Waves.tone(rateHz, channels, 2);
        Path path = Waves.write(
                folder, "a.wav", Waves.file(Waves.format(1, channels, rateHz, 16), Waves.chunk("data", sound)));

        for (int wanted : new int[] {8000, 16000}) {
            short[] samples = Waves.samples(path, wanted);

            assertThat(samples).hasSize(2 * wanted);
            assertThat(Waves.toneOf(samples, wanted)).isCloseTo(0.5, within(0.005));
        }
    }

    @Test
    void channelsAreMixed() {
        byte[] frames = {0, 16, 0, 32, 0, -16, 0, 48};
        Path path =
                Waves.write(folder, "a.wav", Waves.file(Waves.format(1, 2, 44100, 16), Waves.chunk("data", frames)));

        assertThat(Waves.samples(path)).containsExactly(0x1800, 0x1000);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 8, 0080C0FF, -32768 0 16384 32512",
        "1, 24, 000080FFFF7F000000, -32768 32767 0",
        "1, 32, 00000080FFFFFF7F, -32768 32767",
        "3, 32, 000080BF0000003F00000040, -32768 16384 32767",
        "3, 64, 000000000000F0BF000000000000E03F, -32768 16384",
        "6, 8, D555, 8 -8",
        "7, 8, FF80, 0 32124"
    })
    void samplesOfEveryKindAreRead(int tag, int bits, String octets, String expected) {
        byte[] sound = HexFormat.of().parseHex(octets);
        Path path =
                Waves.write(folder, "a.wav", Waves.file(Waves.format(tag, 1, 44100, bits), Waves.chunk("data", sound)));

        short[] samples = Waves.samples(path);

        assertThat(samples).hasSize(expected.split(" ").length);
        for (int i = 0; i < samples.length; i++) {
            assertThat((int) samples[i]).isEqualTo(Integer.parseInt(expected.split(" ")[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ulaw", "alaw", "gsm", "sln", "g722", "WAV", "wav16"})
    void filesOfOurOwnFormatsAreReadToo(String extension) {
        AudioFormat format = AudioFormat.ofExtension(extension).orElseThrow();
        Path path = folder.resolve("a." + extension);
        Path wide = Waves.write(
                folder,
                "b.wav",
                Waves.file(Waves.format(1, 1, 16000, 16), Waves.chunk("data", Waves.tone(16000, 1, 2))));
        try (SoundFileWriter writer = SoundFileWriter.create(path, format)) {
            AudioCodecs.standard().transcoder().transcode(SoundFile.find(wide).orElseThrow(), writer);
        }

        short[] samples = Waves.samples(path, 8000);

        assertThat(samples.length).isBetween(16000, 16320);
        assertThat(Waves.toneOf(samples, 8000)).isCloseTo(0.5, within(0.06));
    }

    @ParameterizedTest
    @CsvSource({"44100, 2, 0.02", "8000, 1, 0.3", "48000, 1, 0.9"})
    void greetingsAreMadeEquallyLoud(int rateHz, int channels, double level) {
        byte[] sound = Waves.tone(rateHz, channels, 4);
        for (int i = 0; i < sound.length; i += 2) {
            int sample = (int) ((sound[i] & 0xFF | sound[i + 1] << 8) * level * 2);
            sound[i] = (byte) sample;
            sound[i + 1] = (byte) (sample >> 8);
        }
        Path path = Waves.write(
                folder, "a.wav", Waves.file(Waves.format(1, channels, rateHz, 16), Waves.chunk("data", sound)));

        AudioContent greeting = SoundImport.greeting(path, AudioCodecs.standard(), Duration.ofMinutes(1));

        assertThat(greeting.format()).isEqualTo(rateHz < 16000 ? AudioFormat.WAV : AudioFormat.WAV16);
        assertThat(greeting.length()).isEqualTo(Duration.ofSeconds(4));
        try (SoundReader reader = new SoundReader(
                greeting, AudioCodecs.standard(), greeting.format().encoding().sampleRateHz())) {
            assertThat(Loudness.of(reader).lufs().orElseThrow()).isCloseTo(SoundImport.GREETING_LUFS, within(0.2));
        }
    }

    @Test
    void whatIsTooLongForAGreetingIsRefused() {
        Path path = Waves.write(
                folder,
                "long.wav",
                Waves.file(Waves.format(1, 1, 44100, 16), Waves.chunk("data", Waves.tone(44100, 1, 3))));

        assertThatThrownBy(() -> SoundImport.greeting(path, AudioCodecs.standard(), Duration.ofSeconds(2)))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("long.wav is longer than 2 s");
        assertThat(SoundImport.greeting(path, AudioCodecs.standard(), Duration.ofSeconds(3))
                        .length())
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void whatCannotBeReadIsNamedWithTheReason() {
        byte[] data = Waves.chunk("data", new byte[100]);
        refused("does not begin like a WAVE file", new byte[] {1, 2, 3});
        refused("does not begin like a WAVE file", new byte[0]);
        refused("has 0 channels", Waves.file(Waves.format(1, 0, 8000, 16), data));
        refused("has 65535 channels", Waves.file(Waves.format(1, 0xFFFF, 8000, 16), data));
        refused("has 0 samples in a second", Waves.file(Waves.format(1, 2, 0, 16), data));
        refused("has 4294967295 samples in a second", Waves.file(Waves.format(1, 2, -1, 16), data));
        refused("format 85 with 0 bits", Waves.file(Waves.format(85, 1, 44100, 0), data));
        refused("format 1 with 12 bits", Waves.file(Waves.format(1, 1, 44100, 12), data));
        refused("no 'fmt ' chunk before its sound", Waves.file(data));
        refused("'fmt ' chunk of only 7 octets", Waves.file(Waves.chunk("fmt ", 7, new byte[7]), data));
        refused("ends without a 'data' chunk", Waves.file(Waves.format(1, 2, 44100, 16)));
        refused("ends without a 'data' chunk", Waves.file(Waves.chunk("LIST", 0xFFFFFFF0L, new byte[10])));
        byte[][] many = new byte[1002][];
        Arrays.fill(many, Waves.chunk("junk", new byte[0]));
        refused("more than 1000 chunks", Waves.file(many));
        assertThatThrownBy(() -> SoundImport.open(folder.resolve("none.wav"), AudioCodecs.standard()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("none.wav: there is no such file");
        assertThatThrownBy(() -> SoundImport.open(Waves.write(folder, "a.mp3", data), AudioCodecs.standard()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("unknown extension 'mp3'");
        assertThatThrownBy(() -> SoundImport.greeting(
                        Waves.write(
                                folder,
                                "e.wav",
                                Waves.file(Waves.format(1, 2, 44100, 16), Waves.chunk("data", new byte[0]))),
                        AudioCodecs.standard(),
                        Duration.ofSeconds(2)))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("e.wav holds no sound");
    }

    private void refused(String reason, byte[] octets) {
        Path path = Waves.write(folder, "bad.wav", octets);
        assertThatThrownBy(() -> SoundImport.open(path, AudioCodecs.standard()))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining(reason);
    }

    /** Sizes of 0, of 4 GB, and smaller than what is there; with foreign chunks of odd length in front. */
    @ParameterizedTest
    @CsvSource({"0, 50", "0xFFFFFFFF, 50", "4000000000, 50", "60, 30", "200, 50", "1, 0"})
    void sizesThatLieAreTakenForClaims(String claimed, int samples) {
        for (int channels = 1; channels <= 2; channels++) {
            byte[] octets = new byte[100 * channels];
            long size = Long.decode(claimed) * (Long.decode(claimed) < 1000 ? channels : 1);
            Path path = Waves.write(
                    folder,
                    "a.wav",
                    Waves.file(
                            Waves.chunk("LIST", new byte[] {1, 2, 3}),
                            Waves.format(1, channels, 8000, 16),
                            Waves.chunk("odd ", new byte[] {1}),
                            Waves.chunk("data", size, octets)));

            assertThat(Waves.samples(path)).hasSize(samples);
        }
    }

    @Test
    void aHeaderThatADeadWriterLeftIsEnough() {
        for (AudioEncoding encoding :
                new AudioEncoding[] {AudioEncoding.LINEAR_8K, AudioEncoding.ULAW, AudioEncoding.MICROSOFT_GSM}) {
            byte[] header = RiffHeader.encode(encoding, 0);
            byte[] octets = Arrays.copyOf(header, header.length + 10 * encoding.blockBytes() + 1);
            Path path = Waves.write(folder, "a.wav", octets);

            int extra = encoding == AudioEncoding.ULAW ? 1 : 0;
            assertThat(Waves.samples(path)).hasSize(10 * encoding.blockSamples() + extra);
        }
    }
}

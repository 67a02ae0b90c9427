package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code voicemail transcode}, beside sox, which reads and writes most of the formats too. */
class TranscodeTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int transcode(String... args) {
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(
                Stream.concat(Stream.of("transcode"), Stream.of(args)).toArray(String[]::new));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** Three seconds of a tone of 440 Hz, a quarter of full scale. */
    private Path tone() throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(2 * 24000).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 24000; i++) {
            octets.putShort((short) Math.round(8192 * Math.sin(2 * Math.PI * 440 * i / 8000)));
        }
        return Files.write(folder.resolve("tone.sln"), octets.array());
    }

    /** Amplitude of 440 Hz in the second second of bare samples of 8 kHz. */
    private static double toneOf(byte[] samples) {
        ByteBuffer octets = ByteBuffer.wrap(samples).order(ByteOrder.LITTLE_ENDIAN);
        double sine = 0;
        double cosine = 0;
        for (int i = 8000; i < 16000; i++) {
            double turn = 2 * Math.PI * 440 * i / 8000;
            sine += octets.getShort(2 * i) * Math.sin(turn);
            cosine += octets.getShort(2 * i) * Math.cos(turn);
        }
        return 2 * Math.hypot(sine, cosine) / 8000;
    }

    @ParameterizedTest
    @ValueSource(strings = {"wav", "wav16", "WAV", "gsm", "ulaw", "alaw", "sln", "g722", "ogg"})
    void everyFormatAndBackSoundsTheSame(String extension) throws IOException {
        assertThat(transcode(tone().toString(), file("a." + extension))).isZero();
        assertThat(transcode(file("a." + extension), file("b.sln"))).isZero();

        byte[] back = Files.readAllBytes(folder.resolve("b.sln"));
        assertThat(back.length).isBetween(48_000, 48_640);
        assertThat(toneOf(back)).isBetween(7600.0, 8600.0);
        assertThat(err.toString()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(3); // nothing unfinished stays
        }
    }

    @Test
    void itSaysWhatItDid() throws IOException {
        assertThat(transcode(tone().toString(), file("a.wav16"))).isZero();

        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        file("tone.sln") + " (8000 Hz) -> " + file("a.wav16") + " (16000 Hz), 3.00 s\n");
    }

    /** What people upload: made by sox, and read back by it. */
    @ParameterizedTest
    @CsvSource({
        "-r 44100 -c 2 -b 16",
        "-r 48000 -c 1 -b 24",
        "-r 16000 -c 1 -b 16",
        "-r 44100 -c 1 -b 32 -e floating-point",
        "-r 22050 -c 2 -b 8 -e unsigned-integer",
        "-r 8000 -c 1 -e mu-law",
        "-r 8000 -c 2 -e a-law"
    })
    void soxsWavesBecomeWhatSoxReads(String format) throws IOException {
        Peers.need("sox");
        sox("-t raw -r 8000 -e signed -b 16 -c 1 " + tone() + " " + format + " " + file("up.wav"));

        assertThat(transcode(file("up.wav"), file("a.gsm"))).isZero();
        sox(file("a.gsm") + " -t raw -e signed -b 16 " + file("b.sln"));
        assertThat(transcode("--law", "alaw", file("up.wav"), file("law.wav"))).isZero();
        sox(file("law.wav") + " -t raw -e signed -b 16 " + file("c.sln"));

        assertThat(toneOf(Files.readAllBytes(folder.resolve("b.sln")))).isBetween(7600.0, 8600.0);
        assertThat(toneOf(Files.readAllBytes(folder.resolve("c.sln")))).isBetween(8000.0, 8400.0);
    }

    @Test
    void aProgramOfTheOperatorsMakesMp3() throws IOException {
        Peers.need("ffmpeg");
        String encoder = "ffmpeg -v error -i ${FILE} -f mp3 -";
        assertThat(transcode("--mp3", encoder, tone().toString(), file("a.mp3")))
                .isZero();
        Process back = new ProcessBuilder(
                        "ffmpeg", "-v", "error", "-i", file("a.mp3"), "-ar", "8000", "-f", "s16le", file("b.sln"))
                .inheritIO()
                .start();
        assertThat(back.onExit().join().exitValue()).isZero();

        assertThat(toneOf(Files.readAllBytes(folder.resolve("b.sln")))).isBetween(7600.0, 8600.0);
        assertThat(transcode(file("tone.sln"), file("c.mp3"))).as("no program").isEqualTo(2);
        assertThat(transcode("--mp3", "/no/such/program ${FILE}", file("tone.sln"), file("c.mp3")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("cannot run /no/such/program");
        assertThat(folder.resolve("c.mp3")).doesNotExist();
    }

    private void sox(String arguments) throws IOException {
        Process process = new ProcessBuilder(("sox -V1 " + arguments).split(" "))
                .redirectErrorStream(true)
                .start();
        byte[] said = process.getInputStream().readAllBytes();
        process.onExit().join();
        assertThat(process.exitValue())
                .as(new String(said, java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
    }

    @Test
    void soundIsMadeAsLoudAsGreetingsAre() throws IOException {
        assertThat(transcode("--normalise", tone().toString(), file("a.sln"))).isZero();

        assertThat(out.toString()).contains(" dB");
        assertThat(toneOf(Files.readAllBytes(folder.resolve("a.sln")))).isBetween(5000.0, 5900.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none.wav | a.gsm | 1 | none.wav: there is no such file",
                "tone.sln | a.mp3 | 2 | a.mp3: no format for the extension 'mp3'; there are wav, wav16, WAV, gsm, ulaw, alaw, sln, sln16, g722, ogg, opus",
                "tone.ogg | a.gsm | 1 | tone.ogg: no Opus of one or two channels in Ogg",
                "text.wav | a.gsm | 1 | text.wav does not begin like a WAVE file",
                "tone.sln | none/a.gsm | 1 | none/.a.gsm.part~ cannot be written"
            })
    void whatIsWrongIsSaidInOneLine(String in, String to, int exitCode, String reason) throws IOException {
        tone();
        Files.writeString(folder.resolve("tone.ogg"), "OggS");
        Files.writeString(folder.resolve("text.wav"), "hello");

        assertThat(transcode(file(in), file(to))).isEqualTo(exitCode);

        assertThat(err.toString()).startsWith("voicemail: ").contains(reason).hasLineCount(1);
        assertThat(folder.resolve(to)).doesNotExist();
    }

    @Test
    void aLawIsForWaveFilesAlone() throws IOException {
        assertThat(transcode("--law", "ulaw", tone().toString(), file("a.gsm"))).isEqualTo(2);

        assertThat(err.toString()).contains("--law: ").contains("has not the extension 'wav'");
    }

    @Test
    void aFileCanTakeItsOwnPlace() throws IOException {
        String same = file("tone.sln");
        byte[] before = Files.readAllBytes(tone());

        assertThat(transcode(same, same)).isZero();

        assertThat(Files.readAllBytes(folder.resolve("tone.sln"))).isEqualTo(before);
    }
}

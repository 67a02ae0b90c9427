package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundImport;
import org.voicemail4j.media.signal.Loudness;
import org.voicemail4j.media.signal.SampleSource;
import picocli.CommandLine;

/** {@code voicemail greeting}: sound files become greetings. */
class GreetingTest {

    private static final int RATE_HZ = 44_100;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path conf;

    @BeforeEach
    void mailboxes() throws IOException {
        conf = Files.writeString(
                folder.resolve("voicemail.conf"),
                "[general]\nformat = wav49|gsm|wav\nmaxgreet = 5\n[default]\n1000 => 4711,Ann Owner\n");
        Files.createDirectory(folder.resolve("spool"));
    }

    private int greeting(String mailbox, String kind, String file) {
        return run(mailbox, kind, folder.resolve(file).toString());
    }

    private int run(String... what) {
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] where = {"--store", "fs:" + folder.resolve("spool"), "--mailboxes", conf.toString()};
        return command.execute(Stream.of(new String[] {"greeting"}, what, where)
                .flatMap(Arrays::stream)
                .toArray(String[]::new));
    }

    /** A soft tone of 440 Hz in stereo at 44.1 kHz. */
    private void stereo(String name, int seconds) throws IOException {
        int frames = RATE_HZ * seconds;
        ByteBuffer file = ByteBuffer.allocate(44 + 4 * frames)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + 4 * frames)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 2)
                .putInt(RATE_HZ)
                .putInt(4 * RATE_HZ)
                .putShort((short) 4)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 * frames);
        for (int i = 0; i < frames; i++) {
            short sample = (short) Math.round(1000 * Math.sin(2 * Math.PI * 440 * i / RATE_HZ));
            file.putShort(sample).putShort(sample);
        }
        Files.write(folder.resolve(name), file.array());
    }

    @Test
    void aFileOf44KilohertzInStereoBecomesAGreetingInAllFormatsAsLoudAsThePrompts() throws IOException {
        stereo("up.wav", 3);

        assertThat(greeting("1000", "unavailable", "up.wav")).isZero();

        assertThat(out.toString()).isEqualToNormalizingNewlines("1000@default: unavailable greeting of 3.0 s\n");
        for (String extension : new String[] {"WAV", "gsm", "wav"}) {
            Path kept = folder.resolve("spool/default/1000/unavail." + extension);
            try (SampleSource sound = SoundImport.open(kept, AudioCodecs.standard())) {
                assertThat(sound.rateHz()).isEqualTo(8000);
                assertThat(Loudness.of(sound).lufs().orElseThrow())
                        .as(extension)
                        .isCloseTo(SoundImport.GREETING_LUFS, within(0.5));
            }
        }
    }

    @Test
    void theFormerGreetingIsHadBack() throws IOException {
        stereo("one.wav", 1);
        stereo("two.wav", 2);
        assertThat(greeting("1000", "busy", "one.wav")).isZero();
        assertThat(run("1000", "busy", "--restore", "--delete")).isEqualTo(2);
        assertThat(err.toString())
                .contains("a FILE, --restore, --delete or --erase-former is expected, and one of these only");
        assertThat(run("1000", "busy", "--restore")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no former busy greeting of 1000@default");
        long first = Files.size(folder.resolve("spool/default/1000/busy.wav"));
        assertThat(greeting("1000", "busy", "two.wav")).isZero();

        assertThat(run("1000", "busy", "--restore")).isZero();

        assertThat(out.toString()).contains("1000@default: the former busy greeting is in use again");
        assertThat(Files.size(folder.resolve("spool/default/1000/busy.wav"))).isEqualTo(first);
        assertThat(run("1000", "busy", "--erase-former")).isZero();
        assertThat(out.toString()).contains("1000@default: the former busy greeting is deleted");
        assertThat(run("1000", "busy", "--erase-former")).isEqualTo(2);
        assertThat(Files.size(folder.resolve("spool/default/1000/busy.wav"))).isEqualTo(first);
        assertThat(run("1000", "busy", "--delete")).isZero();
        assertThat(out.toString()).contains("1000@default: the busy greeting is deleted");
        assertThat(run("1000", "busy", "--delete")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no busy greeting of 1000@default");
    }

    @Test
    void aGreetingIsScheduledFromAShell() throws IOException {
        stereo("one.wav", 1);
        Path dates = folder.resolve("spool/default/1000/dates");
        Path sound = folder.resolve("one.wav");
        assertThat(run("1000", "temporary", sound.toString(), "--from", "2026-12-24", "--until", "2026-12-27T12:00"))
                .isZero();
        assertThat(dates).content().contains("[temp]\nfrom=2026-12-24T00:00\nuntil=2026-12-27T12:00\n");

        assertThat(run("1000", "busy", "--until", "2026-12-27")).isEqualTo(2);
        assertThat(run("1000", "temporary", "--from", "2026-12-24", "--until", "2026-12-24"))
                .isEqualTo(2);
        assertThat(run("1000", "temporary", "--until", "tomorrow")).isEqualTo(2);
        assertThat(err.toString())
                .contains("only the temporary and the absence greeting have dates")
                .contains("--until: that is not after --from")
                .contains("--until: not a date like 2026-12-24 or 2026-12-24T12:00: tomorrow");
        assertThat(run("1000", "absence", "--until", "2020-01-01")).isZero();
        assertThat(run("1000", "absence", sound.toString())).isZero();
        assertThat(dates).content().as("over").contains("[temp]").doesNotContain("[absence]");
        assertThat(run("1000", "temporary", "--delete", "--until", "2026-12-27"))
                .isEqualTo(2);
        assertThat(run("1000", "temporary", sound.toString(), "--until", "2020-01-01"))
                .isZero();
        assertThat(run("1000", "temporary", "--erase-former")).isZero();
        assertThat(dates).content().as("the present one is over still").contains("until=2020-01-01");
        assertThat(run("1000", "temporary", "--delete")).isZero();
        assertThat(dates).content().doesNotContain("[temp]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000 | hello | up.wav | 2 | no kind of greeting: 'hello'; there are name, unavailable, busy, temporary, closed",
                "2000 | busy | up.wav | 2 | there is no mailbox 2000@default in",
                "1000 | busy | none.wav | 1 | none.wav: there is no such file",
                "1000 | busy | long.wav | 1 | long.wav is longer than 5 s",
                "1000 | busy | voicemail.conf | 1 | voicemail.conf: unknown extension 'conf'"
            })
    void whatIsWrongIsSaidInOneLineAndNothingIsKept(
            String mailbox, String kind, String file, int exitCode, String reason) throws IOException {
        stereo("up.wav", 1);
        stereo("long.wav", 6);

        assertThat(greeting(mailbox, kind, file)).isEqualTo(exitCode);

        assertThat(err.toString()).startsWith("voicemail: ").contains(reason).hasLineCount(1);
        assertThat(folder.resolve("spool/default/1000/busy.wav")).doesNotExist();
    }
}

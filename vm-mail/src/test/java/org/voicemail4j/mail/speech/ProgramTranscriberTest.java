package org.voicemail4j.mail.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.testkit.TranscriberContract;

/** The contract on a program that hears how large its file is. */
class ProgramTranscriberTest implements TranscriberContract {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path script;

    @BeforeEach
    void write() throws IOException {
        script = Files.writeString(folder.resolve("hear.sh"), """
                test -e "%s/cut" && { echo no model >&2; exit 75; }
                echo "$2:"
                wc -c < "$1"
                """.formatted(folder));
    }

    @Override
    public Transcriber transcriber() {
        return transcriber("/bin/sh " + script + " ${FILE} ${LANGUAGE}", PATIENCE);
    }

    private static Transcriber transcriber(String command, Duration patience) {
        return new ProgramTranscriber(Program.parse(command, patience), AudioTranscoder.COPYING, AudioFormat.WAV);
    }

    @Override
    public void cutOff() {
        try {
            Files.writeString(folder.resolve("cut"), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public List<AudioContent> spoken() {
        return List.of(sound(100), sound(300));
    }

    private static AudioContent sound(int octets) {
        return new CountedSound(AudioFormat.WAV, new byte[octets]);
    }

    @Test
    void theProgramIsGivenAWaveFileAndALanguage() {
        assertThat(transcriber().transcribe(sound(100), Locale.forLanguageTag("pt-BR")))
                .isEqualTo(new Transcription.Text("pt-BR: 144"));
    }

    @Test
    void whatItSaysInItsArgumentsIsNoCommand() {
        assertThat(transcriber("/bin/echo ${FILE};touch $(id) `id` ${LANGUAGE}", PATIENCE)
                        .transcribe(sound(2), Locale.GERMAN))
                .isInstanceOfSatisfying(
                        Transcription.Text.class,
                        text -> assertThat(text.text()).matches("/\\S+voicemail\\S+\\.wav;touch \\$\\(id\\) `id` de"));
    }

    @Test
    void exitCodesTellWhetherItMayGoAnotherTime() {
        assertThat(transcriber("/bin/sh -c 'echo broken >&2; exit 65' ${FILE}", PATIENCE)
                        .transcribe(sound(2), Locale.ENGLISH))
                .isEqualTo(new Transcription.Failed("exit code 65: broken", false));
        assertThat(transcriber("/bin/sh -c 'exit 1' ${FILE}", PATIENCE).transcribe(sound(2), Locale.ENGLISH))
                .isEqualTo(new Transcription.Failed("exit code 1: ", true));
        assertThat(transcriber("/no/such/program ${FILE}", PATIENCE).transcribe(sound(2), Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        Transcription.Failed.class,
                        failed -> assertThat(failed.isPassing()).isTrue());
    }

    @Test
    void whoeverTakesTooLongIsKilled() {
        assertThat(transcriber("/bin/sh -c 'exec sleep 600' ${FILE}", Duration.ofMillis(300))
                        .transcribe(sound(2), Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        Transcription.Failed.class,
                        failed -> assertThat(failed.reason()).contains("took longer"));
    }

    @Test
    void aLongAnswerIsCutAndAnEndlessOneKilled() {
        assertThat(transcriber("/bin/sh -c 'yes word | head -n 100000' ${FILE}", PATIENCE)
                        .transcribe(sound(2), Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        Transcription.Text.class,
                        text -> assertThat(text.text())
                                .startsWith("word word")
                                .hasSizeBetween(7990, Transcription.LONGEST));
        assertThat(transcriber("/bin/sh -c 'exec yes' ${FILE}", PATIENCE).transcribe(sound(2), Locale.ENGLISH))
                .isInstanceOfSatisfying(
                        Transcription.Failed.class,
                        failed -> assertThat(failed.reason()).contains("wrote too much"));
    }

    @Test
    void aProgramThatIsNotToldTheFileIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> transcriber("/bin/true", PATIENCE));
    }
}

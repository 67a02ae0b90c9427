package org.voicemail4j.mail.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.testkit.Sounds;

/** Programs that make files, good ones and others. */
class EncoderProgramTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AudioContent SOUND = Sounds.tone(600, Duration.ofMillis(500));

    @TempDir
    Path folder;

    private static EncoderProgram encoder(String command) {
        return new EncoderProgram(AudioCodecs.standard().transcoder(), "mp3", Program.parse(command, PATIENCE));
    }

    private static byte[] made(AudioTranscoder encoder, AudioContent sound) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encoder.writeFile(sound, "mp3", out);
        return out.toByteArray();
    }

    @Test
    void theProgramReadsAWaveFileAndWhatItWritesIsTheFile() {
        EncoderProgram encoder = encoder("/bin/cat ${FILE}");
        assertThat(encoder.files(SOUND.format())).containsExactly("mp3");

        byte[] wave = made(encoder, SOUND);

        RiffHeader header = RiffHeader.parse(ByteBuffer.wrap(wave)).orElseThrow();
        assertThat(Arrays.copyOfRange(wave, header.payloadOffset(), wave.length))
                .isEqualTo(Sounds.octets(SOUND));
        AudioContent gsm = Sounds.noise(AudioFormat.GSM, Duration.ofSeconds(1), 1);
        assertThat(made(encoder, gsm))
                .as("made linear")
                .hasSize(RiffHeader.length(AudioFormat.WAV.encoding()) + 16_000);
    }

    @Test
    void whatItsArgumentsHoldIsNoCommand() {
        assertThat(new String(
                        made(encoder("/bin/echo ${FILE};touch $(id) `id`"), SOUND),
                        java.nio.charset.StandardCharsets.UTF_8))
                .matches("/\\S+voicemail\\S+\\.wav;touch \\$\\(id\\) `id`\n");
    }

    @Test
    void whoeverFailsWritesNothingOrIsNotThereMakesNoFileAndLeavesNone() throws IOException {
        Path script = Files.writeString(folder.resolve("fail.sh"), "echo half a file; echo no more >&2; exit 3\n");
        Path seen = folder.resolve("seen");
        Path look = Files.writeString(folder.resolve("look.sh"), "echo \"$1\" > " + seen + "\n");

        assertThatThrownBy(() -> made(encoder("/bin/sh " + script + " ${FILE}"), SOUND))
                .isInstanceOf(VoicemailException.class)
                .hasMessageContaining("exit code 3: no more");
        assertThatThrownBy(() -> made(encoder("/bin/sh " + look + " ${FILE}"), SOUND))
                .isInstanceOf(VoicemailException.class)
                .hasMessageContaining("wrote nothing");
        assertThatThrownBy(() -> made(encoder("/no/such/program ${FILE}"), SOUND))
                .isInstanceOf(VoicemailException.class)
                .hasMessageContaining("cannot run /no/such/program");
        assertThat(Path.of(Files.readString(seen).strip())).doesNotExist();
    }

    @Test
    void whoeverTakesTooLongOrWritesForEverIsKilled() {
        EncoderProgram slow = new EncoderProgram(
                AudioCodecs.standard().transcoder(),
                "mp3",
                Program.parse("/bin/sh -c 'exec sleep 600' ${FILE}", Duration.ofMillis(300)));
        assertThatThrownBy(() -> made(slow, SOUND)).hasMessageContaining("took longer");
        assertThatThrownBy(() -> made(encoder("/bin/sh -c 'exec yes' ${FILE}"), SOUND))
                .hasMessageContaining("wrote too much");
    }

    @Test
    void allElseIsLeftToTheOthers() {
        EncoderProgram encoder = encoder("/bin/cat ${FILE}");
        assertThat(encoder.canTranscode(AudioFormat.WAV, AudioFormat.GSM)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.writeFile(SOUND, "ogg", new ByteArrayOutputStream()));
        assertThatIllegalArgumentException().isThrownBy(() -> encoder("/bin/true"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EncoderProgram(
                        AudioTranscoder.COPYING, "../mp3", Program.parse("/bin/cat ${FILE}", PATIENCE)));
    }
}

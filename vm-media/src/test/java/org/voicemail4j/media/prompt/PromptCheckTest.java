package org.voicemail4j.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.prompt.PromptFinding.Fault;

/** Faults of a directory of prompts, planted one by one. */
class PromptCheckTest {

    private static final int SECOND = 8000;

    @TempDir
    Path folder;

    private void sound(String name, int samples, IntUnaryOperator at) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < samples; i++) {
            octets.putShort((short) at.applyAsInt(i));
        }
        file(name + ".sln", octets.array());
    }

    private void file(String name, byte[] octets) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, octets);
    }

    private static int tone(int at, int size) {
        return (int) (size * Math.sin(at * 0.4));
    }

    private PromptFinding finding(String name) {
        return PromptCheck.run(folder, Locale.GERMAN).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> found() {
        return PromptCheck.run(folder, Locale.GERMAN).stream()
                .map(PromptFinding::name)
                .toList();
    }

    @Test
    void aGoodPromptIsNotFound() throws IOException {
        sound("de/vm-intro", SECOND, at -> tone(at, 8000));
        sound("de/vm-goodbye", 2 * SECOND, at -> at < SECOND ? 0 : tone(at, 8000));

        assertThat(found()).doesNotContain("vm-intro", "vm-goodbye").contains("vm-received", "digits/1");
    }

    @Test
    void partsServeForTheWhole() throws IOException {
        sound("de/digits/1-and", SECOND / 2, at -> tone(at, 8000));
        sound("de/digits/20", SECOND / 2, at -> tone(at, 8000));

        assertThat(found())
                .doesNotContain("digits/21", "digits/20", "digits/on")
                .contains("digits/22", "digits/31");
    }

    @Test
    void whatIsMissing() {
        assertThat(finding("vm-intro").fault()).isEqualTo(Fault.MISSING);
    }

    @Test
    void whatCannotBePlayed() throws IOException {
        file("de/vm-intro.wav", new byte[] {1, 2, 3});
        file("de/vm-goodbye.mp3", new byte[] {1, 2, 3});
        file("de/vm-login.ulaw", new byte[0]);

        assertThat(finding("vm-intro").fault()).isEqualTo(Fault.UNREADABLE);
        assertThat(finding("vm-goodbye"))
                .isEqualTo(new PromptFinding(
                        "vm-goodbye", Fault.UNREADABLE, "in formats that cannot be played: vm-goodbye.mp3"));
        assertThat(finding("vm-login").fault()).isEqualTo(Fault.UNREADABLE);
    }

    @Test
    void whatIsClipped() throws IOException {
        sound("de/vm-intro", SECOND, at -> Math.max(-32768, Math.min(32767, tone(at, 90_000))));

        assertThat(finding("vm-intro").fault()).isEqualTo(Fault.CLIPPED);
    }

    @Test
    void whatIsTooQuiet() throws IOException {
        sound("de/vm-intro", SECOND, at -> tone(at, 300));
        sound("de/vm-goodbye", SECOND, at -> 0);

        assertThat(finding("vm-intro").fault()).isEqualTo(Fault.QUIET);
        assertThat(finding("vm-goodbye").fault()).isEqualTo(Fault.QUIET);
    }

    @Test
    void whatIsSilentTooLong() throws IOException {
        sound("de/vm-intro", 3 * SECOND, at -> at < 2 * SECOND ? 0 : tone(at, 8000));
        sound("de/vm-goodbye", 3 * SECOND, at -> at > SECOND ? 0 : tone(at, 8000));

        assertThat(finding("vm-intro").fault()).isEqualTo(Fault.SILENCE);
        assertThat(finding("vm-intro").detail()).contains("silence 2000 ms before");
        assertThat(finding("vm-goodbye").fault()).isEqualTo(Fault.SILENCE);
    }

    @Test
    void noDirectoryOrNoGrammar() {
        assertThatThrownBy(() -> PromptCheck.run(folder.resolve("none"), Locale.GERMAN))
                .isInstanceOf(MediaException.class);
        assertThatThrownBy(() -> PromptCheck.run(folder, Locale.JAPANESE)).isInstanceOf(IllegalArgumentException.class);
    }
}

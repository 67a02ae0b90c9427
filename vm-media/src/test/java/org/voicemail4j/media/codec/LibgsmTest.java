package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;

/**
 * GSM 06.10 beside Debian's libgsm, live: its own programs {@code toast} and {@code untoast} (libgsm-tools) for plain frames,
 * and the driver in {@code src/test/c} (needs gcc and libgsm1-dev) for both framings. Where they are not installed these
 * tests are skipped, unless {@code -Dpeers=required}.
 */
class LibgsmTest {

    private static final Path TOAST = Path.of("/usr/bin/toast");
    private static final Path COMPILER = Path.of("/usr/bin/gcc");
    private static final Path HEADER = Path.of("/usr/include/gsm.h");

    @TempDir
    static Path folder;

    @BeforeAll
    static void isInstalled() {
        Peer.isInstalled("libgsm and a compiler (Debian: libgsm-tools, libgsm1-dev, gcc) are", TOAST, COMPILER, HEADER);
    }

    @ParameterizedTest
    @EnumSource(
            value = GsmMaterial.class,
            names = {"RANDOM_WORDS"},
            mode = EnumSource.Mode.EXCLUDE)
    void toastCodesTheSame(GsmMaterial material) {
        byte[] theirs = run(GsmMaterial.octets(material.sound()), "toast", "-l", "-c");

        assertThat(material.coded(AudioEncoding.GSM)).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(GsmMaterial.class)
    void untoastDecodesTheSame(GsmMaterial material) {
        byte[] coded = material.coded(AudioEncoding.GSM);

        byte[] theirs = run(coded, "untoast", "-l", "-c");

        assertThat(GsmMaterial.octets(GsmMaterial.decode(AudioEncoding.GSM, coded)))
                .isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(GsmMaterial.class)
    void theLibraryDoesTheSameInBothFramings(GsmMaterial material) {
        for (AudioEncoding framing : List.of(AudioEncoding.GSM, AudioEncoding.MICROSOFT_GSM)) {
            String name = framing == AudioEncoding.GSM ? "plain" : "microsoft";
            byte[] coded = material.coded(framing);
            if (material != GsmMaterial.RANDOM_WORDS) {
                assertThat(coded).isEqualTo(run(GsmMaterial.octets(material.sound()), driver(), "encode", name));
            }
            assertThat(GsmMaterial.octets(GsmMaterial.decode(framing, coded)))
                    .isEqualTo(run(coded, driver(), "decode", name));
        }
    }

    private static String driver() {
        Path driver = folder.resolve("gsm-driver");
        if (!Files.exists(driver)) {
            run(new byte[0], COMPILER.toString(), "-O2", "-o", driver.toString(), "src/test/c/gsm-driver.c", "-lgsm");
        }
        return driver.toString();
    }

    private static byte[] run(byte[] input, String... command) {
        return Peer.run(folder, input, command);
    }
}

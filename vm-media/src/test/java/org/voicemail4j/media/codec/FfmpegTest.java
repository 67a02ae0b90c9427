package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioEncoding;

/** G.722 beside ffmpeg's, live, with the material for which ffmpeg does what the Recommendation says ({@link G722Test}). */
class FfmpegTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void isInstalled() {
        Peer.isInstalled("ffmpeg is", Path.of("/usr/bin/ffmpeg"));
    }

    @ParameterizedTest
    @EnumSource(
            value = GsmMaterial.class,
            names = {"SPEECH", "SILENCE"})
    void ffmpegCodesTheSame(GsmMaterial material) {
        byte[] theirs = ffmpeg(
                GsmMaterial.octets(material.sound()), "-f s16le -ar 16000 -ac 1 -i pipe:0 -c:a g722 -f g722 pipe:1");

        assertThat(material.coded(AudioEncoding.G722)).isEqualTo(theirs);
    }

    @ParameterizedTest
    @EnumSource(
            value = GsmMaterial.class,
            names = {"FULL_SCALE"},
            mode = EnumSource.Mode.EXCLUDE)
    void ffmpegDecodesTheSame(GsmMaterial material) {
        byte[] coded = material.coded(AudioEncoding.G722);

        byte[] theirs = ffmpeg(coded, "-f g722 -i pipe:0 -f s16le pipe:1");

        assertThat(GsmMaterial.octets(GsmMaterial.decode(AudioEncoding.G722, coded)))
                .isEqualTo(theirs);
    }

    private static byte[] ffmpeg(byte[] input, String arguments) {
        return Peer.run(folder, input, ("ffmpeg -v error " + arguments).split(" "));
    }
}

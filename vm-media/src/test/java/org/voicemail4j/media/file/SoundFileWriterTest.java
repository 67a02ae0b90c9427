package org.voicemail4j.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.testkit.Sounds;

class SoundFileWriterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(AudioFormat.class)
    void whatIsWrittenIsReadBack(AudioFormat format) {
        Path path = folder.resolve("a." + format.extension());
        byte[] sound = Sounds.octets(Sounds.noise(format, Duration.ofMillis(2540), 1));

        try (SoundFileWriter writer = SoundFileWriter.create(path, format)) {
            for (int at = 0; at < sound.length; at += 650) {
                writer.append(ByteBuffer.wrap(sound, at, Math.min(650, sound.length - at)));
            }
            assertThat(writer.length()).isEqualTo(format.encoding().duration(sound.length));
        }

        AudioContent content = SoundFile.find(path).orElseThrow();
        assertThat(content.format()).isEqualTo(format);
        assertThat(Sounds.octets(content)).isEqualTo(sound);
    }

    @ParameterizedTest
    @EnumSource(AudioFormat.class)
    void aFileWhoseWriterDiedIsReadAsFarAsItGoes(AudioFormat format) throws IOException {
        Path path = folder.resolve("a." + format.extension());
        byte[] sound = Sounds.octets(Sounds.noise(format, Duration.ofMillis(2540), 2));
        byte[] left;
        try (SoundFileWriter writer = SoundFileWriter.create(path, format)) {
            writer.append(ByteBuffer.wrap(sound));
            left = Files.readAllBytes(path);
        }

        Path dead = Files.write(folder.resolve("dead." + format.extension()), left);

        assertThat(Sounds.octets(SoundFile.find(dead).orElseThrow())).isEqualTo(sound);
    }

    @Test
    void aMuLawWaveFileHasTheHeaderOfTheStandard() throws IOException {
        Path path = folder.resolve("a.wav");
        try (SoundFileWriter writer = SoundFileWriter.wave(path, AudioFormat.ULAW)) {
            writer.append(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        }

        assertThat(HexFormat.of().formatHex(Files.readAllBytes(path)))
                .isEqualTo(
                        "52494646" /* RIFF */ + "36000000" /* 4 + 26 + 12 + 8 + 4: the file less 8 */ + "57415645"
                                + "666d7420" /* fmt */ + "12000000" /* 18 */ + "0700" /* µ-law */ + "0100" /* mono */
                                + "401f0000" /* 8000 */ + "401f0000" /* 8000/s */ + "0100" /* align */
                                + "0800" /* bits */
                                + "0000" /* no extra */ + "66616374" /* fact */ + "04000000" + "03000000" /* samples */
                                + "64617461" /* data */ + "03000000" + "010203" + "00" /* pad */);
        assertThat(Sounds.octets(SoundFile.find(path).orElseThrow())).containsExactly(1, 2, 3);
    }

    @Test
    void aFileThatIsThereIsLeftAloneByWhoeverWantsANewOne() throws IOException {
        Path path = Files.writeString(folder.resolve("a.wav"), "something else");

        assertThatThrownBy(() -> SoundFileWriter.createNew(path, AudioFormat.WAV))
                .isInstanceOf(MediaException.class)
                .hasCauseInstanceOf(FileAlreadyExistsException.class);
        assertThat(path).hasContent("something else");

        SoundFileWriter.createNew(folder.resolve("b.wav"), AudioFormat.WAV).close();
        assertThat(SoundFile.find(folder.resolve("b.wav")).orElseThrow().length())
                .isZero();
    }

    @Test
    void aDiskWithoutRoomForTheHeaderLeavesNoFileOpen() throws IOException {
        Path full = Path.of("/dev/full");
        Path open = Path.of("/proc/self/fd");
        Assumptions.assumeTrue(Files.exists(full) && Files.isDirectory(open), "needs Linux's /dev/full and /proc");

        assertThatThrownBy(() -> SoundFileWriter.create(full, AudioFormat.WAV)).isInstanceOf(MediaException.class);

        try (Stream<Path> files = Files.list(open)) {
            assertThat(files.map(SoundFileWriterTest::target)).doesNotContain(full.toString());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return ""; // closed since
        }
    }

    @Test
    void whatHasNoWaveLayoutAndWhereNothingCanBeWrittenIsRefused() {
        Path path = folder.resolve("a.wav");

        assertThatThrownBy(() -> SoundFileWriter.wave(path, AudioFormat.GSM))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(path).doesNotExist();
        assertThatThrownBy(() -> SoundFileWriter.create(folder.resolve("none/a.wav"), AudioFormat.WAV))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("none");
    }
}

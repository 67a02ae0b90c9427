package org.voicemail4j.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.testkit.Sounds;

class SoundFileTest {

    @TempDir
    Path folder;

    private Path file(String name, byte[]... parts) throws IOException {
        Path path = folder.resolve(name);
        Files.write(path, new byte[0]);
        for (byte[] part : parts) {
            Files.write(path, part, StandardOpenOption.APPEND);
        }
        return path;
    }

    @Test
    void aWaveFileIsReadWithoutItsHeader() throws IOException {
        byte[] sound = {1, 2, 3, 4, 5, 6};
        Path path = file("a.wav", RiffHeader.encode(AudioEncoding.LINEAR_8K, 6), sound);

        AudioContent content = SoundFile.find(path).orElseThrow();

        assertThat(content.format()).isEqualTo(AudioFormat.WAV);
        assertThat(Sounds.octets(content)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void whatAWriterThatDiedLeftIsReadAsFarAsItGoes() throws IOException {
        Path path = file("a.wav", RiffHeader.encode(AudioEncoding.LINEAR_8K, 0), new byte[] {1, 2, 3, 4, 5});

        assertThat(Sounds.octets(SoundFile.find(path).orElseThrow())).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aBareFileIsItsSound() throws IOException {
        Path path = file("a.ulaw", new byte[] {9, 8, 7});

        AudioContent content = SoundFile.find(path).orElseThrow();

        assertThat(content.format()).isEqualTo(AudioFormat.ULAW);
        assertThat(Sounds.octets(content)).containsExactly(9, 8, 7);
        try (AudioReader reader = content.open()) {
            assertThat(reader.read(ByteBuffer.allocate(1), 3)).isEqualTo(-1);
        }
    }

    @Test
    void noFileIsNothingAndNoSoundIsAnError() throws IOException {
        Path text = file("a.wav", new byte[] {'h', 'e', 'l', 'l', 'o'});

        assertThat(SoundFile.find(folder.resolve("b.wav"))).isEmpty();
        assertThatThrownBy(() -> SoundFile.find(text))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("a.wav");
        assertThatThrownBy(() -> SoundFile.find(file("a.mp3")))
                .isInstanceOf(MediaException.class)
                .hasMessageContaining("extension");
    }
}

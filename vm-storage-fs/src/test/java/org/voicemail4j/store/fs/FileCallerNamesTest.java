package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.testkit.AudioContentContract;
import org.voicemail4j.testkit.CallerNamesContract;
import org.voicemail4j.testkit.Sounds;

class FileCallerNamesTest {

    @TempDir
    Path root;

    @Nested
    class AsEveryoneHasThem implements CallerNamesContract, AudioContentContract {

        @BeforeEach
        void write() throws IOException {
            byte[] header = RiffHeader.encode(AudioFormat.WAV.encoding(), sound().length);
            Path file = root.resolve(known() + ".wav");
            Files.write(file, header);
            Files.write(file, sound(), StandardOpenOption.APPEND);
        }

        @Override
        public CallerNames names() {
            return FileCallerNames.in(root);
        }

        @Override
        public AudioContent content() {
            return names().find(known()).orElseThrow();
        }

        @Override
        public byte[] sound() {
            return Sounds.octets(Sounds.noise(AudioFormat.WAV, Duration.ofMillis(100), 1));
        }
    }

    @Test
    void aNumberIsTheNameOfItsFile() throws IOException {
        Path names = root.resolve("callerids");
        assertThat(FileCallerNames.in(names).find("5551234")).isEmpty();
        Files.createDirectories(names);
        Files.write(names.resolve("+15551234.ulaw"), new byte[] {1, 2, 3});

        Optional<AudioContent> name = FileCallerNames.in(names).find("+15551234");

        assertThat(name.orElseThrow().format()).isEqualTo(AudioFormat.ULAW);
        assertThat(Sounds.octets(name.orElseThrow())).containsExactly(1, 2, 3);
        assertThat(FileCallerNames.in(names).find("5551234")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "..",
                "a/b",
                "",
                ".hidden",
                "-",
                "\u0000",
                "x y",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void whatIsNoNumberIsNotLookedFor(String number) throws IOException {
        Path names = Files.createDirectories(root.resolve("callerids"));
        Files.write(root.resolve("secret.ulaw"), new byte[] {1});
        Files.write(names.resolve(".hidden.ulaw"), new byte[] {1});

        assertThat(FileCallerNames.in(names).find(number)).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsTold() throws IOException {
        Files.createDirectories(root.resolve("555.wav"));

        assertThatThrownBy(() -> FileCallerNames.in(root).find("555"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(root.toString());
    }
}

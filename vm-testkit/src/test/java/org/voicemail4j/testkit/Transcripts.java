package org.voicemail4j.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Calls as they must go, line by line, in {@code transcripts/NAME.txt}. A file whose name is that of a trace holds what a
 * real Asterisk 22.10 played to the same caller; comments tell where we differ on purpose.
 */
final class Transcripts {

    private Transcripts() {}

    /** Holds a finished call against the file of that name. */
    static void assertAsIn(String name, ScriptedCall call) {
        write(name, call);
        assertThat(call.transcript()).as(name).isEqualTo(expected(name));
        assertThat(call.unfinished())
                .as("what the caller of %s never did", name)
                .isEmpty();
    }

    /** Writes what there is no transcript of yet, for somebody to read and keep, if {@code -Dtranscripts.write=FOLDER} says so. */
    private static void write(String name, ScriptedCall call) {
        String folder = System.getProperty("transcripts.write", "");
        if (!folder.isEmpty() && Transcripts.class.getResource("/transcripts/" + name + ".txt") == null) {
            try {
                Files.writeString(Path.of(folder, name + ".txt"), call.transcript());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String expected(String name) {
        return read(name)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + '\n')
                .collect(joining());
    }

    private static String read(String name) {
        try (InputStream file = Transcripts.class.getResourceAsStream("/transcripts/" + name + ".txt")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

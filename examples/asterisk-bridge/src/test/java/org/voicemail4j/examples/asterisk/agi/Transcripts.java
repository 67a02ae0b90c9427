package org.voicemail4j.examples.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Conversations as they have been looked at, one in a file: {@code >} is what we say, {@code <} what Asterisk answers. */
final class Transcripts {

    private static final Path FOLDER = Path.of("src", "test", "resources", "agi");

    private Transcripts() {}

    static void assertIsAs(String name, SimulatedAsterisk asterisk) throws IOException {
        assertThat(asterisk.transcript()).as(name).isEqualTo(Files.readString(FOLDER.resolve(name + ".txt")));
    }
}

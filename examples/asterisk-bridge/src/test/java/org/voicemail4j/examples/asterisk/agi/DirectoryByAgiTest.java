package org.voicemail4j.examples.asterisk.agi;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Callers look for somebody by name in the dialplan of an Asterisk. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DirectoryByAgiTest {

    @TempDir
    Path folder;

    @Test
    void whoIsFoundIsAnExtensionOfTheDialContext() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.channel().extensions.add("1000@phones");
            asterisk.caller
                    .waits(ofMillis(500))
                    .presses("254")
                    .waits(ofSeconds(4))
                    .presses("1")
                    .waits(ofSeconds(9));

            asterisk.runs("directory", "default", "phones", "f(3)").awaitEnd();

            assertThat(asterisk.variables)
                    .containsEntry("CONTEXT", "phones")
                    .containsEntry("EXTENSION", "1000")
                    .containsEntry("DIRECTORY_RESULT", "SELECTED");
        }
    }

    @Test
    void zeroLeadsToTheOperator() throws Exception {
        try (Bridge bridge = new Bridge(folder);
                SimulatedAsterisk asterisk = bridge.asterisk()) {
            asterisk.channel().extensions.add("o@internal");
            asterisk.caller.waits(ofMillis(500)).presses("0");

            asterisk.runs("directory", "default").awaitEnd();

            assertThat(asterisk.variables)
                    .containsEntry("CONTEXT", "internal")
                    .containsEntry("EXTENSION", "o")
                    .containsEntry("DIRECTORY_RESULT", "OPERATOR");
        }
    }
}

package org.voicemail4j.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs of others that tests compare with. */
final class Peer {

    private Peer() {}

    /** Skips the test unless all of these files are there; fails it with {@code -Dpeers=required}. */
    static void isInstalled(String wanted, Path... files) {
        boolean there = List.of(files).stream().allMatch(Files::isReadable);
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(there).as(wanted + " required here").isTrue();
        }
        Assumptions.assumeTrue(there, wanted + " not installed");
    }

    /** What a program makes of its input. */
    static byte[] run(Path folder, byte[] input, String... command) {
        try {
            Path in = Files.write(Files.createTempFile(folder, "in", ""), input);
            Path out = Files.createTempFile(folder, "out", "");
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command[0]).isTrue();
            assertThat(process.exitValue()).as(command[0]).isZero();
            return Files.readAllBytes(out);
        } catch (IOException e) {
            throw new AssertionError(command[0], e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command[0], e);
        }
    }
}

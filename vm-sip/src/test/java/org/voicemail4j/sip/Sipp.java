package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs Debian's sipp, a SIP peer that shares no code with us. Where it is not installed its tests are skipped, unless
 * {@code -Dpeers=required}.
 */
final class Sipp {

    private static final Path PROGRAM = Path.of("/usr/bin/sipp");

    private final Path folder;

    Sipp(Path folder) {
        this.folder = folder;
    }

    static void assumeInstalled() {
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(PROGRAM).as("sipp is required here (Debian: sip-tester)").isExecutable();
        }
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "sipp is not installed (Debian: sip-tester)");
    }

    /** Starts a scenario of {@code src/test/resources/sipp}. */
    Process start(String scenario, String... arguments) {
        try {
            Path file = Files.createTempFile(folder, scenario, ".xml");
            try (var resource = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
                assertThat(resource).as("scenario %s", scenario).isNotNull();
                Files.write(file, resource.readAllBytes());
            }
            List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-sf", file.toString(), "-nostdin"));
            command.addAll(List.of("-timeout", "60s", "-timeout_error", "-trace_err", "-error_file", file + ".err"));
            command.addAll(List.of(arguments));
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of(file + ".out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a scenario has gone well. */
    void await(Process sipp, String what) {
        try {
            assertThat(sipp.waitFor(90, TimeUnit.SECONDS)).as("%s ended", what).isTrue();
            assertThat(sipp.exitValue()).as("%s: %s", what, said()).isZero();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            sipp.destroyForcibly();
        }
    }

    void run(String scenario, String... arguments) {
        await(start(scenario, arguments), scenario);
    }

    private String said() {
        StringBuilder all = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".err")).toList()) {
                all.append(Files.readString(file));
            }
        } catch (IOException e) {
            all.append(e);
        }
        return all.toString();
    }
}

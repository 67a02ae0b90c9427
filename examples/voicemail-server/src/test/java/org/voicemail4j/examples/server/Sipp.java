package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's sipp, playing a scenario of this folder's resources against a server: a caller with a SIP stack not ours. */
final class Sipp {

    private static final int PATIENCE_SECONDS = 90;

    private final Path folder;
    private final InetSocketAddress server;

    /**
     * @param folder where files for it lie and its logs go
     * @param server whom it calls
     */
    Sipp(Path folder, InetSocketAddress server) {
        this.folder = folder;
        this.server = server;
    }

    /** One run of sipp. */
    record Run(Process process, Path log) {

        /** Waits for its end and expects that every call went as the scenario says. */
        void succeeds() throws InterruptedException {
            succeeds(Duration.ofSeconds(PATIENCE_SECONDS));
        }

        /** Waits so long at most. */
        void succeeds(Duration patience) throws InterruptedException {
            ends(patience);
            assertThat(process.exitValue()).as(this::end).isZero();
        }

        private void ends(Duration patience) throws InterruptedException {
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("sipp ended").isTrue();
        }

        private String end() {
            try {
                String text = Files.readString(log, StandardCharsets.ISO_8859_1);
                return "exit code of sipp, which said\n" + text.substring(Math.max(0, text.length() - 4000));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Starts a scenario.
     *
     * @param scenario resource below {@code /sipp}, without {@code .xml}; {@code {audio}} in it becomes {@code audio}
     * @param number whom to call
     * @param audio file in the folder, or empty
     * @param more further options
     */
    Run start(String scenario, String number, String audio, String... more) throws IOException {
        Path file = folder.resolve(scenario + ".xml");
        Files.writeString(file, text(scenario).replace("{audio}", audio));
        Path log = Files.createTempFile(folder, scenario + "-", ".log");
        List<String> command = new ArrayList<>(List.of(
                "sipp", "-sf", file.toString(), "-s", number, "-i", "127.0.0.1", "-mi", "127.0.0.1", "-nostdin"));
        command.addAll(List.of("-timeout", PATIENCE_SECONDS - 10 + "s", "-timeout_error"));
        command.addAll(more.length == 0 ? List.of("-m", "1") : List.of(more));
        command.add(Kamailio.hostPort(server));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Run(process, log);
    }

    private static String text(String scenario) throws IOException {
        try (InputStream resource = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
            assertThat(resource).as(scenario).isNotNull();
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

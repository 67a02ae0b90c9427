package org.voicemail4j.store.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.Sounds;

/** Runs a {@link DepositingProcess}, kills it, and tells what it had said of each message until then. */
final class KilledProcess {

    private KilledProcess() {}

    /** What the process had said when it was dead. */
    static Map<Integer, Said> run(Path root, String kind, long seed, String step, int times, Predicate<String> now)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DepositingProcess.class.getName(),
                        root.toString(),
                        Long.toString(seed),
                        step,
                        Integer.toString(times),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Map<Integer, Said> said = new TreeMap<>();
        boolean reached = false;
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("AT ")) {
                    String[] words = line.split(" ");
                    said.computeIfAbsent(Integer.parseInt(words[1]), none -> new Said())
                            .hear(words);
                }
                if (!reached && now.test(line)) {
                    reached = true;
                    process.toHandle().destroyForcibly(); // the handle's leaves the pipe open
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(reached).as("the process lived until it was killed").isTrue();
        return said;
    }

    /** What a process said of one message. */
    static final class Said {
        private int pieces;
        private boolean committed;
        private boolean deleting;
        private boolean deleted;

        void hear(String[] words) {
            switch (words[0]) {
                case "SOUND" -> pieces = Integer.parseInt(words[2]);
                case "COMMITTED" -> committed = true;
                case "DELETE" -> deleting = true;
                case "DELETED" -> deleted = true;
                case "UNDELETED" -> deleting = false;
                default -> {}
            }
        }

        int fewest() {
            boolean longEnough =
                    DepositingProcess.PIECE.multipliedBy(pieces).compareTo(DepositingProcess.SHORTEST) >= 0;
            return longEnough && !deleting ? 1 : 0;
        }

        int most() {
            return deleted ? 0 : 1;
        }

        void assertThere(MessageStore store, List<Message> messages, int number) {
            List<Message> its = messages.stream()
                    .filter(message -> message.envelope().callId().equals("call " + number))
                    .toList();
            assertThat(its).as("message %d", number).hasSizeBetween(fewest(), most());
            for (Message message : its) {
                byte[] heard = Sounds.octets(
                        store.open(DepositingProcess.MAILBOX, message.id()).orElseThrow());
                byte[] spoken = DepositingProcess.sound(number, AudioFormat.WAV);
                int least = pieces * spoken.length / DepositingProcess.PIECES;
                assertThat(heard.length).isBetween(committed ? spoken.length : least, spoken.length);
                assertThat(heard).isEqualTo(Arrays.copyOf(spoken, heard.length));
            }
        }
    }

    static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    static void assertGreetingIsWhole(MessageStore store) {
        store.greeting(DepositingProcess.MAILBOX, GreetingKind.BUSY)
                .ifPresent(greeting -> assertThat(greeting.length())
                        .isEqualTo(DepositingProcess.PIECE.multipliedBy(DepositingProcess.PIECES)));
    }
}

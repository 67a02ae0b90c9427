package org.voicemail4j.store.fs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.testkit.Sounds;

/** A process killed with SIGKILL at any instant loses nothing it was told, halves nothing and doubles nothing. */
class KillTest {

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void killedAtAStep(CommitStep step) throws IOException, InterruptedException {
        assertNothingIsLost(killed(7, step.name(), 3, line -> line.startsWith("AT ")));
    }

    static LongStream seeds() {
        return new SplittableRandom(20261122).longs(10);
    }

    static LongStream manySeeds() {
        return new SplittableRandom(4711).longs(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void killedAtSomeInstant(long seed) throws IOException, InterruptedException {
        int[] lines = {20 + new SplittableRandom(seed).nextInt(120)};
        assertNothingIsLost(killed(seed, "NEVER", 1, line -> --lines[0] == 0));
    }

    @Tag("soak")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("manySeeds")
    void killedAtManyInstants(long seed) throws IOException, InterruptedException {
        killedAtSomeInstant(seed);
    }

    /** What the process had said when it was dead. */
    private Map<Integer, Said> killed(long seed, String step, int times, Predicate<String> now)
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
                        Integer.toString(times))
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
    private static final class Said {
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
    }

    private void assertNothingIsLost(Map<Integer, Said> said) throws IOException {
        try (FileMessageStore store = FileMessageStore.in(root)) {
            store.recover();
            List<Message> messages = store.list(DepositingProcess.MAILBOX, Folder.INBOX);
            said.forEach((number, what) -> assertThere(store, messages, number, what));
            assertThat(messages).hasSizeLessThanOrEqualTo(said.size());
            assertSpoolIsWhole(messages.size());
            assertGreetingIsWhole(store);
            assertThat(store.recover()).isEmpty();
            assertThat(store.list(DepositingProcess.MAILBOX, Folder.INBOX)).isEqualTo(messages);
        }
        assertThat(DurableFiles.children(root.resolve(".owners~"))).isEmpty();
    }

    private void assertThere(FileMessageStore store, List<Message> messages, int number, Said said) {
        List<Message> its = messages.stream()
                .filter(message -> message.envelope().callId().equals("call " + number))
                .toList();
        assertThat(its).as("message %d", number).hasSizeBetween(said.fewest(), said.most());
        for (Message message : its) {
            byte[] heard = Sounds.octets(
                    store.open(DepositingProcess.MAILBOX, message.id()).orElseThrow());
            byte[] spoken = DepositingProcess.sound(number, AudioFormat.WAV);
            int least = said.pieces * spoken.length / DepositingProcess.PIECES;
            assertThat(heard.length).isBetween(said.committed ? spoken.length : least, spoken.length);
            assertThat(heard).isEqualTo(Arrays.copyOf(spoken, heard.length));
        }
    }

    private void assertSpoolIsWhole(int messages) throws IOException {
        Path mailbox = root.resolve("default/1000");
        Set<String> expected = new HashSet<>();
        for (int number = 0; number < messages; number++) {
            for (String extension : new String[] {"txt", "wav", "ulaw"}) {
                expected.add(String.format("msg%04d.%s", number, extension));
            }
        }
        assertThat(names(mailbox.resolve("INBOX"))).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(names(mailbox.resolve("tmp"))).isEmpty();
    }

    private static List<String> names(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private static void assertGreetingIsWhole(FileMessageStore store) {
        store.greeting(DepositingProcess.MAILBOX, GreetingKind.BUSY)
                .ifPresent(greeting -> assertThat(greeting.length())
                        .isEqualTo(DepositingProcess.PIECE.multipliedBy(DepositingProcess.PIECES)));
    }
}

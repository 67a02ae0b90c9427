package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubscriptionFileTest {

    @TempDir
    Path folder;

    /** Another server of that folder, in a process of its own. */
    static final class Other {

        private Other() {}

        public static void main(String[] folder) {
            try (SubscriptionFile file = SubscriptionFile.ofThisNode(Path.of(folder[0]))) {
                System.out.println(Path.of(file.toString()).getFileName());
            }
        }
    }

    private String other() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String name(SubscriptionFile file) {
        return Path.of(file.toString()).getFileName().toString();
    }

    @Test
    void serversOfOneProcessKeepTheirFilesFromThoseOfOthers() throws IOException {
        try (SubscriptionFile first = SubscriptionFile.ofThisNode(folder);
                SubscriptionFile second = SubscriptionFile.ofThisNode(folder)) {
            assertThat(List.of(name(first), name(second))).containsExactly(".subscriptions~", ".subscriptions-2~");
            assertThat(other()).isEqualTo(".subscriptions-3~"); // the second must not have cost the first its lock
        }
        assertThat(other()).isEqualTo(".subscriptions~");
    }

    @Test
    void whoComesAgainTakesTheFileOfBefore() throws IOException {
        SubscriptionFile first = SubscriptionFile.ofThisNode(folder);
        try (SubscriptionFile second = SubscriptionFile.ofThisNode(folder)) {
            first.close();
            try (SubscriptionFile again = SubscriptionFile.ofThisNode(folder)) {
                assertThat(name(again)).isEqualTo(".subscriptions~");
            }
            assertThat(name(second)).isEqualTo(".subscriptions-2~");
        }
    }

    @Test
    void whatADeadProcessLeftIsInNobodysWay() throws IOException {
        Files.createFile(folder.resolve(".subscriptions~lock.1-1"));
        try (SubscriptionFile first = SubscriptionFile.ofThisNode(folder)) {
            assertThat(name(first)).isEqualTo(".subscriptions~");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(file -> file.startsWith(".subscriptions~lock."));
        }
    }

    @Test
    void aLockThatCannotBeOpenedLeavesNothing() throws IOException {
        Path lock = Files.createDirectory(folder.resolve("lock"));

        assertThatIOException().isThrownBy(() -> NodeLock.take(lock));

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(lock);
        }
    }
}

package org.voicemail4j.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.testkit.Sounds;

/** A {@link DepositingNode} in a process of its own, what it said, and whether that is so. */
final class NodeProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Thread ear;
    private final List<Integer> begun = new ArrayList<>();
    private final Map<Integer, MailboxId> committed = new TreeMap<>();
    private boolean deliveredAll;

    private NodeProcess(Process process) {
        this.process = process;
        this.ear = new Thread(this::hear, "node's ear");
        ear.setDaemon(true);
        ear.start();
    }

    static NodeProcess start(String url, Path journal, int first) throws IOException {
        return new NodeProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DepositingNode.class.getName(),
                        url,
                        journal.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private void hear() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(this::hear);
        } catch (IOException | UncheckedIOException e) {
            deliveredAll = false;
        }
    }

    private synchronized void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "BEGIN" -> begun.add(Integer.valueOf(words[1]));
            case "COMMITTED" -> committed.put(Integer.valueOf(words[1]), MailboxId.parse(words[2]));
            default -> deliveredAll = true;
        }
        notifyAll();
    }

    synchronized Map<Integer, MailboxId> committed() {
        return new TreeMap<>(committed);
    }

    /** Waits until it has thanked for so many. */
    synchronized void awaitCommitted(int count) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (committed.size() < count && process.isAlive() && System.nanoTime() < end) {
            wait(100);
        }
        assertThat(committed).as("messages thanked for").hasSizeGreaterThanOrEqualTo(count);
    }

    /** Kills it as it is and reads what it had said until then. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly(); // the handle's leaves the pipe open
        process.waitFor();
        ear.join();
    }

    /** Lets it take no more, deliver everything and end. */
    void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("it delivers everything and ends")
                .isTrue();
        ear.join();
        synchronized (this) {
            assertThat(deliveredAll).isTrue();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Each that was thanked for is there once and whole, and no other is there twice. */
    static void assertEachOnce(MessageStore store, List<NodeProcess> nodes) {
        Map<Integer, MailboxId> thanked = new TreeMap<>();
        nodes.forEach(node -> thanked.putAll(node.committed()));
        Map<Integer, List<Message>> there = DepositingNode.MAILBOXES.stream()
                .flatMap(mailbox -> store.list(mailbox, Folder.INBOX).stream())
                .collect(Collectors.groupingBy(NodeProcess::number));
        assertThat(there.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(there.keySet()).containsAll(thanked.keySet());
        thanked.forEach((number, mailbox) -> {
            Message message = there.getOrDefault(number, List.of()).get(0);
            byte[] heard = Sounds.octets(store.open(mailbox, message.id()).orElseThrow());
            assertThat(heard).as("message %d", number).isEqualTo(DepositingNode.sound(number));
        });
    }

    private static int number(Message message) {
        return Integer.parseInt(message.envelope().callId().substring("call ".length()));
    }
}

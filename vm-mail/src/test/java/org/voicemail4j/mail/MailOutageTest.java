package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.RiffHeader;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.fs.FileMessageStore;

/**
 * A real mail server is away while twenty messages a second come in, each to be deleted once it is mailed, and our process
 * is killed meanwhile and again while the mails go out: every mail arrives, once for a server that goes by Message-IDs,
 * with the sound that was left, and nothing is deleted unsent.
 */
@Timeout(300)
class MailOutageTest {

    @TempDir
    Path folder;

    private final Map<Integer, String> committed = new HashMap<>();

    @Test
    void mailsOutliveAnAbsentServerAndKilledProcesses() throws Exception {
        assertEverythingArrives(20);
    }

    @Tag("soak")
    @Test
    void mailsOutliveAMinuteWithoutServer() throws Exception {
        assertEverythingArrives(400);
    }

    private void assertEverythingArrives(int inEachRun) throws Exception {
        Files.writeString(
                folder.resolve("voicemail.conf"),
                "[general]\n[default]\n1000 => 1,Anna,anna@vm.test,,delete=yes|maxmsg=9999\n");
        int port = freePort();
        try (Postfix server = Postfix.in(folder, port)) {
            runUntil(port, 0, 1_000_000, line -> committed.size() == inEachRun);
            runUntil(port, 1_000_000, 1_000_000, line -> committed.size() == 2 * inEachRun);
            assertNothingIsDeletedYet();
            server.start();
            runUntil(port, 2_000_000, 1_000_000, line -> committed.size() >= 2 * inEachRun + 20);
            assertThat(server.delivered().size()).isLessThan(committed.size());
            runUntil(port, 3_000_000, inEachRun, line -> line.equals("EMPTY"));
            assertArrived(server);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Runs the process until it says something, and kills it then. */
    private void runUntil(int port, int first, int messages, Predicate<String> now) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MailingProcess.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(first),
                        Integer.toString(messages))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean reached = false;
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("COMMITTED ")) {
                    committed.put(Integer.parseInt(line.split(" ")[1]), line.split(" ")[2]);
                }
                if (!reached && now.test(line)) {
                    reached = true;
                    process.toHandle().destroyForcibly(); // what it has said can still be read
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(reached).as("what the process was to do").isTrue();
    }

    private void assertNothingIsDeletedYet() {
        try (FileMessageStore store = FileMessageStore.in(folder.resolve("spool"))) {
            List<String> there = store.list(MailingProcess.ANNA, Folder.INBOX).stream()
                    .map(message -> message.id().value())
                    .toList();
            assertThat(there).containsAll(committed.values());
        }
    }

    private void assertArrived(Postfix server) throws Exception {
        Map<String, Integer> arrived = new HashMap<>();
        Set<Integer> messages = new HashSet<>();
        Map<ByteBuffer, Integer> sounds = sounds();
        long patience = System.nanoTime() + 60_000_000_000L;
        while (messages.size() < committed.size() && System.nanoTime() < patience) {
            arrived.clear();
            messages.clear();
            for (MimeMessage mail : server.delivered()) {
                int number = numberOf(mail, sounds);
                messages.add(number);
                arrived.merge(mail.getMessageID(), 1, Integer::sum);
            }
            LockSupport.parkNanos(100_000_000);
        }
        assertThat(messages).as(server.log()).containsAll(committed.keySet());
        // mails of messages whose commit was not told before the kill may be there too; none has two Message-IDs
        assertThat(arrived).hasSameSizeAs(messages);
        int again = arrived.values().stream().mapToInt(times -> times - 1).sum();
        assertThat(again).as("mails sent again after a kill").isLessThanOrEqualTo(8);
        try (FileMessageStore store = FileMessageStore.in(folder.resolve("spool"))) {
            assertThat(store.outbox().orElseThrow().list(10)).isEmpty();
            assertThat(store.list(MailingProcess.ANNA, Folder.INBOX))
                    .extracting(Message::id)
                    .isEmpty();
        }
    }

    /** The sound of each message that was committed, and of those whose commit the kill kept from being told. */
    private Map<ByteBuffer, Integer> sounds() {
        Map<ByteBuffer, Integer> sounds = new HashMap<>();
        for (int number : committed.keySet()) {
            for (int one : new int[] {number, number + 1}) {
                sounds.put(ByteBuffer.wrap(MailingProcess.sound(one)), one);
            }
        }
        return sounds;
    }

    /** Which message a mail has the sound of: its attachment is octet for octet what was left. */
    private static int numberOf(MimeMessage mail, Map<ByteBuffer, Integer> sounds) throws Exception {
        BodyPart sound = ((Multipart) mail.getContent()).getBodyPart(1);
        byte[] file;
        try (InputStream in = sound.getInputStream()) {
            file = in.readAllBytes();
        }
        RiffHeader header = RiffHeader.parse(ByteBuffer.wrap(file)).orElseThrow();
        ByteBuffer heard = ByteBuffer.wrap(Arrays.copyOfRange(file, header.payloadOffset(), file.length));
        Integer whole = sounds.get(heard);
        return whole != null ? whole : begun(heard, sounds);
    }

    /** Of what was being recorded when its process was killed, as much is there as had been written. */
    private static int begun(ByteBuffer heard, Map<ByteBuffer, Integer> sounds) {
        return sounds.entrySet().stream()
                .filter(sound -> heard.hasRemaining() && sound.getKey().mismatch(heard) == heard.remaining())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("a sound that nobody left"));
    }
}

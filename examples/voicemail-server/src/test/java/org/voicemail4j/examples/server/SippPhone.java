package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A phone of sipp's that registers at a proxy, then takes calls as its scenario says, and shows its lamp. */
final class SippPhone implements AutoCloseable {

    private static final Pattern COUNTS =
            Pattern.compile("Messages-Waiting: (yes|no)\\s+(?:Message-Account: \\S+\\s+)?Voice-Message: ([0-9/() ]+)");

    private final Path messages;
    private final Process sipp;

    /**
     * Registers, and is there.
     *
     * @param scenario what it does with calls: {@code phone-rings} or {@code phone-is-busy}
     */
    SippPhone(Path folder, InetSocketAddress proxy, String number, String scenario)
            throws IOException, InterruptedException {
        Peers.need("sipp");
        Files.createDirectories(folder);
        messages = folder.resolve("messages-" + number);
        String host = proxy.getAddress().getHostAddress().replaceAll("%.*", "");
        int port;
        try (DatagramSocket free = new DatagramSocket(0, proxy.getAddress())) {
            port = free.getLocalPort();
        }
        Sipp runs = new Sipp(folder, proxy);
        runs.start("register", number, "", "-m", "1", "-i", host, "-p", Integer.toString(port))
                .succeeds();
        sipp = runs.start(
                        scenario,
                        number,
                        "",
                        "-i",
                        host,
                        "-p",
                        Integer.toString(port),
                        "-trace_msg",
                        "-message_file",
                        messages.toString())
                .process();
    }

    /** What its lamp shows: {@code yes 1/0 (0/0)}; empty before it was told. */
    Optional<String> lamp() {
        try {
            if (!Files.exists(messages)) {
                return Optional.empty();
            }
            Matcher counts = COUNTS.matcher(Files.readString(messages, ISO_8859_1));
            Optional<String> last = Optional.empty();
            while (counts.find()) {
                last = Optional.of(counts.group(1) + ' ' + counts.group(2).strip());
            }
            return last;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void awaitLamp(String shown) {
        TestServer.await("lamp " + shown, () -> lamp().filter(shown::equals).isPresent());
    }

    /** Everything it received and sent. */
    String messages() throws IOException {
        return Files.readString(messages, ISO_8859_1);
    }

    @Override
    public void close() {
        sipp.destroyForcibly();
    }
}

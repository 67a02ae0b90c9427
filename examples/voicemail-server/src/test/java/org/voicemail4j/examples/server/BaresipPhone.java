package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's baresip: registers at a proxy with a password, subscribes to its lamp there, and rings until nobody cares. */
final class BaresipPhone implements AutoCloseable {

    private static final Pattern COUNTS = Pattern.compile("Messages-Waiting: (yes|no)\\s+Voice-Message: ([0-9/() ]+)");

    private final Path output;
    private final Process process;

    BaresipPhone(Path folder, InetSocketAddress proxy, String number, String password) throws IOException {
        Peers.need("baresip", "baresip-core");
        Files.createDirectories(folder);
        Files.write(
                folder.resolve("config"),
                List.of(
                        "poll_method epoll",
                        "sip_listen " + Kamailio.host(proxy) + ":0",
                        "audio_source ausine,440",
                        "audio_alert none",
                        "module_path /usr/lib/baresip/modules",
                        "module g711.so",
                        "module ausine.so",
                        "module_tmp uuid.so",
                        "module_tmp account.so",
                        "module_app menu.so",
                        "module_app mwi.so"));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:" + number + "@" + Kamailio.hostPort(proxy) + ";transport=udp>;auth_user=" + number
                        + ";auth_pass=" + password + ";regint=60;mwi=yes;answermode=manual\n");
        output = folder.resolve("output");
        process = new ProcessBuilder("stdbuf", "-oL", "baresip", "-f", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** What its lamp shows: {@code yes 1/0 (0/0)}; empty before it was told. */
    private Optional<String> lamp() {
        Matcher counts = COUNTS.matcher(output());
        Optional<String> last = Optional.empty();
        while (counts.find()) {
            last = Optional.of(counts.group(1) + ' ' + counts.group(2).strip());
        }
        return last;
    }

    void awaitLamp(String shown) {
        TestServer.await("lamp " + shown, () -> lamp().filter(shown::equals).isPresent());
    }

    /** Everything it said. */
    String output() {
        try {
            return Files.readString(output, ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's baresip, a softphone that shares no code with us. It says the file {@code said.wav} of its folder in each call,
 * and hangs up at its end; what it hears it writes beside it.
 */
final class Baresip implements AutoCloseable {

    private static final int LONGEST_SECONDS = 90;

    private final Path folder;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder with {@code said.wav}
     * @param account as its file of accounts has it
     * @param more lines of its configuration, and what it does first after {@code -e}
     */
    Baresip(Path folder, String account, List<String> more, String... commands) throws IOException {
        Peers.need("baresip", "baresip-core");
        this.folder = folder;
        Files.writeString(
                folder.resolve("config"),
                """
            poll_method epoll
            sip_listen 127.0.0.1:0
            net_interface 127.0.0.1
            audio_source aufile,FOLDER/said.wav
            snd_path FOLDER
            module_path MODULES
            module g711.so
            module stdio.so
            """.replace("FOLDER", folder.toString())
                                .replace("MODULES", modules().toString()) + String.join("\n", more) + """

            module aufile.so
            module_app account.so
            module_app menu.so
            """);
        Files.writeString(folder.resolve("accounts"), account + '\n');
        List<String> command =
                new ArrayList<>(List.of("baresip", "-f", folder.toString(), "-t", Integer.toString(LONGEST_SECONDS)));
        Stream.of(commands).forEach(first -> command.addAll(List.of("-e", first)));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static Path modules() {
        for (String place : List.of("/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules")) {
            if (Files.isDirectory(Path.of(place))) {
                return Path.of(place);
            }
        }
        throw new AssertionError("baresip has no modules");
    }

    /** Has it do something, such as {@code /dial sip:...}. */
    void command(String text) throws IOException {
        process.getOutputStream().write((text + '\n').getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** What it wrote. */
    String log() {
        try {
            return Files.readString(folder.resolve("log"), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until it has written that; returns all it wrote. */
    String await(String text) {
        try {
            TestServer.await("baresip to say: " + text, () -> log().contains(text));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + log(), e);
        }
        return log();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

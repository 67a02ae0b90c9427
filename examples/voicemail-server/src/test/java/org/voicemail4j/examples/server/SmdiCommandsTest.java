package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The PBX's end of a line and a look at it, as commands of the shell, talking to each other. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SmdiCommandsTest {

    @Test
    void theMonitorShowsWhatTheSwitchSends() throws Exception {
        int port = freePort();
        Process monitor = voicemail("smdi-monitor", "tcp-listen:127.0.0.1:" + port);
        Process pbx = voicemail("smdi-switch", "tcp:127.0.0.1:" + port);
        try (BufferedReader shown = monitor.inputReader(StandardCharsets.UTF_8);
                BufferedReader answers = pbx.inputReader(StandardCharsets.UTF_8);
                BufferedWriter commands = pbx.outputWriter(StandardCharsets.UTF_8)) {
            readTo(shown, "line UP");
            readTo(answers, "switch on tcp:127.0.0.1:" + port);
            type(commands, "call 7 b 5551000 5559999");
            String sent = answers.readLine();
            while (!"sent".equals(sent)) { // its own end may be a moment later than the other
                type(commands, "call 7 b 5551000 5559999");
                sent = answers.readLine();
            }
            assertThat(readTo(shown, "CallHistory"))
                    .endsWith("CallHistory[desk=1, terminal=7, type=B, forwardingStation=5551000, "
                            + "callingStation=5559999]");
            type(commands, "noise MDxyz");
            type(commands, "call 8 d - 5551000");
            assertThat(readTo(shown, "MALFORMED")).contains("no end mark").contains("MDxyz");
            readTo(shown, "terminal=8, type=D, forwardingStation=, callingStation=5551000");
            type(commands, "shout");
            readTo(answers, "not understood: shout");
            type(commands, "quit");
            assertThat(pbx.waitFor()).isZero();
            readTo(shown, "line DOWN");
        } finally {
            monitor.destroyForcibly();
            pbx.destroyForcibly();
        }
    }

    private static void type(BufferedWriter commands, String line) throws IOException {
        commands.write(line + "\n");
        commands.flush();
    }

    private static String readTo(BufferedReader output, String wanted) throws IOException {
        List<String> before = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(wanted)) {
                return line;
            }
            before.add(line);
        }
        throw new AssertionError("ended without '" + wanted + "': " + before);
    }

    private static Process voicemail(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.voicemail4j.examples.server.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

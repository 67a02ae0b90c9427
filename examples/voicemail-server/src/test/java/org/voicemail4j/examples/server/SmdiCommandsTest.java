package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The PBX's end of a line and a look at it, as commands of the shell, talking to each other. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SmdiCommandsTest {

    @TempDir
    Path folder;

    @Test
    void theMonitorShowsWhatTheSwitchSends() throws Exception {
        int port = freePort();
        Process monitor = voicemail("smdi-monitor", "--octets", "tcp-listen:127.0.0.1:" + port);
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
            type(commands, "noise MD\\x00xyz \\x0d");
            type(commands, "call 8 d - 5551000");
            assertThat(readTo(shown, "MALFORMED")).contains("no end mark").contains("MD\\x00xyz \\r");
            readTo(shown, "terminal=8, type=D, forwardingStation=, callingStation=5551000");
            type(commands, "shout");
            readTo(answers, "not understood: shout");
            type(commands, "quit");
            assertThat(pbx.waitFor()).as("something was not understood").isEqualTo(1);
            readTo(shown, "line DOWN");
        } finally {
            monitor.destroyForcibly();
            pbx.destroyForcibly();
        }
    }

    /** As a test of somebody's own would use it: commands come from a file. */
    @Test
    void theServerSwitchesLampsAtItsStartAndTheSwitchSeesIt() throws Exception {
        int port = freePort();
        Path conf = Files.writeString(
                folder.resolve("smdi.conf"),
                "[interfaces]\nlamprule = prepend 555\nsmdiport => tcp-listen:127.0.0.1:" + port + "\n");
        Process pbx = voicemail("smdi-switch", "tcp:127.0.0.1:" + port, "--style=DMS_100");
        try (ServerProcess server = new ServerProcess(folder, "--smdi=" + conf, "--trusted=127.0.0.1/32");
                BufferedReader answers = pbx.inputReader(StandardCharsets.UTF_8);
                BufferedWriter commands = pbx.outputWriter(StandardCharsets.UTF_8)) {
            type(commands, "blk 5552000 1\nup\nawait 5551000 off\nlamps\ncall 1 n 5551000\nquit");
            readTo(answers, "up");
            readTo(answers, "5551000 is OFF");
            readTo(answers, "5551000=OFF");
            readTo(answers, "sent");
            assertThat(pbx.waitFor()).isZero();
            server.terminate();
            assertThat(server.awaitExit()).isZero();
        } finally {
            pbx.destroyForcibly();
        }
    }

    @Test
    void aLineThatThisMachineCannotHaveIsSaidAtTheStart() throws Exception {
        Process monitor = voicemail(
                List.of(
                        "-Djava.io.tmpdir=/proc/none",
                        "-Duser.home=/proc/none",
                        "-DjSerialComm.library.path=/proc/none"),
                "smdi-monitor",
                "/dev/ttyNone");
        try {
            assertThat(monitor.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
            assertThat(monitor.exitValue()).isEqualTo(1);
            assertThat(new String(monitor.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("voicemail: the native library of jSerialComm does not load");
        } finally {
            monitor.destroyForcibly();
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
        return voicemail(List.of(), arguments);
    }

    private static Process voicemail(List<String> properties, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(properties);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.voicemail4j.examples.server.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

package org.voicemail4j.examples.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.asterisk.ami.AmiAccount;
import picocli.CommandLine;

/** The program as it is started. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BridgeCommandTest {

    @TempDir
    Path folder;

    @Test
    void aBridgeOfFilesTakesCallsAndAnswersManagers() throws Exception {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), "[default]\n1000 => 4711,Alice\n");
        Path sounds = Files.createDirectory(folder.resolve("sounds"));
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        BridgeSettings settings = new BridgeSettings(
                folder.resolve("spool"),
                conf,
                anywhere,
                Set.of(),
                sounds,
                sounds.toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new BridgeSettings.OwnPort(anywhere, List.of(new AmiAccount("a", "b")))),
                10);
        try (AsteriskBridge bridge = new AsteriskBridge(settings)) {
            String said = talk(
                    bridge.agiAddress(),
                    "agi_request: agi://h/voicemail\nagi_arg_1: 4444\n\n200 result=0\n" + "200 result=1\n".repeat(3));
            assertThat(said).contains("SET VARIABLE VMSTATUS \"FAILED\"");

            String answered = talk(
                    bridge.managerAddress().orElseThrow(),
                    "Action: Login\r\nUsername: a\r\nSecret: b\r\nEvents: off\r\n\r\n"
                            + "Action: MailboxCount\r\nMailbox: 1000@default\r\n\r\nAction: Logoff\r\n\r\n");
            assertThat(answered).contains("NewMessages: 0").contains("Response: Goodbye");
        }
    }

    private static String talk(InetSocketAddress address, String text) throws Exception {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws Exception {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), "[default]\n1000 => 4711,Alice\n");
        String[] usual = {
            "--spool", folder.resolve("spool").toString(), "--mailboxes", conf.toString(), "--agi", "127.0.0.1:0"
        };

        assertThat(run(usual, "--sounds", folder.resolve("no").toString())).contains("not a folder to write sounds to");
        assertThat(run(usual, "--sounds", folder.toString(), "--ami", "127.0.0.1:5038"))
                .isEqualTo("asterisk-bridge: --ami needs --ami-account\n");
        assertThat(run(usual, "--sounds", folder.toString(), "--manager", "here"))
                .contains("'here' is not HOST:PORT");
        Path malformed = Files.writeString(folder.resolve("malformed"), "admin = c:\\users\n");
        assertThat(run(
                        usual,
                        "--sounds",
                        folder.toString(),
                        "--manager",
                        "[::1]:0",
                        "--manager-accounts",
                        malformed.toString()))
                .contains("accounts in " + malformed + " cannot be read");
        Path empty = Files.writeString(folder.resolve("accounts"), "# nobody\n");
        assertThat(run(
                        usual,
                        "--sounds",
                        folder.toString(),
                        "--manager",
                        "[::1]:0",
                        "--manager-accounts",
                        empty.toString()))
                .contains("there is no account in");
    }

    @Test
    void secretsAreReadWithoutTheBlanksAroundThem() throws Exception {
        Path accounts = Files.writeString(folder.resolve("accounts"), "admin = a\\\\b c \t\n");

        assertThat(AccountFile.read(accounts)).containsExactly(new AmiAccount("admin", "a\\b c"));
    }

    private static String run(String[] usual, String... more) {
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
        String[] all = java.util.stream.Stream.of(usual, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
        assertThat(command.execute(all)).isNotZero();
        return err.toString();
    }
}

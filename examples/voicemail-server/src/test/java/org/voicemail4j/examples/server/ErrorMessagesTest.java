package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user reads who has made a mistake (exit code 2), or whose machine lacks something (exit code 1). */
class ErrorMessagesTest {

    private static final int USAGE = 2;
    private static final int FAILURE = 1;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path conf;

    @BeforeEach
    void mailboxes() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sip | sctp:127.0.0.1:5060",
                "--sip | udp:nosuch.invalid:5060",
                "--sip | udp:127.0.0.1:99999",
                "--sip | udp:0.0.0.0:0",
                "--sip | tls:127.0.0.1:0",
                "--advertise | a_b:c",
                "--trusted | 300.0.0.0/8",
                "--trusted-cert | a_b!!",
                "--proxy | http://x",
                "--proxy-ping | -1",
                "--lamp | http://x",
                "--lamp | sip:",
                "--message-account | 97",
                "--transfer-target | nowhere",
                "--notify-rate | 0",
                "--media-budget | 0",
                "--deposit-options | d(",
                "--directory | *411=m(",
                "--plan | national=nowhere",
                "--publish | presence",
                "--publish-seconds | 0",
                "--lamp-conflict | perhaps",
                "--watch | boss",
                "--sounds | /nonexistent/sounds",
                "--language | xx",
                "--max-calls | 0",
                "--max-calls | many",
                "--drain | -1",
                "--rtp-ports | 9-1",
                "--journal-megabytes | 0",
                "--tls-cert | /nonexistent/cert",
                "--sip-users | /nonexistent/users",
                "--srtp | perhaps",
                "--source-rate | 0",
                "--source-connections | 0",
                "--http | 8080",
                "--http | nosuch.invalid:80",
                "--smdi | /nonexistent/smdi.conf",
                "--smdi-line | elsewhere",
                "--mail | /nonexistent/mail.conf",
                "--store | ftp:there",
                "--subscribers | jdbc:mysql://127.0.0.1/voicemail",
            })
    void aWrongValueIsToldWithItsOption(String option, String value) {
        assertThat(serve("--sip", "udp:127.0.0.1:0", option, value)).isEqualTo(USAGE);

        assertThat(lastLine()).contains(option).contains(value.substring(value.indexOf('=') + 1));
        assertThat(lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aMailboxFileThatIsNotThereIsToldWithItsOption() throws IOException {
        Files.delete(conf);

        assertThat(run("users", "--store", "fs:" + folder, "--mailboxes", conf.toString()))
                .isEqualTo(USAGE);

        assertThat(lines()).containsExactly("voicemail: --mailboxes: there is no file " + conf);
    }

    @Test
    void aPortThatAnotherProgramHasIsAFailureBeforeAnythingIsOpened() throws IOException {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertIsTaken("--sip", "udp:127.0.0.1:" + udp.getLocalPort());
            assertIsTaken("--sip", "tcp:127.0.0.1:" + tcp.getLocalPort());
            assertIsTaken("--http", "127.0.0.1:" + tcp.getLocalPort());
        }
        assertThat(folder.resolve("spool")).doesNotExist();
    }

    private void assertIsTaken(String option, String place) {
        err.getBuffer().setLength(0);
        assertThat(serve("--sip", "udp:127.0.0.1:0", option, place)).isEqualTo(FAILURE);
        assertThat(lines()).hasSize(1);
        assertThat(lastLine()).startsWith("voicemail: " + option + ": cannot listen on " + place + ": ");
        assertThat(lastLine()).contains("stop what listens there").contains("choose another port");
    }

    @Test
    void anAddressOfAnotherMachineIsAFailure() {
        assertThat(serve("--sip", "udp:192.0.2.55:0")).isEqualTo(FAILURE); // TEST-NET-1 is nobody's

        assertThat(lines())
                .containsExactly("voicemail: --sip: cannot listen on udp:192.0.2.55:0: this machine has no address"
                        + " 192.0.2.55; choose one that it has");
    }

    @Test
    void aFolderThatCannotBeMadeIsAFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path below = file.resolve("below");

        for (List<String> options : List.of(
                List.of("--store", "fs:" + below),
                List.of("--store", "jdbc:h2:file:" + below + "/messages"),
                List.of("--journal", below.toString(), "--store", "jdbc:h2:file:" + folder.resolve("messages")),
                List.of("--journal", file.toString(), "--store", "imap:127.0.0.1"))) {
            err.getBuffer().setLength(0);
            List<String> arguments = new ArrayList<>(List.of("serve", "--mailboxes", conf.toString()));
            arguments.addAll(List.of("--sip", "udp:127.0.0.1:0"));
            arguments.addAll(options);
            assertThat(run(arguments.toArray(String[]::new))).as("%s", options).isEqualTo(FAILURE);
            assertThat(lines()).as("%s", options).hasSize(1);
            assertThat(lastLine())
                    .startsWith("voicemail: " + options.get(0) + ": the folder " + file)
                    .contains("cannot be made");
        }
    }

    @Test
    void theTargetOfACopyIsNamed() throws IOException {
        String from = "fs:" + Files.createDirectories(folder.resolve("spool"));
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(run("copy", "--from", from, "--to", "fs:" + file.resolve("below")))
                .isEqualTo(FAILURE);
        assertThat(lastLine()).startsWith("voicemail: --to: the folder ");

        assertThat(run("copy", "--from", from, "--to", "jdbc:mysql:x")).isEqualTo(USAGE);
        assertThat(lastLine()).startsWith("voicemail: --to: jdbc:mysql:x: ");
    }

    @Test
    void mySqlIsReachedByMariaDbsDriver() {
        assertThat(users("jdbc:mysql://127.0.0.1/voicemail?password=hidden")).isEqualTo(USAGE);

        assertThat(lines()).hasSize(1);
        assertThat(lastLine()).contains("write jdbc:mariadb: instead of jdbc:mysql:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://nosuch.invalid/vm", "jdbc:mariadb://nosuch.invalid/vm"})
    void anUnknownHostOfADatabaseIsAFailure(String address) {
        assertThat(users(address + "?user=vm&password=hidden")).isEqualTo(FAILURE);

        assertThat(lines())
                .containsExactly("voicemail: --store: " + address + ": there is no host of that name; correct it, or"
                        + " see why this machine cannot look it up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    void aDatabaseThatDoesNotRunIsAFailure(String kind) throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        String address = "jdbc:" + kind + "://127.0.0.1:" + nobody + "/vm";

        assertThat(users(address + "?user=vm&password=hidden")).isEqualTo(FAILURE);

        assertThat(lines())
                .containsExactly("voicemail: --store: " + address
                        + ": nothing answers there; is the database running, and are host and port right?");
    }

    @Test
    void aWrongPasswordOfADatabaseIsAFailure() {
        String file = "jdbc:h2:file:" + folder.resolve("messages");
        try (Pools pools = new Pools(Optional.of(file))) {
            pools.of(file, "--store");
        }

        assertThat(users(file + ";USER=vm;PASSWORD=hidden")).isEqualTo(FAILURE);

        assertThat(lines()).hasSize(1);
        assertThat(lastLine())
                .startsWith("voicemail: --store: " + file + ": the database does not let that user in: ")
                .doesNotContain("hidden");
    }

    /** MariaDB's driver takes what stands before the last colon for a port, and repeats it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mariadb://vm:hidden@127.0.0.1:1/vm",
                "jdbc:postgresql://vm:hidden@127.0.0.1:1/vm",
                "jdbc:foo://vm:hidden@127.0.0.1:1/vm",
                "jdbc:mariadb://127.0.0.1:1/vm?user=vm&password=hidden",
            })
    void aPasswordIsNotRepeated(String address) {
        assertThat(users(address)).isNotZero();

        assertThat(lines()).hasSize(1);
        assertThat(lastLine()).startsWith("voicemail: --store: jdbc:").doesNotContain("hidden");
    }

    private int users(String store) {
        return run("users", "--store", store, "--mailboxes", conf.toString());
    }

    private int serve(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--mailboxes", conf.toString(), "--store", "fs:" + folder.resolve("spool")));
        if (List.of(more).contains("--store")) {
            arguments.subList(3, 5).clear();
        }
        if (List.of(more).contains("--journal-megabytes")) {
            arguments.set(4, "jdbc:h2:file:" + folder.resolve("messages"));
        }
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter(), true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }

    private List<String> lines() {
        return err.toString().lines().toList();
    }

    private String lastLine() {
        return lines().isEmpty() ? "" : lines().get(lines().size() - 1);
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallInfoResolver;
import picocli.CommandLine;

/** What is doubtful in voicemail.conf: the server names it, commands say that there is something. */
class ConfWarningsTest {

    private static final String DOUBTFUL = """
            [general]
            maxmsgs = 10
            review = perhaps
            [default]
            1000 => 4242,Ann Owner
            """;

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path conf;
    private String store;

    @BeforeEach
    void aSpool() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), DOUBTFUL);
        store = "fs:" + Files.createDirectories(folder.resolve("spool"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "messages 1000", "outbox list", "greeting 1000 absence --no-dates"})
    void aCommandSaysInOneLineThatSomethingIsDoubtful(String command) {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(run((command + " --store " + store + " --mailboxes " + conf).split(" ")))
                    .isZero();

            assertThat(log.lines(conf.toString()))
                    .singleElement()
                    .asString()
                    .endsWith(conf + ": 2 of its lines are doubtful; serve names them when it starts");
        }
    }

    @Test
    void aCopySaysItInOneLine() {
        try (CapturedLog log = new CapturedLog()) {
            assertThat(run("copy", "--from", store, "--to", store + "2", "--mailboxes", conf.toString()))
                    .isZero();

            assertThat(log.lines(conf.toString())).hasSize(1);
        }
    }

    @Test
    void theServerNamesEachOfThem() throws IOException {
        try (CapturedLog log = new CapturedLog();
                TestServer server = new TestServer(folder, CallInfoResolver.NONE, DOUBTFUL)) {
            assertThat(server.address()).isNotNull();
            assertThat(log.lines("voicemail.conf:2: ")).hasSize(1);
            assertThat(log.lines("voicemail.conf:3: ")).hasSize(1);
        }
    }

    @Test
    void everyWrongValueIsALineOfItsOwn() throws IOException {
        Files.writeString(conf, "[general]\nmaxmsg = lots\nmaxlogins = none\n[default]\n1000 => 1\n");

        assertThat(run("users", "--store", store, "--mailboxes", conf.toString()))
                .isEqualTo(2);

        assertThat(err.toString().lines())
                .containsExactly(
                        "voicemail: " + conf + ":2: maxmsg is 'lots'; a number from 0 to 9999 is expected",
                        "voicemail: " + conf + ":3: maxlogins is 'none'; a number from 1 to 100 is expected");
    }

    @Test
    void ownersWhoWaitForMailsInVainAreCounted() throws IOException {
        String addresses = TestServer.CONF
                + "3000 => 4242,Cid Owner,cid@vm.test\n4000 => 4242,Dan Owner,,dan@pager.test\n5000 => 4242,Eve Owner\n";
        try (CapturedLog log = new CapturedLog();
                TestServer server = new TestServer(folder, CallInfoResolver.NONE, addresses)) {
            assertThat(server.address()).isNotNull();
            assertThat(log.lines("--mail"))
                    .singleElement()
                    .asString()
                    .endsWith("mailboxes with an e-mail address: 2, such as 3000@default; nothing is sent to them"
                            + " without --mail FILE");
        }
    }

    @Test
    void nobodyWaitsInVainWithMailOrWithoutAddresses() throws IOException {
        Path mail = Files.writeString(folder.resolve("mail"), "transport=command\ncommand=/bin/true\n");
        String addresses = TestServer.CONF + "3000 => 4242,Cid Owner,cid@vm.test\n";
        try (CapturedLog log = new CapturedLog()) {
            new TestServer(
                            Files.createDirectory(folder.resolve("one")),
                            addresses,
                            settings -> Server.start(
                                    settings.mail(Optional.of(mail)).build()))
                    .close();
            new TestServer(Files.createDirectory(folder.resolve("two"))).close();

            assertThat(log.lines("--mail FILE")).isEmpty();
        }
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter(), true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

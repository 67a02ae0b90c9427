package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;
import picocli.CommandLine;

/** A message left by phone goes out by the program that {@code --mail} names, and the commands look after the outbox. */
class ServeMailTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private String voicemailConf() {
        return """
            [general]
            format = wav
            externnotify = /bin/sh -c 'echo "$@" >> %1$s/told' told
            [default]
            1000 => 4242,Ann Owner,ann@vm.test,pager@vm.test
            """.formatted(folder);
    }

    private Path mailFile(String more) throws IOException {
        return Files.writeString(
                folder.resolve("mail.properties"), "host=pbx.test\ncommands=yes\ntransport=command\n" + more);
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private int outbox(String... arguments) {
        out.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 5];
        all[0] = "outbox";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        List<String> store = List.of(
                "--store",
                "fs:" + folder.resolve("spool"),
                "--mailboxes",
                folder.resolve("voicemail.conf").toString());
        for (int i = 0; i < 4; i++) {
            all[arguments.length + 1 + i] = store.get(i);
        }
        return run(all);
    }

    private void leaveAMessage(Server server) {
        try (Phone phone = Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom());
                PhoneCall call = phone.call(server.sipAddress(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(Speech.say(2, 11));
            call.hangUp();
        }
    }

    private String told(String file) {
        try {
            Path path = folder.resolve(file);
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMessageIsMailedPagedAndToldToAProgram() throws Exception {
        Path mail = mailFile("command=/bin/sh -c 'cat >> " + folder + "/mails'\n");
        try (TestServer server = new TestServer(
                folder,
                voicemailConf(),
                settings -> Server.start(settings.mail(Optional.of(mail)).build()))) {
            leaveAMessage(server.server());
            TestServer.await(
                    "mail and page",
                    () -> told("mails").contains("To: pager@vm.test")
                            && told("mails").contains("msg0001.wav"));
            TestServer.await("the program", () -> told("told").contains("default 1000 1 0 0"));
        }
        assertThat(told("mails"))
                .contains("To: Ann Owner <ann@vm.test>", "Subject: [PBX]: New message 1 in mailbox 1000");
        assertThat(outbox("list")).isZero();
        assertThat(out.toString().lines()).hasSize(1);
    }

    @Test
    void whatCannotBeSentIsListedRetriedAndDropped() throws Exception {
        Path mail = mailFile("command=/bin/sh -c 'echo no such user; exit 67'\n");
        try (TestServer server = new TestServer(
                folder,
                voicemailConf(),
                settings -> Server.start(settings.mail(Optional.of(mail)).build()))) {
            leaveAMessage(server.server());
            TestServer.await("both dead", () -> {
                outbox("list");
                return out.toString()
                                .lines()
                                .filter(line -> line.contains(" dead "))
                                .count()
                        == 2;
            });
        }
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith("ENTRY").contains("CHANNEL", "REASON");
        assertThat(lines.subList(1, 3)).allSatisfy(line -> assertThat(line).contains("1000@default", "no such user"));
        String first = lines.get(1).split(" ")[0];
        assertThat(outbox("retry", first)).isZero();
        outbox("list");
        assertThat(out.toString()).contains(" waiting ");
        assertThat(outbox("drop", first, lines.get(2).split(" ")[0])).isZero();
        outbox("list");
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(outbox("drop", first)).isEqualTo(2);
        assertThat(outbox("retry", "nonsense")).isEqualTo(2);
    }

    @Test
    void aFileThatMakesNoSenseIsAUsageError() throws Exception {
        Path mail = Files.writeString(folder.resolve("mail.properties"), "smtp.hots=x\n");
        Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        assertThat(run(
                        "serve",
                        "--sip=udp:127.0.0.1:0",
                        "--store=fs:" + folder.resolve("spool"),
                        "--mailboxes=" + folder.resolve("voicemail.conf"),
                        "--mail=" + mail))
                .isEqualTo(2);
        assertThat(err.toString()).contains("smtp.hots");
    }
}

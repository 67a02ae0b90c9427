package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** A server whose messages lie in the owners' accounts on a real IMAP server, where a mail program sees them. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ServeMailAccountsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** What failed is tried again ever later. */
    private static final Duration RETRIED = Duration.ofSeconds(150);

    private static final short[] SPEECH = Speech.say(2, 11);
    private static final short[] PASSWORD = Speech.say(1, 12);
    private static final short[] MENU = Speech.say(1, 13);
    private static final short[] FULL = Speech.say(1, 14);
    private static final String CONF = """
            [general]
            format = wav
            imappassword = open-sesame
            pollfreq = 1
            [default]
            1000 => 4242,Ann Owner,,,imapuser=ann
            2000 => 4242,Ben Owner,,,imapuser=ben
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Server server(String store, NotifiedLamps lamps) throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), CONF);
        Path sounds = TestServer.beepAlone(folder.resolve("sounds"));
        Spool.write(sounds.resolve("vm-password.wav"), PASSWORD);
        Spool.write(sounds.resolve("vm-onefor.wav"), MENU);
        Spool.write(sounds.resolve("vm-mailboxfull.wav"), FULL);
        return Server.start(ServerSettings.of(
                        List.of("udp:127.0.0.1:0"),
                        new StoreName.Converter().convert(store).journaledIn(folder.resolve("local")),
                        conf)
                .proxy(lamps.uri())
                .sounds(Optional.of(sounds))
                .trusted(List.of("127.0.0.0/8"))
                .maxCalls(10)
                .build());
    }

    private static void leaveAMessage(Server server) {
        try (Phone phone = phone("5551234");
                PhoneCall call = phone.call(server.sipAddress(), "1000")) {
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);
            call.hangUp();
        }
    }

    private static void hearIt(Server server) {
        try (Phone owner = phone("1000");
                PhoneCall call = owner.call(server.sipAddress(), "*97")) {
            assertThat(call.awaitSaid(PASSWORD, PATIENCE)).isTrue();
            call.press("4242#");
            assertThat(call.awaitSaid(MENU, PATIENCE)).isTrue();
            call.press("1");
            assertThat(call.awaitSaid(SPEECH, PATIENCE)).isTrue();
            call.hangUp();
        }
    }

    private static Phone phone(String number) {
        return Phone.plugIn(number, InetAddress.getLoopbackAddress(), new SplittableRandom());
    }

    /** Jakarta Mail: what a mail program would see and do. */
    private static void inAccount(Dovecot dovecot, MailProgram work) throws Exception {
        jakarta.mail.Store store = Session.getInstance(new Properties()).getStore("imap");
        store.connect("127.0.0.1", dovecot.port(), "ann", Dovecot.PASSWORD);
        try (store;
                jakarta.mail.Folder inbox = store.getFolder("INBOX")) {
            inbox.open(jakarta.mail.Folder.READ_WRITE);
            work.with(inbox.getMessages());
        }
    }

    private static int mails(Dovecot dovecot) {
        int[] count = {0};
        try {
            inAccount(dovecot, mails -> count[0] = mails.length);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return count[0];
    }

    private interface MailProgram {
        void with(Message... mails) throws Exception;
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** The mail server is still away when the message is left. */
    @Test
    void whatACallerSaidIsAMailAndWhatAMailProgramDoesWithItIsSeenAtTheLamp() throws Exception {
        int port = free();
        String store = "imap:127.0.0.1:" + port;
        try (NotifiedLamps lamps = new NotifiedLamps()) {
            try (Server server = server(store, lamps)) {
                leaveAMessage(server);
                TestServer.await("no call", () -> server.calls() == 0);
                try (Dovecot dovecot = Dovecot.startAt(port)) {
                    TestServer.await("the mail", RETRIED, () -> mails(dovecot) == 1);
                    lamps.await("1000", "yes 1/0", RETRIED);
                    readAndHear(dovecot, lamps, server);
                    server.drain(PATIENCE);
                    assertThat(messages(store)).contains("Old").contains("5551234");
                }
            }
        }
    }

    /** There is no room for a minute in ten kilobytes. The server may be too slow to say so to the first caller. */
    @Test
    void aCallerToAnAccountThatIsFullIsToldSoInsteadOfBeingRecorded() throws Exception {
        try (Dovecot dovecot = Dovecot.withQuota("10K");
                NotifiedLamps lamps = new NotifiedLamps();
                Server server = server("imap:127.0.0.1:" + dovecot.port(), lamps)) {
            TestServer.await("that it is full", RETRIED, () -> saysThatItIsFull(server));
            assertThat(mails(dovecot)).isZero();
        }
    }

    private static boolean saysThatItIsFull(Server server) {
        try (Phone phone = phone("5551234");
                PhoneCall call = phone.call(server.sipAddress(), "1000")) {
            boolean said = call.awaitSaid(FULL, Duration.ofSeconds(8));
            call.hangUp();
            return said;
        }
    }

    /** A port that nobody is given who asks for any, for it stays free for a while. */
    private static int free() throws IOException {
        SplittableRandom random = new SplittableRandom();
        while (true) {
            int port = random.nextInt(12_000, 30_000);
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return taken.getLocalPort();
            } catch (BindException e) {
                continue;
            }
        }
    }

    private static void readAndHear(Dovecot dovecot, NotifiedLamps lamps, Server server) throws Exception {
        inAccount(dovecot, mails -> {
            assertThat(mails[0].getHeader("X-Asterisk-VM-Extension")).containsExactly("1000");
            assertThat(((Multipart) mails[0].getContent()).getBodyPart(1).getFileName())
                    .endsWith(".wav");
            mails[0].setFlag(Flags.Flag.SEEN, true);
        });
        lamps.await("1000", "no 0/1", RETRIED);
        inAccount(dovecot, mails -> mails[0].setFlag(Flags.Flag.SEEN, false));
        lamps.await("1000", "yes 1/0", RETRIED);
        hearIt(server);
        lamps.await("1000", "no 0/1", RETRIED);
        inAccount(dovecot, mails -> assertThat(mails[0].isSet(Flags.Flag.SEEN)).isTrue());
    }

    private String messages(String store) {
        String journal = "--journal=" + folder.resolve("local");
        String conf = "--mailboxes=" + folder.resolve("voicemail.conf");
        assertThat(run("messages", "--store", store, journal, conf, "1000"))
                .as(err.toString())
                .isZero();
        return out.toString();
    }

    @Test
    void whatCannotBeMeantIsAUsageError() throws Exception {
        String conf = Files.writeString(folder.resolve("voicemail.conf"), CONF).toString();
        String local = "--journal=" + folder.resolve("local");
        assertThat(run("users", "--store=imap:127.0.0.1", local, "--mailboxes", conf))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--journal: there is no folder");
        Files.createDirectory(folder.resolve("local"));
        assertThat(run("serve", "--sip=udp:127.0.0.1:0", "--store=imap:127.0.0.1", "--mailboxes", conf))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--journal");
        for (String wrong : List.of("imaps:", "imap:a:b", "imap:host:99999", "imap:ann@host", "imap:host/INBOX")) {
            err.getBuffer().setLength(0);
            assertThat(run("users", "--store=" + wrong, local, "--mailboxes", conf))
                    .as(wrong)
                    .isEqualTo(2);
            assertThat(err.toString()).as(wrong).containsAnyOf("imap:HOST", "not a port");
        }
        Path folders = Files.writeString(folder.resolve("folders.conf"), CONF.replace("=ann", "=ann|imapfolder=Work"));
        assertThat(run("users", "--store=imap:", local, "--mailboxes", folders.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("imapfolder");
        assertThat(run("copy", "--from=imap:127.0.0.1", "--to=fs:" + folder.resolve("copy")))
                .isEqualTo(2);
        Path mail = Files.writeString(folder.resolve("mail.properties"), "host=pbx.test\n");
        err.getBuffer().setLength(0);
        assertThat(run(
                        "serve",
                        "--sip=udp:127.0.0.1:0",
                        "--store=imap:127.0.0.1",
                        local,
                        "--mailboxes=" + conf,
                        "--mail=" + mail))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--mail");
    }
}

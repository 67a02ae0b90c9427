package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.PhoneException;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.media.prompt.PromptTexts;
import picocli.CommandLine;

/** Servers whose mailboxes are in a database. */
class ServeSubscribersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path conf;
    private Path sounds;

    @BeforeEach
    void write() throws IOException {
        conf = Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF);
        sounds = TestServer.beepAlone(folder.resolve("sounds"));
        for (String name :
                PromptTexts.find(Locale.ENGLISH).orElseThrow().byName().keySet()) {
            if (!name.equals("beep")) {
                Path prompt = sounds.resolve(name + ".wav");
                Files.createDirectories(prompt.getParent());
                Spool.write(prompt, new short[160]);
            }
        }
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("db") + ";AUTO_SERVER=TRUE";
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private Server serve(StoreName store, SubscriberName subscribers) {
        return Server.start(ServerSettings.of(List.of("udp:127.0.0.1:0"), store, conf)
                .mailboxes(new MailboxSources(conf, Optional.of(subscribers)))
                .sounds(Optional.of(sounds))
                .maxCalls(10)
                .build());
    }

    private Server node(String name) {
        StoreName store = StoreName.database(url()).journaledIn(folder.resolve(name));
        return serve(store, new SubscriberName(url(), Optional.of("voicemail")));
    }

    private static Phone phone(String number) {
        return Phone.plugIn(number, InetAddress.getLoopbackAddress(), new SplittableRandom());
    }

    /** Presses keys one by one: each is for another question, and nothing is to be heard. */
    private static void press(PhoneCall call, String... keys) {
        for (String some : keys) {
            call.awaitQuiet(Duration.ofMillis(600), PATIENCE);
            call.press(some);
        }
    }

    @Test
    void whoIsInTheTableAloneHasAMailboxAtEveryNode() throws Exception {
        run(
                url(),
                "create table voicemail (uniqueid integer primary key, context varchar(80) not null, mailbox"
                        + " varchar(80) not null, password varchar(80), fullname varchar(80), hidefromdir varchar(5))",
                "insert into voicemail values (1, 'default', '5000', '4711', 'Tara Table', 'yes')",
                "insert into voicemail values (2, 'default', '1000', '9999', 'Not Ann', 'no')");
        short[] speech = Speech.say(2, 11);
        try (Server one = node("one");
                Phone caller = phone("5551234");
                Phone owner = phone("5000")) {
            try (PhoneCall call = caller.call(one.sipAddress(), "5000")) {
                call.awaitBeep(PATIENCE);
                call.say(speech);
                call.hangUp();
            }
            TestServer.await("no call", () -> one.calls() == 0);
            try (PhoneCall call = owner.call(one.sipAddress(), "*97")) {
                press(call, "4711#", "0", "5", "8642#", "8642#");
                call.awaitQuiet(Duration.ofMillis(600), PATIENCE);
                call.hangUp();
            }
            TestServer.await("no call", () -> one.calls() == 0);
            try (Server other = node("other")) {
                try (PhoneCall call = owner.call(other.sipAddress(), "*97")) {
                    press(call, "8642#", "1");
                    assertThat(call.awaitSaid(speech, PATIENCE)).isTrue();
                    call.hangUp();
                }
                TestServer.await("no call", () -> other.calls() == 0);
            }
        }
        assertThat(one("select password from voicemail where mailbox = '5000'")).isEqualTo("4711");
        assertThat(one("select pin from vm_credential where box_number = '5000'"))
                .startsWith("pbkdf2-sha256$");
        String[] where = {
            "--store", url(), "--mailboxes", conf.toString(), "--subscribers", url(), "--subscribers-table", "voicemail"
        };
        assertThat(run(0, "users", where))
                .contains("1000@default  Ann Owner ", "5000@default  Tara Table        0    0       1")
                .doesNotContain("Not Ann");
        assertThat(run(0, "messages", where, "5000")).contains("Old").contains("5551234");
        assertThat(run(2, "messages", where, "5001")).contains("no mailbox 5001@default", "or table voicemail");
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    @Test
    void aCallIsRefusedWhileTheTableIsAwayAndTakenWhenItIsBack() throws Exception {
        org.h2.tools.Server database = database(0);
        String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/" + folder.resolve("people")
                + ";PASSWORD=verysecret";
        SubscriberName subscribers = new SubscriberName(url, Optional.empty());
        try (Server server = serve(StoreName.files(folder.resolve("spool")), subscribers);
                Phone caller = phone("5551234")) {
            run(
                    url,
                    "insert into vm_subscriber (context, box_number, full_name, emails, pin_fixed, settings) values"
                            + " ('default', '5000', 'Tara Table', '', 0, '')");
            database.stop();
            assertThatThrownBy(() -> caller.call(server.sipAddress(), "5000"))
                    .isInstanceOf(PhoneException.class)
                    .hasMessageContaining("refused: SIP/2.0 480");
            try (PhoneCall call = caller.call(server.sipAddress(), "1000")) { // whoever is in the file
                call.awaitBeep(PATIENCE);
                call.hangUp();
            }
            assertThat(run(1, "users", new String[] {
                        "--store", "fs:" + folder.resolve("spool"), "--mailboxes", conf.toString(), "--subscribers", url
                    }))
                    .contains("--subscribers: ")
                    .doesNotContain("verysecret");
            database = database(database.getPort());
            TestServer.await("the table to be back", () -> isTaken(caller, server));
        } finally {
            database.stop();
        }
    }

    private static org.h2.tools.Server database(int port) throws SQLException {
        return org.h2.tools.Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists")
                .start();
    }

    private static boolean isTaken(Phone caller, Server server) {
        try (PhoneCall call = caller.call(server.sipAddress(), "5000")) {
            call.awaitBeep(PATIENCE);
            call.hangUp();
            return true;
        } catch (PhoneException e) {
            return false;
        }
    }

    private static String run(int exitCode, String command, String[] options, String... more) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        CommandLine line = Main.commandLine().setOut(writer).setErr(writer);
        String[] all = new String[1 + options.length + more.length];
        all[0] = command;
        System.arraycopy(options, 0, all, 1, options.length);
        System.arraycopy(more, 0, all, 1 + options.length, more.length);
        assertThat(line.execute(all)).as(out.toString()).isEqualTo(exitCode);
        return out.toString();
    }
}

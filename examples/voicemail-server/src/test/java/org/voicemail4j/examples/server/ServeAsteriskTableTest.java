package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;

/** A server whose messages are in Asterisk's table, because its file of mailboxes says so and nothing else. */
class ServeAsteriskTableTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration A_WHILE = Duration.ofSeconds(10);
    private static final short[] SPEECH = Speech.say(1, 11);
    private static final short[] PASSWORD = Speech.say(1, 12);
    private static final short[] MENU = Speech.say(1, 13);

    /** The table as Asterisk's own scripts make it, by another name than usual. */
    static final String TABLE = """
            create table their_messages (
                dir varchar(255) not null, msgnum integer not null, context varchar(80), callerid varchar(80),
                origtime integer, duration integer, recording blob, flag varchar(30), category varchar(30),
                mailboxuser varchar(30), mailboxcontext varchar(30), msg_id varchar(40), primary key (dir, msgnum))""";

    private static final String CONF = """
            [general]
            format = ulaw|wav
            odbcstorage = asterisk
            odbctable = their_messages
            [default]
            1000 => 4242,Ann Owner
            """;

    @TempDir
    private Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("db");
    }

    @Test
    void whatACallerLeavesIsARowOfAsterisksAndItsOwnerHearsIt() throws Exception {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
        }
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), CONF);
        try (Server server = serve(conf)) {
            leaveAMessage(server);
            TestServer.await("no call", () -> server.calls() == 0);
            hearIt(server);
            TestServer.await("no call", () -> server.calls() == 0);
            server.drain(PATIENCE);
        }
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select dir, msgnum, callerid, mailboxuser, octet_length(recording) from their_messages")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("/var/spool/asterisk/voicemail/default/1000/Old");
            assertThat(rows.getInt(2)).isZero();
            assertThat(rows.getString(3)).contains("5551234");
            assertThat(rows.getString(4)).isEqualTo("1000");
            assertThat(rows.getInt(5))
                    .as("octets of a second of ulaw, and what was quiet")
                    .isBetween(6_000, 40_000);
            assertThat(rows.next()).isFalse();
        }
        assertThat(run("users", "--store", url(), "--mailboxes", conf.toString()))
                .contains("1000@default  Ann Owner        0    0       1");
        assertThat(run("messages", "--store", url(), "--mailboxes", conf.toString(), "1000"))
                .contains("Old")
                .contains("5551234");
    }

    private Server serve(Path conf) throws IOException {
        Path sounds = TestServer.beepAlone(folder.resolve("sounds"));
        Spool.write(sounds.resolve("beep.wav"), longBeep());
        Spool.write(sounds.resolve("vm-password.wav"), PASSWORD);
        Spool.write(sounds.resolve("vm-onefor.wav"), MENU);
        StoreName store = new StoreName.Converter().convert(url()).journaledIn(folder.resolve("journal"));
        return Server.start(
                ServerSettings.of(List.of("udp:127.0.0.1:0"), store, conf)
                        .sounds(Optional.of(sounds))
                        .trusted(List.of("127.0.0.0/8"))
                        .maxCalls(10)
                        .build(),
                CallInfoResolver.NONE);
    }

    /** A machine that stops for a moment shall not leave too little of it. */
    private static short[] longBeep() {
        short[] beep = new short[Speech.RATE_HZ * 3 / 2];
        for (int i = 0; i < beep.length; i++) {
            beep[i] = (short) (8000 * Math.sin(2 * Math.PI * 1000 * i / Speech.RATE_HZ));
        }
        return beep;
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
            boolean heard = call.awaitSaid(SPEECH, A_WHILE);
            for (int more = 0; more < 3 && !heard; more++) {
                call.press("5"); // once more
                heard = call.awaitSaid(SPEECH, A_WHILE);
            }
            assertThat(heard).isTrue();
            call.hangUp();
        }
    }

    private static Phone phone(String number) {
        return Phone.plugIn(number, InetAddress.getLoopbackAddress(), new SplittableRandom());
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments))
                .isZero();
        return out.toString();
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.examples.server.phone.TalkFiles.capture;
import static org.voicemail4j.examples.server.phone.TalkFiles.join;
import static org.voicemail4j.examples.server.phone.TalkFiles.silence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.examples.server.phone.TalkFiles.Capture;

/** The menus by sipp, a SIP stack that is not ours. All calls go on at the same time; each test looks at one of them. */
@SuppressWarnings("NullAway.Init") // set before all tests
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SippMenusTest {

    private static final String CONF = """
            [general]
            format = wav
            sendvoicemail = yes
            [default]
            1000 => 4242,Ann Reviewing,,,review=yes
            1001 => 4242,Ben Forwarding
            1002 => 4242,Cas Replying
            1003 => 4242,Dan Calling,,,callback=local|callbackallow=_555XXXX
            1004 => 4242,Zoe Quartz
            1102 => 4242,Eve Asking
            2000 => 4242,Fay Receiving
            3000 => 3000,Gus Beginning,,,forcename=yes|forcegreetings=yes
            """;
    private static final String ENVELOPE = """
            [message]
            origmailbox=1000
            context=default
            exten=1000
            callerid="Somebody" <%s>
            origdate=Sat Nov 21 10:00:05 PM UTC 2026
            origtime=1795298405
            msg_id=1795298405-0000000%s
            duration=4
            """;
    private static final short[] SPEECH = Speech.say(4, 42);
    private static final short[] MORE = Speech.say(3, 43);

    private final Map<String, Sipp.Run> runs = new HashMap<>();

    private Path folder;
    private TestServer server;

    @BeforeAll
    void everybodyCalls(@TempDir Path temporary) throws IOException {
        Peers.need("sipp");
        folder = temporary;
        message("1001", "5551234", "1");
        message("1002", "1102", "2");
        message("1003", "5551234", "3");
        server = TestServer.amid(
                folder,
                CONF,
                sip -> sip.numberingPlan("local", "sip:{number}@127.0.0.9:5999")
                        .nameSearch("*411", DirectoryOptions.parse("")));
        call(
                "review",
                "1000",
                talk(capture(), SPEECH)
                        .press("2")
                        .pause(1.5)
                        .press("4")
                        .pause(1)
                        .press("1"));
        call(
                "forward",
                "*981001",
                listen().press("8").pause(1).press("2000#").pause(1).press("2"));
        call("reply", "*981002", talk(listen().press("3").pause(1).press("1"), MORE));
        call("new user", "*983000", newUser());
        refer(
                "callback",
                "*981003",
                listen().press("3").pause(1).press("2").pause(1).press("1"));
        refer("directory", "*411", capture().pause(1).press("782").pause(1).press("1"));
    }

    /** Puts a message where one lies that Asterisk took. */
    private void message(String mailbox, String caller, String id) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("spool/default/" + mailbox + "/INBOX"));
        Files.writeString(inbox.resolve("msg0000.txt"), ENVELOPE.formatted(caller, id));
        Spool.write(inbox.resolve("msg0000.wav"), SPEECH);
    }

    private static Capture listen() {
        return capture().pause(1).press("4242#").pause(1).press("1").pause(1.5);
    }

    /** Waits for the beep, speaks, ends with pound. */
    private static Capture talk(Capture before, short[] words) {
        return before.pause(1.5).sound(join(words, silence(0.3))).press("#").pause(1);
    }

    private static Capture newUser() {
        Capture keys = capture().pause(1).press("3000#");
        for (int greeting = 0; greeting < 3; greeting++) {
            talk(keys, Speech.say(1, greeting)).press("1");
        }
        return keys.pause(1).press("86420#").pause(1).press("86420#");
    }

    private void call(String name, String number, Capture keys) throws IOException {
        start("press-and-wait", name, number, keys.pause(1).press("#").pause(2));
    }

    private void refer(String name, String number, Capture keys) throws IOException {
        start(
                "press-and-be-referred",
                name,
                number,
                keys.pause(2),
                "-m",
                "1",
                "-trace_logs",
                "-log_file",
                name + ".log");
    }

    private void start(String scenario, String name, String number, Capture keys, String... more) throws IOException {
        keys.write(server.work().resolve(name + ".pcap"));
        Path own = Files.createDirectories(server.work().resolve("of " + name));
        Files.move(server.work().resolve(name + ".pcap"), own.resolve("keys.pcap"));
        runs.put(name, new Sipp(own, server.address()).start(scenario, number, "keys.pcap", more));
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void isOver(String name) throws InterruptedException {
        Objects.requireNonNull(runs.get(name), name).succeeds();
    }

    @Test
    void aCallerListensToTheMessageMarksItUrgentAndKeepsIt() throws Exception {
        isOver("review");

        assertThat(recordings("1000", "INBOX")).isEmpty();
        holds(SPEECH, theOne("1000", "Urgent"));
    }

    @Test
    void anOwnerSendsAMessageOn() throws Exception {
        isOver("forward");

        holds(SPEECH, theOne("2000", "INBOX"));
    }

    @Test
    void anOwnerAnswersAMessage() throws Exception {
        isOver("reply");

        holds(MORE, theOne("1102", "INBOX"));
    }

    @Test
    void aNewOwnerSetsUpTheMailbox() throws Exception {
        isOver("new user");

        for (String greeting : List.of("greet", "unavail", "busy")) {
            assertThat(folder.resolve("spool/default/3000/" + greeting + ".wav"))
                    .exists();
        }
        assertThat(folder.resolve("spool/default/3000/credentials")).exists();
    }

    @Test
    void anOwnerIsReferredToWhoeverLeftTheMessage() throws Exception {
        isOver("callback");

        assertThat(referredTo("callback")).isEqualTo("sip:5551234@127.0.0.9:5999");
    }

    @Test
    void aCallerIsReferredToThePersonWhoseNameWasSpelled() throws Exception {
        isOver("directory");

        assertThat(referredTo("directory")).startsWith("sip:1004@");
    }

    private String referredTo(String name) throws IOException {
        Path log = server.work().resolve("of " + name).resolve(name + ".log");
        return Files.readString(log).strip().replaceFirst("(?s).*REFERRED ", "").strip();
    }

    private List<Path> recordings(String mailbox, String box) throws IOException {
        Path where = folder.resolve("spool/default/" + mailbox + "/" + box);
        if (!Files.exists(where)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(where)) {
            return files.filter(file -> file.toString().endsWith(".wav")).toList();
        }
    }

    private short[] theOne(String mailbox, String box) throws IOException {
        List<Path> all = recordings(mailbox, box);
        assertThat(all).hasSize(1);
        return Spool.samples(all.get(0));
    }

    private static void holds(short[] words, short[] message) {
        SoundMatch match = SoundMatch.find(words, message);
        assertThat(match.correlation()).isGreaterThan(0.98);
    }
}

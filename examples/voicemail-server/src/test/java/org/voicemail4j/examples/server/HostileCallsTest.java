package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;

/** Calls that mean harm get a clear answer, write nothing outside the spool, and leave the server as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileCallsTest {

    private static final String NOBODY = "<sip:1@127.0.0.1>";
    private static final short[] SPEECH = Speech.say(2, 7);
    private static final Duration STRANGERS_PAUSE = Duration.ofNanos(300_000);

    @TempDir
    static Path folder;

    private TestServer server;
    private RawSip raw;

    @BeforeAll
    void start() throws IOException {
        server = new TestServer(folder);
        raw = new RawSip(server.address());
    }

    @AfterEach
    void theServerAnswers() throws IOException {
        server.awaitNoCalls();
        assertThat(raw.send(raw.options())).isEqualTo(200);
    }

    @AfterAll
    void theServerIsAsItWas() throws IOException {
        try (TestServer closing = server;
                RawSip client = raw) {
            leaveMessage();
            assertThat(closing.spool().recordings("2000", "INBOX")).hasSize(1);
            assertThat(namesIn(folder)).containsExactlyInAnyOrder("spool", "sounds", "voicemail.conf", "work");
            assertThat(namesIn(closing.spool().root()))
                    .allMatch(
                            name -> name.matches("default|\\.owners~|\\.subscriptions~(lock(\\.[0-9]+-[0-9a-f-]+)?)?"));
            assertThat(namesIn(closing.spool().root().resolve("default"))).containsExactlyInAnyOrder("1000", "2000");
            assertThat(client.send(client.options())).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../x", "..%2F..%2Fx", "%2e%2e%2f%2e%2e%2fx", "..", ".", "x%00y", "1000%00", "*98../../x"})
    void aMailboxThatIsAPathIsNotFound(String user) throws IOException {
        assertThat(raw.send(raw.invite(user, NOBODY))).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../x", "/etc", "a/b", "default\0", "..", "%2e%2e"})
    void aContextThatIsAPathIsNotFound(String context) throws IOException {
        String request = raw.invite("1", NOBODY, "X-Voicemail-Mailbox: 1000", "X-Voicemail-Context: " + context);

        assertThat(raw.send(request)).isBetween(400, 499);
    }

    @Test
    void aHeaderOfSixtyKilobytesIsAnsweredOrDropped() throws IOException {
        assertThat(raw.send(raw.options("X-Long: " + "a".repeat(60_000)))).isIn(0, 200, 400, 413, 513);
        assertThat(raw.send(raw.options())).isEqualTo(200);
    }

    @Test
    void aHeaderOfSixtyKilobytesOverTcpIsAnsweredOrDropped() throws IOException {
        InetSocketAddress tcp = server.server().sipAddress("tcp");
        try (Socket socket = new Socket(tcp.getAddress(), tcp.getPort())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            String request = raw.options("X-Long: " + "a".repeat(60_000)).replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            byte[] answer = new byte[12];
            int length = socket.getInputStream().readNBytes(answer, 0, answer.length);
            assertThat(new String(answer, 0, length, StandardCharsets.UTF_8)).matches("|SIP/2.0 (200|400|413|513) ?.*");
        }
        assertThat(raw.send(raw.options())).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"18 101", "101", "4", "127"})
    void anOfferWithoutACommonCodecIsNotAcceptable(String formats) throws IOException {
        assertThat(raw.send(raw.inviteOffering(formats))).isEqualTo(488);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Eve;tag=1\\\"; evil\" <sip:eve@127.0.0.1>",
                "\"Eve \uD83D\uDE00 caf\u00E9\" <sip:eve@127.0.0.1>",
                "\"Eve\r\n origtime=1\r\n\tduration=99\" <sip:eve@127.0.0.1>",
                "\"Eve\ncallerid=x\" <sip:eve@127.0.0.1>",
                "\"\u202Egnp.exe\u0007\" <sip:eve@127.0.0.1>"
            })
    void aCallersNameBecomesCleanText(String from) throws IOException {
        int before = server.spool().envelopes("1000", "INBOX").size();

        int status = raw.send(raw.invite("1000", from));

        assertThat(status).isIn(200, 400);
        server.awaitNoCalls();
        List<Path> envelopes = server.spool().envelopes("1000", "INBOX");
        assertThat(envelopes).hasSize(status == 200 ? before + 1 : before);
        for (Path envelope : envelopes) {
            List<String> lines = Files.readAllLines(envelope, StandardCharsets.UTF_8);
            assertThat(lines).noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}].*"));
            assertThat(lines.stream().filter(line -> line.startsWith("origtime=")))
                    .hasSize(1);
            assertThat(lines.stream().filter(line -> line.startsWith("callerid=")))
                    .hasSize(1);
        }
    }

    @Test
    void soundOfStrangersIsNotRecorded() throws Exception {
        try (Phone phone = phone();
                DatagramSocket stranger = new DatagramSocket();
                PhoneCall call = phone.call(server.address(), "1000")) {
            call.awaitBeep(Duration.ofSeconds(5));
            Thread noise = new Thread(() -> shout(stranger, call));
            noise.start();
            call.say(SPEECH);
            noise.join();
            call.hangUp();
        }
        server.awaitNoCalls();
        List<Path> messages = server.spool().recordings("1000", "INBOX");
        SoundMatch match = SoundMatch.find(SPEECH, Spool.samples(messages.get(messages.size() - 1)));
        assertThat(match.correlation()).isGreaterThan(0.99);
        assertThat(match.drift()).isZero();
    }

    /**
     * Sends loud packets to the port of a call and to its neighbours, at twenty times the rate of a call: what a socket holds
     * until the call is looked at, for it lets strangers in until it is certain who the caller is.
     */
    private static void shout(DatagramSocket from, PhoneCall call) {
        byte[] packet = new byte[172];
        packet[0] = (byte) 0x80;
        InetSocketAddress target = call.soundGoesTo();
        try {
            for (int i = 0; i < 3000; i++) {
                packet[3] = (byte) i;
                packet[2] = (byte) (i >> 8);
                packet[20] = (byte) i;
                int port = target.getPort() + i % 3 - 1;
                from.send(new DatagramPacket(packet, packet.length, target.getAddress(), port));
                LockSupport.parkNanos(STRANGERS_PAUSE.toNanos());
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Phone phone() {
        return Phone.plugIn("5551234", InetAddress.getLoopbackAddress(), new SplittableRandom());
    }

    private void leaveMessage() {
        try (Phone phone = phone();
                PhoneCall call = phone.call(server.address(), "2000")) {
            call.awaitBeep(Duration.ofSeconds(5));
            call.say(SPEECH);
            call.hangUp();
        }
        server.awaitNoCalls();
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}

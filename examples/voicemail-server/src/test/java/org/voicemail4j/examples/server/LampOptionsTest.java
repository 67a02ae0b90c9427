package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.sip.MwiConfig;
import picocli.CommandLine;

/** Who is told of what mailboxes hold, as the command line of {@code serve} has it. */
class LampOptionsTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final String[] WATCH = {"Event: message-summary", "Expires: 600"};

    @TempDir
    Path folder;

    private static LampOptions options(String... arguments) {
        return CommandLine.populateCommand(new LampOptions(), arguments);
    }

    private TestServer server(String proxy, String... arguments) throws IOException {
        return new TestServer(
                folder,
                TestServer.CONF,
                settings -> Server.start(
                        settings.proxy(proxy).lamps(options(arguments)).build()));
    }

    @Test
    void aUserWatchesSeveralMailboxesAndTheirAddressesAreToldAsWell() throws Exception {
        try (NotifiedLamps lamps = new NotifiedLamps();
                TestServer server = server(lamps.uri(), "--watch=boss=1000,2000", "--lamp-conflict=both");
                TextPhone phone = new TextPhone("boss", server.address())) {
            assertThat(phone.ask("SUBSCRIBE", "boss", WATCH)).startsWith("SIP/2.0 200");
            phone.awaitNotified("0/0");
            leaveAMessage(server, "2000");
            phone.awaitNotified("1/0");
            leaveAMessage(server, "1000");
            phone.awaitNotified("2/0");

            lamps.await("1000", "yes 1/0", Duration.ofSeconds(20));
            lamps.await("2000", "yes 1/0", Duration.ofSeconds(20));
            assertThat(phone.ask("SUBSCRIBE", "1000", WATCH)).startsWith("SIP/2.0 200"); // as without --watch
        }
    }

    @Test
    void whereAddressesHavePrecedenceNobodySubscribes() throws Exception {
        try (NotifiedLamps lamps = new NotifiedLamps();
                TestServer server = server(lamps.uri(), "--lamp-conflict=refuse");
                TextPhone phone = new TextPhone("1000", server.address())) {
            assertThat(phone.ask("SUBSCRIBE", "1000", WATCH)).startsWith("SIP/2.0 500");
        }
    }

    @Test
    void aPresenceServerIsToldOfEachMailbox() throws Exception {
        try (DatagramSocket presence = new DatagramSocket(0, HERE)) {
            presence.setSoTimeout(20_000);
            String at = "127.0.0.1:" + presence.getLocalPort();
            try (TestServer server =
                    server("sip:" + at, "--publish=sip:{number}@presence.example", "--publish-seconds=900")) {
                String publish = receive(presence);
                while (!publish.startsWith("PUBLISH sip:1000@presence.example ")) {
                    publish = receive(presence);
                }
                assertThat(TextPhone.header(publish, "Event")).isEqualTo("message-summary");
                assertThat(TextPhone.header(publish, "Expires")).isEqualTo("900");
                assertThat(publish).contains("Voice-Message: 0/0 (0/0)");
                assertThat(server.server().calls()).isZero();
            }
        }
    }

    @Test
    void theLampOfAMailboxThatIsTakenOutOfTheFileGoesOut() throws Exception {
        try (NotifiedLamps lamps = new NotifiedLamps();
                TestServer server = server(lamps.uri())) {
            leaveAMessage(server, "2000");
            lamps.await("2000", "yes 1/0", Duration.ofSeconds(20));

            Files.writeString(folder.resolve("voicemail.conf"), TestServer.CONF.replaceFirst("2000 =>[^\n]*", ""));
            server.server().reload();

            lamps.await("2000", "no 0/0", Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--lamp-conflict=perhaps", "--watch=boss=1000,,2000", "--watch=boss=no one"})
    void whatCannotBeIsRefused(String argument) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> options(argument).apply(MwiConfig.builder()))
                .withMessageStartingWith(argument.substring(0, argument.indexOf('=')));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    private static void leaveAMessage(TestServer server, String number) {
        try (Phone caller = Phone.plugIn("5551234", HERE, new SplittableRandom());
                PhoneCall call = caller.call(server.address(), number)) {
            call.awaitBeep(Duration.ofSeconds(20));
            call.say(Speech.say(1, 41));
            call.hangUp();
        }
    }
}

package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.link.SmdiConf;
import org.voicemail4j.smdi.link.SmdiSwitch;
import org.voicemail4j.smdi.port.TcpSmdiPort;

/** The lamps at a message desk after the server's start, and when voicemail.conf has other mailboxes than before. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LampRoundTest {

    private static final long PATIENCE_MILLIS = 30_000;
    private static final String ENVELOPE = """
            [message]
            origmailbox=%1$s
            origtime=1795298405
            msg_id=1795298405-0000000%1$s
            duration=1
            """;

    @TempDir
    Path folder;

    private SmdiSwitch pbx;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        pbx = new SmdiSwitch(() -> TcpSmdiPort.listening(address));
        Path conf = Files.writeString(
                folder.resolve("smdi.conf"),
                "[interfaces]\nlampinterval = 0\nsmdiport => tcp:127.0.0.1:" + port + "\n");
        leaveAMessage("1000");
        leaveAMessage("3000");
        MessageDesks desks = MessageDesks.of(SmdiConf.read(conf), LineSource.parse("user"));
        server = new TestServer(folder, mailboxes("1000", "2000"), settings -> Server.start(settings.build(), desks));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        pbx.close();
    }

    private void leaveAMessage(String mailbox) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("spool/default/" + mailbox + "/INBOX"));
        Files.writeString(inbox.resolve("msg0000.txt"), ENVELOPE.formatted(mailbox));
        Spool.write(inbox.resolve("msg0000.wav"), new short[8000]);
    }

    private static String mailboxes(String... numbers) {
        return "[general]\nformat = wav\nsmdienable = yes\n[default]\n" + String.join(" => 1\n", numbers) + " => 1\n";
    }

    private void reload(String... numbers) throws IOException {
        Files.writeString(folder.resolve("voicemail.conf"), mailboxes(numbers));
        server.server().reload();
    }

    private void awaitLamps(Map<String, Lamp> expected) {
        pbx.await(any -> any.lamps().equals(expected), PATIENCE_MILLIS);
        assertThat(new TreeMap<>(pbx.lamps())).isEqualTo(new TreeMap<>(expected));
    }

    @Test
    void everyMailboxIsToldAtTheStart() {
        awaitLamps(Map.of("1000", Lamp.ON, "2000", Lamp.OFF));
    }

    @Test
    void theLampOfAMailboxThatIsThereNoMoreGoesOut() throws IOException {
        awaitLamps(Map.of("1000", Lamp.ON, "2000", Lamp.OFF));

        reload("2000");

        awaitLamps(Map.of("1000", Lamp.OFF, "2000", Lamp.OFF));
    }

    @Test
    void theLampOfAMailboxThatIsNewIsTold() throws IOException {
        awaitLamps(Map.of("1000", Lamp.ON, "2000", Lamp.OFF));

        reload("1000", "2000", "3000");

        awaitLamps(Map.of("1000", Lamp.ON, "2000", Lamp.OFF, "3000", Lamp.ON));
    }
}

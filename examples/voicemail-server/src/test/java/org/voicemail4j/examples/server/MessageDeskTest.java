package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.examples.server.phone.TalkFiles.capture;
import static org.voicemail4j.examples.server.phone.TalkFiles.join;
import static org.voicemail4j.examples.server.phone.TalkFiles.silence;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.examples.server.phone.Phone;
import org.voicemail4j.examples.server.phone.PhoneCall;
import org.voicemail4j.examples.server.phone.SoundMatch;
import org.voicemail4j.examples.server.phone.Speech;
import org.voicemail4j.examples.server.phone.TalkFiles;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.link.SmdiConf;
import org.voicemail4j.smdi.link.SmdiSwitch;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSmdiPort;

/** A PBX that knows nothing of SIP but a gateway's lines, and says over a serial line whose calls they are. */
class MessageDeskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PATIENCE_MILLIS = 20_000;
    private static final short[] BUSY = Speech.say(2, 77);
    private static final short[] SPEECH = Speech.say(3, 78);

    @TempDir
    Path folder;

    private PseudoTerminals cable;
    private SmdiSwitch pbx;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Path ours = folder.resolve("ttyS0");
        Path theirs = folder.resolve("ttyPBX");
        cable = new PseudoTerminals(ours, theirs);
        pbx = new SmdiSwitch(() -> new SerialSmdiPort(theirs.toString(), SerialSettings.STANDARD));
        Path conf = Files.writeString(folder.resolve("smdi.conf"), """
                [interfaces]
                baudrate = 1200
                forwardingrule = strip 3
                callingrule = strip 3
                lamprule = prepend 555
                smdiport => %s
                """.formatted(ours));
        Path greeting = folder.resolve("spool/default/1000/busy.wav");
        Files.createDirectories(greeting.getParent());
        Spool.write(greeting, BUSY);
        server = new TestServer(folder, MessageDesks.of(SmdiConf.read(conf), LineSource.parse("user")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.close();
        }
        if (pbx != null) {
            pbx.close();
        }
        if (cable != null) {
            cable.close();
        }
    }

    @Test
    void callsFindTheirMailboxesAndLampsFollowThem() throws Exception {
        Peers.need("sipp");
        pbx.await(any -> any.commands().size() >= 2, PATIENCE_MILLIS);
        assertThat(pbx.lamp("5551000")).as("told at the start").contains(Lamp.OFF);

        leaveAMessageAfterTheBusyGreeting();
        assertThat(pbx.await(any -> lit("5551000"), PATIENCE_MILLIS)).isTrue();

        leaveAMessageBySipp();
        assertThat(server.spool().envelopes("1000", "INBOX")).hasSize(2);

        theOwnerListensAndDeletesBoth();
        assertThat(pbx.await(any -> !lit("5551000"), PATIENCE_MILLIS)).isTrue();
        assertThat(pbx.commands())
                .filteredOn(command -> command.station().equals("5551000"))
                .extracting(LampCommand::lamp)
                .containsExactly(Lamp.OFF, Lamp.ON, Lamp.OFF);
    }

    private boolean lit(String station) {
        return pbx.lamp(station).filter(Lamp.ON::equals).isPresent();
    }

    private void leaveAMessageAfterTheBusyGreeting() throws IOException {
        pbx.call(new CallHistory(1, 7, 'B', "5551000", "5559999"));
        try (Phone phone = Phone.plugIn("gateway", InetAddress.getLoopbackAddress(), new SplittableRandom(1));
                PhoneCall call = phone.call(server.address(), "0007")) {
            assertThat(call.awaitSaid(BUSY, PATIENCE))
                    .as("the busy greeting of 1000")
                    .isTrue();
            call.awaitBeep(PATIENCE);
            call.say(SPEECH);
            call.hangUp();
        }
        server.awaitNoCalls();
        List<Path> messages = server.spool().recordings("1000", "INBOX");
        assertThat(messages).hasSize(1);
        assertThat(SoundMatch.find(SPEECH, Spool.samples(messages.get(0))).correlation())
                .isGreaterThan(0.99);
        assertThat(Files.readString(server.spool().envelopes("1000", "INBOX").get(0)))
                .contains("callerid=9999");
    }

    private void leaveAMessageBySipp() throws Exception {
        TalkFiles.ulaw(server.work().resolve("talk.ulaw"), join(silence(1), SPEECH, silence(2)));
        pbx.call(new CallHistory(1, 8, 'N', "5551000", ""));
        new Sipp(server.work(), server.address())
                .start("talk-and-hang-up", "0008", "talk.ulaw")
                .succeeds();
        server.awaitNoCalls();
    }

    private void theOwnerListensAndDeletesBoth() throws Exception {
        capture()
                .pause(1)
                .press("4242#")
                .pause(1)
                .press("1")
                .pause(2)
                .press("7")
                .pause(1)
                .press("6")
                .pause(2)
                .press("7")
                .pause(1)
                .press("#")
                .pause(3)
                .write(server.work().resolve("keys.pcap"));
        pbx.call(new CallHistory(1, 9, 'D', "", "5551000"));
        new Sipp(server.work(), server.address())
                .start("press-and-wait", "0009", "keys.pcap")
                .succeeds();
        server.awaitNoCalls();
    }
}

package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.link.LampPacing;
import org.voicemail4j.smdi.link.SmdiConfig;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.smdi.link.SmdiSwitch;

/** Two hundred lamp changes over a pseudo-terminal, faster than they can leave. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LampsOverSerialTest {

    private static final int CHANGES = 200;

    @TempDir
    Path folder;

    @Test
    void leaveInOrderAndTheBacklogIsSeen() {
        int tcpPort = FreePort.tcp();
        Path device = folder.resolve("ttyPBX");
        try (Socat cable = new Socat(device, tcpPort);
                SmdiSwitch pbx = new SmdiSwitch(() -> TcpSmdiPort.listening(FreePort.at(tcpPort)))) {
            cable.start();
            SerialSmdiPort port = new SerialSmdiPort(device.toString(), SerialSettings.STANDARD);
            try (SmdiLink link = SmdiLink.over(port).config(paced()).start()) {
                assertThat(pbx.await(any -> link.statistics().up(), 30_000)).isTrue();
                List<LampCommand> wanted = new ArrayList<>();
                for (int i = 0; i < CHANGES; i++) {
                    Lamp lamp = i % 3 == 0 ? Lamp.OFF : Lamp.ON;
                    wanted.add(new LampCommand(Integer.toString(5_550_000 + i), lamp));
                    link.publish(MailboxId.parse(wanted.get(i).station()), summary(lamp));
                }
                assertThat(link.statistics().backlog()).isGreaterThan(CHANGES / 2);
                assertThat(pbx.await(any -> !link.statistics().backlogAge().isZero(), 30_000))
                        .isTrue();
                assertThat(pbx.await(any -> any.commands().size() >= CHANGES, 60_000))
                        .isTrue();
                assertThat(pbx.commands()).isEqualTo(wanted);
                assertThat(pbx.await(any -> link.statistics().backlog() == 0, 30_000))
                        .isTrue();
            }
        }
    }

    /** As fast as 19,200 baud: a command is a character of 10 bits, 16 times. */
    private static SmdiConfig paced() {
        return SmdiConfig.builder()
                .pacing(new LampPacing(19_200, 10, Duration.ZERO, Duration.ofSeconds(5), Duration.ofMinutes(10), 10))
                .build();
    }

    private static MessageSummary summary(Lamp lamp) {
        return new MessageSummary(new MessageCounts(lamp == Lamp.ON ? 1 : 0, 0, 0, 0));
    }
}

package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.testkit.LampContract;
import org.voicemail4j.testkit.LoopbackSmdiPort;

class SmdiLinkLampTest implements LampContract {

    private final LoopbackSmdiPort port = LoopbackSmdiPort.pair();
    private SmdiSwitch pbx;
    private SmdiLink link;

    @BeforeEach
    void start() {
        pbx = new SmdiSwitch(port::other);
        link = SmdiLink.over(port)
                .config(SmdiConfig.builder()
                        .pacing(new LampPacing(0, 10, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(1), 5))
                        .build())
                .start();
    }

    @AfterEach
    void stop() {
        link.close();
        pbx.close();
    }

    @Override
    public MwiPublisher publisher() {
        return link;
    }

    @Override
    public void settle() {
        assertThat(pbx.await(
                        any -> link.statistics().backlog() == 0
                                && link.statistics().lampsSent()
                                        == pbx.commands().size(),
                        30_000))
                .isTrue();
    }

    @Override
    public Optional<Boolean> lit(MailboxId mailbox) {
        return pbx.lamp(mailbox.number()).map(Lamp.ON::equals);
    }

    @Override
    public void stall() {
        port.pull();
    }

    @Override
    public void resume() {
        port.plug();
    }
}

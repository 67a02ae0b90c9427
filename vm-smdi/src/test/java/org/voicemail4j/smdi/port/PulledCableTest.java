package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.link.LampPacing;
import org.voicemail4j.smdi.link.SmdiConfig;
import org.voicemail4j.smdi.link.SmdiLink;
import org.voicemail4j.smdi.link.SmdiSwitch;

/** The cable of a serial line, pulled and put back under traffic. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PulledCableTest {

    private static final int ROUNDS = Boolean.getBoolean("soak") ? 50 : 10;
    private static final int STATIONS = 40;

    @TempDir
    Path folder;

    @Test
    void noLampIsWrongInTheEndAndADeadLineCostsNoCpu() {
        int tcpPort = FreePort.tcp();
        Path device = folder.resolve("ttyPBX");
        AtomicReference<Thread> reader = new AtomicReference<>();
        SplittableRandom random = new SplittableRandom(50);
        Map<String, Lamp> wanted = new HashMap<>();
        try (Socat cable = new Socat(device, tcpPort);
                SmdiSwitch pbx = new SmdiSwitch(() -> TcpSmdiPort.listening(FreePort.at(tcpPort)))) {
            cable.start();
            SerialSmdiPort port = new SerialSmdiPort(device.toString(), SerialSettings.STANDARD, work -> {
                Thread thread = new Thread(work, "port under test");
                reader.set(thread);
                return thread;
            });
            try (SmdiLink link = SmdiLink.over(port).config(quick()).start()) {
                for (int round = 0; round < ROUNDS; round++) {
                    assertThat(pbx.await(any -> link.statistics().up(), 30_000))
                            .as(() -> "the line is up: " + cable + ", " + link.statistics() + ", "
                                    + List.of(
                                            Objects.requireNonNull(reader.get()).getStackTrace()))
                            .isTrue();
                    change(link, random, wanted);
                    awaitACall(pbx, link);
                    cable.kill();
                    assertThat(pbx.await(any -> !link.statistics().up(), 30_000))
                            .isTrue();
                    change(link, random, wanted);
                    assertThat(cpuShare(Objects.requireNonNull(reader.get()), pbx))
                            .isLessThan(0.5);
                    cable.start();
                }
                assertThat(pbx.await(any -> any.lamps().equals(wanted), 60_000))
                        .as("%s shows %s", pbx.lamps(), wanted)
                        .isTrue();
                assertThat(link.statistics().outages()).isEqualTo(ROUNDS);
            }
        }
    }

    /** One that was sent before the line was up at both ends may be lost, as may be one on the way when the cable is pulled. */
    private static void awaitACall(SmdiSwitch pbx, SmdiLink link) {
        CallHistory call = new CallHistory(1, 7, 'B', "5551000", "");
        long before = link.statistics().messages();
        assertThat(pbx.await(any -> any.call(call) && link.statistics().messages() > before, 30_000))
                .isTrue();
    }

    private static SmdiConfig quick() {
        return SmdiConfig.builder()
                .pacing(new LampPacing(0, 10, Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(5), 3))
                .build();
    }

    private static void change(SmdiLink link, SplittableRandom random, Map<String, Lamp> wanted) {
        for (int i = 0; i < 50; i++) {
            String station = Integer.toString(1000 + random.nextInt(STATIONS));
            int newMessages = random.nextInt(2);
            wanted.put(station, newMessages > 0 ? Lamp.ON : Lamp.OFF);
            link.publish(MailboxId.parse(station), new MessageSummary(new MessageCounts(newMessages, 0, 0, 0)));
        }
    }

    /** Which part of a core a thread uses: its time on one while another waits. */
    private static double cpuShare(Thread thread, SmdiSwitch waiting) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long wallBefore = System.nanoTime();
        long before = threads.getThreadCpuTime(thread.getId());
        waiting.await(any -> false, 100);
        long used = threads.getThreadCpuTime(thread.getId()) - before;
        return (double) used / (System.nanoTime() - wallBefore);
    }
}

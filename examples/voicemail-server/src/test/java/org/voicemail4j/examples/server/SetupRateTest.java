package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a call costs from INVITE to BYE, beside one that the bare SIP stack answers, by turns in one process: the rate that a
 * core sustains goes by the processor time of a call. The whole server is measured, with directory, ports for sound, greeting
 * and a deposit that is given up. The figures go to the log.
 */
@Tag("soak")
class SetupRateTest {

    private static final Logger LOG = LoggerFactory.getLogger(SetupRateTest.class);
    private static final int CALLS = 3_000;
    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    @Test
    void aCallCostsLittleMoreThanItsSignalling() throws Exception {
        Peers.need("sipp");
        List<Double> bare = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        try (BareUas uas = new BareUas(free());
                TestServer server = new TestServer(folder)) {
            microseconds(uas.address(), CALLS);
            microseconds(server.address(), CALLS);
            for (int i = 0; i < ROUNDS; i++) {
                bare.add(microseconds(uas.address(), CALLS));
                whole.add(microseconds(server.address(), CALLS));
                LOG.info("bare {}, whole {}", bare.get(i), whole.get(i));
            }
        }
        Collections.sort(bare);
        Collections.sort(whole);
        double ratio = bare.get(ROUNDS / 2) / whole.get(ROUNDS / 2);
        LOG.info(String.format(
                Locale.ROOT,
                "microseconds of processor time for a call: bare %.0f, whole %.0f, ratio %.2f",
                bare.get(ROUNDS / 2),
                whole.get(ROUNDS / 2),
                ratio));
        assertThat(ratio).isPositive();
    }

    private double microseconds(InetSocketAddress server, int calls) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        new Sipp(Files.createDirectories(folder.resolve("sipp")), server)
                .start("hang-up-at-once", "1000", "", "-m", Integer.toString(calls), "-r", "300", "-l", "90")
                .succeeds(Duration.ofMinutes(5));
        return (system.getProcessCpuTime() - before) / 1e3 / calls;
    }

    private static InetSocketAddress free() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket(0, here)) {
            return new InetSocketAddress(here, socket.getLocalPort());
        }
    }
}

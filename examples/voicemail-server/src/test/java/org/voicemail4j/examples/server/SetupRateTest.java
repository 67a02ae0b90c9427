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
 * and a deposit that is given up; once with calls that are hung up as soon as they are acknowledged, once with calls that
 * hear 100 ms of the greeting. The figures go to the log.
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
        try (BareUas uas = new BareUas(free());
                TestServer server = new TestServer(folder)) {
            compare("hang-up-on-answer", uas, server);
            compare("hang-up-at-once", uas, server);
        }
    }

    private void compare(String scenario, BareUas uas, TestServer server) throws Exception {
        List<Double> bare = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        microseconds(scenario, uas.address());
        microseconds(scenario, server.address());
        for (int i = 0; i < ROUNDS; i++) {
            bare.add(microseconds(scenario, uas.address()));
            whole.add(microseconds(scenario, server.address()));
            server.awaitNoCalls();
            LOG.info("{}: bare {}, whole {}", scenario, bare.get(i), whole.get(i));
        }
        Collections.sort(bare);
        Collections.sort(whole);
        double ratio = bare.get(ROUNDS / 2) / whole.get(ROUNDS / 2);
        LOG.info(String.format(
                Locale.ROOT,
                "%s, microseconds of processor time for a call: bare %.0f, whole %.0f, ratio %.2f",
                scenario,
                bare.get(ROUNDS / 2),
                whole.get(ROUNDS / 2),
                ratio));
        assertThat(ratio).isPositive();
    }

    private double microseconds(String scenario, InetSocketAddress server) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        new Sipp(Files.createDirectories(folder.resolve("sipp")), server)
                .start(scenario, "1000", "", "-m", Integer.toString(CALLS), "-r", "300", "-l", "90")
                .succeeds(Duration.ofMinutes(5));
        return (system.getProcessCpuTime() - before) / 1e3 / CALLS;
    }

    private static InetSocketAddress free() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (DatagramSocket socket = new DatagramSocket(0, here)) {
            return new InetSocketAddress(here, socket.getLocalPort());
        }
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Debian's dnsmasq, a real name server, which knows the records of {@link DnsLookupContract}. */
final class Dnsmasq implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");
    /** Somebody else may take the port before it does. */
    private static final int ATTEMPTS = 5;

    private final int port = freePort();
    private final Process server;

    private Dnsmasq(Path folder) {
        try {
            server = new ProcessBuilder(
                            PROGRAM.toString(),
                            "--keep-in-foreground",
                            "--conf-file=/dev/null",
                            "--no-resolv",
                            "--no-hosts",
                            "--bind-interfaces",
                            "--listen-address=127.0.0.1",
                            "--port=" + port,
                            "--pid-file=" + folder.resolve("pid"),
                            "--user=" + System.getProperty("user.name"),
                            "--local=/example.test/",
                            "--host-record=a.example.test,192.0.2.1,2001:db8::1",
                            "--srv-host=_sip._udp.example.test,a.example.test,5070,1,10",
                            "--naptr-record=example.test,10,20,S,SIP+D2U,,_sip._udp.example.test")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until("the name server", () -> !server.isAlive() || answers());
    }

    /** Starts it; skips the test where there is none. */
    static Dnsmasq start(Path folder) {
        boolean there = Files.isExecutable(PROGRAM);
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(there)
                    .as("dnsmasq is required here (Debian: dnsmasq-base)")
                    .isTrue();
        }
        Assumptions.assumeTrue(there, "dnsmasq is not installed (Debian: dnsmasq-base)");
        for (int i = 0; i < ATTEMPTS; i++) {
            Dnsmasq started = new Dnsmasq(folder);
            if (started.server.isAlive()) {
                return started;
            }
        }
        throw new AssertionError("dnsmasq does not start on any of " + ATTEMPTS + " ports");
    }

    static int freePort() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it. */
    JndiDns lookup() {
        return new JndiDns("dns://127.0.0.1:" + port);
    }

    private boolean answers() {
        try {
            return !lookup().addresses("a.example.test").isEmpty();
        } catch (SipTransportException e) {
            return false;
        }
    }

    /** Ends it; nothing happens a second time. */
    @Override
    public void close() {
        server.destroy();
        try {
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

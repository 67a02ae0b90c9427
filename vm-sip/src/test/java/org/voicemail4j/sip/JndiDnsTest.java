package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's dnsmasq, a real name server. */
class JndiDnsTest {

    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");

    @TempDir
    Path folder;

    @Test
    void recordsOfARealNameServerAreRead() throws IOException, InterruptedException {
        assumeInstalled();
        int port = freePort();
        Process server = new ProcessBuilder(
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
        try {
            JndiDns dns = new JndiDns("dns://127.0.0.1:" + port);
            Await.until("the name server", () -> answers(dns));
            assertThat(dns.srv("_sip._udp.example.test"))
                    .containsExactly(new DnsLookup.Srv(1, 10, 5070, "a.example.test"));
            assertThat(dns.naptr("example.test"))
                    .containsExactly(new DnsLookup.Naptr(10, 20, "s", "SIP+D2U", "_sip._udp.example.test"));
            assertThat(dns.addresses("a.example.test"))
                    .containsExactly(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("2001:db8::1"));
            assertThat(dns.srv("_sip._tcp.example.test")).isEmpty();
            assertThat(dns.addresses("nobody.example.test")).isEmpty();
        } finally {
            server.destroy();
            assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean answers(JndiDns dns) {
        try {
            return !dns.addresses("a.example.test").isEmpty();
        } catch (SipTransportException e) {
            return false;
        }
    }

    @Test
    void aNameServerThatIsAwayIsSaid() throws IOException {
        JndiDns dns = new JndiDns("dns://127.0.0.1:" + freePort());
        assertThatExceptionOfType(SipTransportException.class)
                .isThrownBy(() -> dns.srv("_sip._udp.example.test"))
                .withMessageContaining("_sip._udp.example.test");
    }

    @Test
    void hostsOfTheSystemAreFound() {
        assertThat(DnsLookup.system().addresses("localhost")).isNotEmpty();
        assertThat(DnsLookup.system().addresses("nobody.invalid")).isEqualTo(List.of());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private static void assumeInstalled() {
        boolean there = Files.isExecutable(PROGRAM);
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(there)
                    .as("dnsmasq is required here (Debian: dnsmasq-base)")
                    .isTrue();
        }
        Assumptions.assumeTrue(there, "dnsmasq is not installed (Debian: dnsmasq-base)");
    }
}

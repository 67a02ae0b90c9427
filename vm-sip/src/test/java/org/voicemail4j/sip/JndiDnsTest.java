package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's dnsmasq, a real name server. */
class JndiDnsTest {

    @TempDir
    Path folder;

    @Nested
    class RecordsOfARealNameServer implements DnsLookupContract {

        private Dnsmasq server;

        @BeforeEach
        void start() {
            server = Dnsmasq.start(folder);
        }

        @AfterEach
        void stop() {
            server.close();
        }

        @Override
        public DnsLookup lookup() {
            return server.lookup();
        }

        @Override
        public void cutOff() {
            server.close();
        }
    }

    @Test
    void aNameServerThatIsAwayIsSaid() {
        JndiDns dns = new JndiDns("dns://127.0.0.1:" + Dnsmasq.freePort());
        assertThatExceptionOfType(SipTransportException.class)
                .isThrownBy(() -> dns.srv("_sip._udp.example.test"))
                .withMessageContaining("_sip._udp.example.test");
    }

    @Test
    void hostsOfTheSystemAreFound() {
        assertThat(DnsLookup.system().addresses("localhost")).isNotEmpty();
        assertThat(DnsLookup.system().addresses("nobody.invalid")).isEqualTo(List.of());
        assertThat(DnsLookup.system().addresses("")).isEmpty();
        assertThat(DnsLookup.system().addresses("192.0.2.1")).hasSize(1);
        assertThat(DnsLookup.system().addresses("2001:db8::1")).hasSize(1);
    }
}

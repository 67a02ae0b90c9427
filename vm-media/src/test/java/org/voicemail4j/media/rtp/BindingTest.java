package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.Prompt;

class BindingTest {

    @ParameterizedTest(name = "{0} talks to {1}")
    @CsvSource({
        "10.1.2.3, 10.0.0.1",
        "192.168.7.9, 192.168.1.1",
        "203.0.113.5, 192.168.1.1",
        "2001:db8::5, 2001:db8::1",
        "fe80::1, fd00::1",
        "pbx.example, 10.0.0.1"
    })
    void aCallerGetsTheAddressMostLikeItsOwn(String caller, String ours) throws IOException {
        List<Binding> bindings = Stream.of("10.0.0.1", "192.168.1.1", "fd00::1", "2001:db8::1")
                .map(BindingTest::binding)
                .toList();

        assertThat(bindings.get(Binding.nearest(bindings, caller)).advertised()).isEqualTo(ours);
    }

    private static Binding binding(String literal) {
        try {
            return new Binding(InetAddress.getByName(literal), literal);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void callersOfBothKindsAreHeardSideBySide() throws Exception {
        InetAddress loopback6 = InetAddress.getByName("::1");
        assumeTrue(hasIpv6(loopback6), "no IPv6 on this machine");
        MediaConfig config = MediaConfig.builder(InetAddress.getByName("127.0.0.1"))
                .also(loopback6)
                .ports(32_610, 32_700)
                .build();
        try (RtpMediaSessions sessions = new RtpMediaSessions(config);
                Phone four = new Phone(InetAddress.getByName("127.0.0.1"));
                Phone six = new Phone(loopback6)) {
            for (Phone phone : List.of(four, six)) {
                MediaLeg leg = sessions.answer(phone.offer()).orElseThrow();
                phone.call(leg.answer());
                leg.session().play(List.of(Prompt.named("beep")), Digit.NONE);
                Phone.await(() -> !phone.heard().isEmpty());
                assertThat(InetAddress.getByName(leg.answer().address().host()).getAddress())
                        .hasSize(phone == four ? 4 : 16);
                leg.close();
            }
        }
    }

    private static boolean hasIpv6(InetAddress loopback6) {
        try {
            UdpPort.bind(loopback6, 0).close();
            return true;
        } catch (IOException e) {
            return Boolean.getBoolean("peers.required");
        }
    }

    @Test
    void everyAddressNeedsAHostToAdvertise() throws IOException {
        MediaConfig.Builder config =
                MediaConfig.builder(InetAddress.getByName("127.0.0.1")).also(InetAddress.getByName("::"));

        assertThatThrownBy(config::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advertise");
        config.advertise("2001:db8::1").build();
    }
}

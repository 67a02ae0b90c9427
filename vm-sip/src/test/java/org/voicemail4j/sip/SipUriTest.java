package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @ParameterizedTest
    @CsvSource({
        "sip:1000@host, 1000, host, 0",
        "SIP:1000:secret@host:5070, 1000, host, 5070",
        "sip:1000;phone-context=x@[2001:db8::1]:5060;transport=tcp, 1000, 2001:db8::1, 5060",
        "sip:*97@host?Reason=x, *97, host, 0",
        "sip:%2a97@host, *97, host, 0",
        "sip:a+b%2Bc@host, a+b+c, host, 0",
        "sip:100%@host, 100%, host, 0",
        "sip:host;lr, '', host, 0",
        "tel:+1-(555) 10.00;ext=3, +15551000, '', 0"
    })
    void whoAndWhere(String text, String user, String host, int port) {
        SipUri uri = SipUri.parse(text).orElseThrow();

        assertThat(uri.user()).isEqualTo(user);
        assertThat(uri.host()).isEqualTo(host);
        assertThat(uri.port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip",
                "sip:",
                ":",
                "mailto:a@b",
                "sip:a@",
                "sip:a@host:99999",
                "sip:a@host:x",
                "tel:",
                "sip:a@[::1"
            })
    void whatIsNone(String text) {
        assertThat(SipUri.parse(text)).isEmpty();
    }

    @Test
    void parametersAndHeadersAreDecodedAndTheFirstCounts() {
        SipUri uri = SipUri.parse("sip:vm@h;Target=sip:1%40x;cause=486;cause=1;lr?Reason=SIP%3Bcause%3D486&X=y")
                .orElseThrow();

        assertThat(uri.parameters())
                .containsEntry("target", "sip:1@x")
                .containsEntry("cause", "486")
                .containsKey("lr");
        assertThat(uri.headers()).containsEntry("reason", "SIP;cause=486").containsEntry("x", "y");
    }

    @Test
    void addressesOfAHeader() {
        List<NameAddr> addresses = NameAddr.parseList(
                "\"A, \\\"B\\\" <c>\" <sip:1@h;x=\"y,z\">;reason=\"no-answer\";privacy, sip:2@h;counter=1, Name <tel:+3>, <broken");

        assertThat(addresses).extracting(NameAddr::name).containsExactly("A, \"B\" <c>", "", "Name");
        assertThat(addresses).extracting(NameAddr::uri).containsExactly("sip:1@h;x=\"y,z\"", "sip:2@h", "tel:+3");
        assertThat(addresses.get(0).parameters())
                .containsEntry("reason", "no-answer")
                .containsEntry("privacy", "");
        assertThat(addresses.get(1).parameter("counter")).contains("1");
    }

    @Test
    void addressesAreBounded() {
        assertThat(NameAddr.parseList("<sip:1@h>,".repeat(60))).hasSize(50);
        assertThat(NameAddr.parseList("<sip:" + "1".repeat(10_000) + "@h>")).isEmpty();
    }

    @Test
    void trustedNetworks() throws java.net.UnknownHostException {
        TrustedPeers peers = TrustedPeers.NONE.and("192.0.2.0/25").and("::1").and("10.1.2.3");

        assertThat(peers.contain(java.net.InetAddress.getByName("192.0.2.127"))).isTrue();
        assertThat(peers.contain(java.net.InetAddress.getByName("192.0.2.128"))).isFalse();
        assertThat(peers.contain(java.net.InetAddress.getByName("::1"))).isTrue();
        assertThat(peers.contain(java.net.InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(peers.contain(java.net.InetAddress.getByName("10.1.2.4"))).isFalse();
        assertThat(peers.contain(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host.example", "1.2.3.4/33", "1.2.3.4/x", "::1/129", "/8"})
    void whatIsNoNetwork(String text) {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustedPeers.NONE.and(text))
                .withMessageContaining(text);
    }
}

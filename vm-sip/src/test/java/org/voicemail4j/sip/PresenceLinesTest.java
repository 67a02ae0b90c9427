package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PUBLISH (RFC 3903) to a presence server. */
class PresenceLinesTest extends Subscribing {

    @Test
    void aPresenceServerIsPublishedToAndItsTagsAreKept() {
        UdpPeer server = new UdpPeer("127.0.0.1", 9);
        try (server) {
            serve(
                    usual().publish("sip:{number}@presence.test", Duration.ofSeconds(3)),
                    settings -> settings.outboundProxy("sip:127.0.0.1:" + server.port())
                            .mwiTargets(mailbox -> List.of()));
            endpoint().mwi().publish(ALICE, counts(4, 1, 0, 0));

            String first = server.expect("PUBLISH");
            published(server, first, 200, "SIP-ETag: abc\r\nExpires: 3\r\n");
            assertThat(first).startsWith("PUBLISH sip:1000@presence.test SIP/2.0");
            assertThat(UdpPeer.header(first, "Event")).isEqualTo("message-summary");
            assertThat(UdpPeer.header(first, "Expires")).isEqualTo("3");
            assertThat(UdpPeer.header(first, "SIP-If-Match")).isEmpty();
            assertThat(UdpPeer.body(first)).contains("Voice-Message: 4/0 (1/0)");

            String refresh = server.expect("PUBLISH");
            assertThat(UdpPeer.header(refresh, "SIP-If-Match")).isEqualTo("abc");
            published(server, refresh, 412, "");
            String anew = server.expect("PUBLISH");
            assertThat(UdpPeer.header(anew, "SIP-If-Match")).isEmpty();
            published(server, anew, 200, "SIP-ETag: def\r\n");
        }
    }

    /** Eight attempts take four minutes, a restart of a server perhaps longer. */
    @Test
    void aPresenceServerThatWasAwayIsPublishedToAgainThoughNothingChanges() {
        UdpPeer server = new UdpPeer("127.0.0.1", 9);
        try (server) {
            serve(
                    usual().publish("sip:{number}@presence.test", Duration.ofSeconds(3)),
                    settings -> settings.outboundProxy("sip:127.0.0.1:" + server.port())
                            .notifyRetries(1, Duration.ZERO)
                            .mwiTargets(mailbox -> List.of()));
            endpoint().mwi().publish(ALICE, counts(4, 1, 0, 0));

            published(server, server.expect("PUBLISH"), 500, "");
            String again = server.expect("PUBLISH");
            published(server, again, 200, "SIP-ETag: abc\r\n");

            assertThat(UdpPeer.body(again)).contains("Voice-Message: 4/0 (1/0)");
        }
    }

    @Test
    void aPresenceServerThatWantsLongerTimesIsGivenThem() {
        UdpPeer server = new UdpPeer("127.0.0.1", 9);
        try (server) {
            serve(
                    usual().publish("sip:{number}@presence.test", Duration.ofSeconds(60)),
                    settings -> settings.outboundProxy("sip:127.0.0.1:" + server.port())
                            .mwiTargets(mailbox -> List.of()));
            endpoint().mwi().publish(ALICE, counts(4, 1, 0, 0));

            published(server, server.expect("PUBLISH"), 423, "Min-Expires: 300\r\n");
            String longer = server.expect("PUBLISH");
            published(server, longer, 200, "SIP-ETag: abc\r\n");

            assertThat(UdpPeer.header(longer, "Expires")).isEqualTo("300");
        }
    }

    private void published(UdpPeer server, String publish, int status, String extra) {
        UdpPeer to = new UdpPeer("127.0.0.1", endpoint().boundAddresses().get(0).port());
        to.close();
        server.respond(publish, status, to, extra);
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MediaBudgetTest {

    @Test
    void callsBeyondTheBudgetAreRefusedAndTheirSoundIsClosed() throws InterruptedException {
        TestServer server =
                new TestServer(settings -> settings.mediaBudget(5, encoding -> encoding.equals("PCMU") ? 3 : 100));
        try (UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP))) {
            peer.send(peer.request("INVITE", "1000", "m1", 1, "", "", UdpPeer.SDP));
            String ok = peer.expect("SIP/2.0 200");
            peer.send(peer.request("ACK", "1000", "m1", 1, UdpPeer.toTag(ok), "", ""));

            peer.send(peer.request("INVITE", "1000", "m2", 1, "", "", UdpPeer.SDP));
            String refused = peer.expect("SIP/2.0 503");
            assertThat(UdpPeer.header(refused, "Retry-After")).isEqualTo("10");
            assertThat(server.media.open()).isEqualTo(1);

            peer.send(peer.request("BYE", "1000", "m1", 2, UdpPeer.toTag(ok), "", ""));
            Await.until("the first call's sound is closed", () -> server.media.open() == 0);
            peer.send(peer.request("INVITE", "5000", "m3", 1, "", "", ""));
            String again = peer.expect("SIP/2.0 200 OK\r\nCSeq: 1 INVITE");
            peer.send(peer.request("ACK", "5000", "m3", 1, UdpPeer.toTag(again), "", UdpPeer.SDP));
            peer.respond(peer.expect("BYE"), 200);
        } finally {
            server.close();
        }
        server.awaitSilence();
        assertThat(server.failures).isEmpty();
    }

    @Test
    void aBudgetOfNothingIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipConfig.builder().mediaBudget(0, encoding -> 1));
    }
}

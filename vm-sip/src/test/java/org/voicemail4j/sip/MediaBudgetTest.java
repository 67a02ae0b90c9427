package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;

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
            callThatIsTaken(peer);
            peer.respond(peer.expect("BYE"), 200);
        } finally {
            server.close();
        }
        server.awaitSilence();
        assertThat(server.failures).isEmpty();
    }

    /** Calls until there is room again: that is given back just behind the end of the sound. */
    private static void callThatIsTaken(UdpPeer peer) {
        for (int cseq = 1; ; cseq++) {
            peer.send(peer.request("INVITE", "5000", "m3", cseq, "", "", ""));
            String answer = peer.expect("SIP/2.0 ", cseq + " INVITE");
            while (answer.startsWith("SIP/2.0 1")) {
                answer = peer.expect("SIP/2.0 ", cseq + " INVITE");
            }
            boolean taken = answer.startsWith("SIP/2.0 200");
            String ack = peer.request("ACK", "5000", "m3", cseq, UdpPeer.toTag(answer), "", taken ? UdpPeer.SDP : "");
            peer.send(taken ? ack : ack.replace("m3ACK", "m3INVITE"));
            if (taken) {
                return;
            }
            assertThat(answer).startsWith("SIP/2.0 503");
        }
    }

    @Test
    void aCallThatChangesItsCodecCostsWhatThatCosts() {
        AtomicInteger price = new AtomicInteger(3);
        MediaBudget budget = new MediaBudget(new FakeMedia("127.0.0.1"), 10, encoding -> price.get());
        SdpBody.Parsed.Described described =
                (SdpBody.Parsed.Described) SdpBody.parse(UdpPeer.SDP.getBytes(StandardCharsets.US_ASCII));
        MediaOffer offer = SdpOffer.of(described.body(), new EncryptionTerms(false, false))
                .orElseThrow()
                .media();
        MediaLeg leg = budget.answer(offer).orElseThrow();
        assertThat(budget.taken()).isEqualTo(3);
        price.set(8);
        assertThat(leg.reoffer(offer)).isPresent();

        assertThat(budget.taken()).isEqualTo(8);
        assertThatExceptionOfType(MediaException.class).isThrownBy(() -> budget.answer(offer));
        price.set(12);
        assertThat(leg.reoffer(offer)).as("it keeps its sound").isPresent();
        leg.close();
        assertThat(budget.taken()).isZero();
        leg.reoffer(offer);
        assertThat(budget.taken()).as("closed").isZero();
    }

    @Test
    void aBudgetOfNothingIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipConfig.builder().mediaBudget(0, encoding -> 1));
    }
}

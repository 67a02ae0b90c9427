package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offers with keys, and what the policy makes of them. */
@SuppressWarnings("NullAway.Init") // each test serves
class EncryptedCallTest {

    private static final String CM = "AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private static final String GCM = "AEAD_AES_128_GCM inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubA==";
    private static final String HEAD = "v=0\r\no=a 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n";

    private TestServer server;
    private UdpPeer peer;
    private int calls;

    private void serve(MediaEncryption policy) {
        server = new TestServer(settings -> settings.mediaEncryption(policy));
        peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
    }

    @AfterEach
    void close() {
        server.close();
        peer.close();
    }

    private String call(String sections, int status) {
        String callId = "encrypted" + ++calls;
        peer.send(peer.request("INVITE", "1000", callId, 1, "", "", sections.isEmpty() ? "" : HEAD + sections));
        String answer = peer.expect("SIP/2.0 " + status);
        peer.send(peer.request("ACK", "1000", callId, 1, UdpPeer.toTag(answer), "", "")
                .replace(callId + "ACK1", callId + (status == 200 ? "ACK1" : "INVITE1")));
        return UdpPeer.body(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {CM, GCM})
    void theFirstProposalThatIsKnownIsTakenWithAKeyOfOurs(String first) {
        serve(MediaEncryption.BY_ANY);

        String answer = call(
                "m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:x\r\na=crypto:2 " + first
                        + "\r\na=crypto:3 " + CM + "\r\n",
                200);

        assertThat(answer)
                .containsPattern("m=audio \\d+ RTP/SAVP 0\r\n")
                .containsPattern("a=crypto:2 " + first.split(" ")[0] + " inline:A+=*\r\n")
                .containsOnlyOnce("a=crypto");
    }

    @Test
    void anEncryptedSectionIsTakenRatherThanOneInClear() {
        serve(MediaEncryption.BY_ANY);

        String answer = call("m=audio 4000 RTP/AVP 0\r\nm=audio 4002 RTP/SAVP 0\r\na=crypto:1 " + CM + "\r\n", 200);

        assertThat(answer).containsPattern("m=audio 0 RTP/AVP 0\r\nm=audio [1-9]\\d+ RTP/SAVP 0\r\n");
    }

    @Test
    void keysForPlainRtpAreTakenIfTheyMayBe() {
        serve(MediaEncryption.BY_ANY);

        assertThat(call("m=audio 4000 RTP/AVP 0\r\na=crypto:1 " + CM + "\r\n", 200))
                .contains("RTP/AVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
    }

    @ParameterizedTest
    @EnumSource(
            value = MediaEncryption.class,
            names = {"OFF", "BY_TLS"})
    void withoutTlsKeysAreWorthNothing(MediaEncryption policy) {
        serve(policy);

        call("m=audio 4000 RTP/SAVP 0\r\na=crypto:1 " + CM + "\r\n", 488);
        assertThat(call("m=audio 4000 RTP/AVP 0\r\na=crypto:1 " + CM + "\r\n", 200))
                .doesNotContain("crypto");
        assertThat(call("", 200)).contains("RTP/AVP 0").doesNotContain("crypto");
    }

    @ParameterizedTest
    @CsvSource({"RTP/SAVP", "RTP/AVP"})
    void whoeverDemandsEncryptionTakesNothingByUdp(String protocol) {
        serve(MediaEncryption.REQUIRED);

        call("m=audio 4000 " + protocol + " 0\r\na=crypto:1 " + CM + "\r\n", 488);
        call("m=audio 4000 " + protocol + " 0\r\n", 488);
        call("", 488);
    }

    @Test
    void secureRtpWithoutAKeyThatIsKnownIsRefused() {
        serve(MediaEncryption.BY_ANY);

        call("m=audio 4000 RTP/SAVP 0\r\n", 488);
        call("m=audio 4000 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_32 inline:x\r\n", 488);
    }

    @Test
    void ourOfferProposesKeysWhereTheyMayBe() {
        serve(MediaEncryption.BY_ANY);

        assertThat(call("", 200)).contains("RTP/AVP 0", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:");
    }
}

package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaKey;

class SdpCryptoTest {

    private static final byte[] SECRET = Base64.getDecoder().decode("WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz");
    private static final String KEY = "inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz";
    private static final CryptoSuite SUITE = CryptoSuite.AES_CM_128_HMAC_SHA1_80;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7 AES_CM_128_HMAC_SHA1_80 " + KEY,
                "7 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20",
                "7 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1048576 WSH=1024",
                "7  AES_CM_128_HMAC_SHA1_80\tINLINE:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz -FLAG",
            })
    void proposals(String text) {
        assertThat(SdpCrypto.parse(text)).contains(new MediaCrypto(7, MediaKey.of(SUITE, SECRET)));
    }

    @ParameterizedTest
    @CsvSource({"|1:4, 00000001", "|2^20|258:2, 0102", "|2^31|7:1, 07"})
    void keysWithAName(String more, String mki) {
        assertThat(SdpCrypto.parse("1 AES_CM_128_HMAC_SHA1_80 " + KEY + more))
                .map(crypto -> java.util.HexFormat.of().formatHex(crypto.key().mki()))
                .contains(mki);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1 AES_CM_128_HMAC_SHA1_80",
                "x AES_CM_128_HMAC_SHA1_80 " + KEY,
                "1234567890 AES_CM_128_HMAC_SHA1_80 " + KEY,
                "1 AES_CM_128_HMAC_SHA1_32 " + KEY,
                "1 AES_256_CM_HMAC_SHA1_80 " + KEY,
                "1 AEAD_AES_128_GCM " + KEY,
                "1 AES_CM_128_HMAC_SHA1_80 inline:short",
                "1 AES_CM_128_HMAC_SHA1_80 inline:!!!",
                "1 AES_CM_128_HMAC_SHA1_80 uri:http://192.0.2.1/key",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:4|2^20",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:999",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|1:0",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|x",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + "|2^20|1:4;" + KEY + "|2^20|2:4",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNENCRYPTED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNAUTHENTICATED_SRTP",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " UNENCRYPTED_SRTCP",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " KDR=1",
                "1 AES_CM_128_HMAC_SHA1_80 " + KEY + " FEC_ORDER=SRTP_FEC",
            })
    void whatIsNotTaken(String text) {
        assertThat(SdpCrypto.parse(text)).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (CryptoSuite suite : CryptoSuite.values()) {
            MediaCrypto crypto = new MediaCrypto(3, MediaKey.random(suite, new SplittableRandom(1)));
            assertThat(SdpCrypto.parse(SdpCrypto.format(crypto))).contains(crypto);
        }
    }

    @Test
    void noTextOfADescriptionShowsAKey() {
        String description = "v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 4000 RTP/SAVP 0\r\n"
                + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 " + KEY + "\r\n";
        SdpBody.Parsed.Described parsed =
                (SdpBody.Parsed.Described) SdpBody.parse(description.getBytes(StandardCharsets.UTF_8));
        SdpOffer offer =
                SdpOffer.of(parsed.body(), new EncryptionTerms(true, true)).orElseThrow();

        assertThat(offer.media().cryptos()).hasSize(1);
        assertThat(offer.toString() + offer.asAnswer() + parsed).doesNotContain("WVNf", "inline");
    }
}

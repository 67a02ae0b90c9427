package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaKey;

/** The test vectors of RFC 3711 appendix B and RFC 7714 §16 and §17, and whole packets that everybody's SRTP agrees on. */
class SrtpVectorsTest {

    /** Master key and salt of RFC 3711 B.3. */
    private static final MediaKey MASTER = MediaKey.of(
            CryptoSuite.AES_CM_128_HMAC_SHA1_80,
            hex("e1f97a0d3e018be0d64fa32c06de4139" + "0ec675ad498afeebb6960b3aabe6"));

    private static final MediaKey GCM_MASTER = MediaKey.of(
            CryptoSuite.AEAD_AES_128_GCM, hex("000102030405060708090a0b0c0d0e0f" + "a0a1a2a3a4a5a6a7a8a9aaab"));

    private static final byte[] PACKET = hex("800f1234decafbadcafebabe" + "ab".repeat(16));
    private static final byte[] REPORT = hex("81c8000bcafebabe" + "ab".repeat(16));

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] room(byte[] packet) {
        return Arrays.copyOf(packet, packet.length + SrtpCipher.MOST_ADDED);
    }

    @Test
    void rfc3711B2TheKeyStreamOfCounterMode() throws Exception {
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(hex("2b7e151628aed2a6abf7158809cf4f3c"), "AES"),
                new IvParameterSpec(hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd0000")));

        assertThat(aes.doFinal(new byte[48]))
                .isEqualTo(hex("e03ead0935c95e80e166b16dd92b4eb4"
                        + "d23513162b02d0f72a43a2fe4a5f97ab"
                        + "41e95b3bb0a2e8dd477901e4fca894c0"));
    }

    @Test
    void rfc3711B3SessionKeys() {
        SrtpKeys keys = SrtpKeys.forRtp(MASTER);

        assertThat(keys.derive(SrtpKeys.Purpose.ENCRYPTION, 16)).isEqualTo(hex("c61e7a93744f39ee10734afe3ff7a087"));
        assertThat(keys.derive(SrtpKeys.Purpose.SALT, 14)).isEqualTo(hex("30cbbc08863d8c85d49db34a9ae1"));
        assertThat(keys.derive(SrtpKeys.Purpose.AUTHENTICATION, 94))
                .isEqualTo(hex("cebe321f6ff7716b6fd4ab49af256a15"
                        + "6d38baa48f0a0acf3c34e2359e6cdbce"
                        + "e049646c43d9327ad175578ef7227098"
                        + "6371c10c9a369ac2f94a8c5fbcdddc25"
                        + "6d6e919a48b610ef17c2041e47403576"
                        + "6b68642c59bbfc2f34db60dbdfb2"));
    }

    @Test
    void aWholePacketInCounterMode() {
        byte[] sealed = hex("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb");
        sealsTo(SrtpCipher.of(MASTER), PACKET, sealed);
    }

    @Test
    void reportsInCounterMode() {
        byte[] sealed = hex("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
        reportSealsTo(SrtpCipher.of(MASTER), REPORT, 1, sealed);
    }

    @Test
    void aWholePacketInGaloisCounterModeWithDerivedKeys() {
        byte[] sealed = hex("800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392");
        sealsTo(SrtpCipher.of(GCM_MASTER), PACKET, sealed);
    }

    @Test
    void reportsInGaloisCounterModeWithDerivedKeys() {
        byte[] sealed = hex("81c8000bcafebabec98b8b5df0392a55852b6c21ac8e7025c52c6fbea2b3b446ea31123ba88ce61e80000001");
        reportSealsTo(SrtpCipher.of(GCM_MASTER), REPORT, 1, sealed);
    }

    /** RFC 7714 §16.1.1: key 00 to 0f, salt "Quid pro quo". */
    private static SrtpGcm rfc7714() {
        byte[] key = hex("000102030405060708090a0b0c0d0e0f");
        byte[] salt = hex("517569642070726f2071756f");
        return new SrtpGcm(key, salt, key, salt, new byte[0]);
    }

    @Test
    void rfc7714Section16APacket() {
        byte[] packet = hex("8040f17b8041f8d35501a0b2"
                + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573");
        byte[] sealed = hex("8040f17b8041f8d35501a0b2"
                + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                + "899d7f27beb16a9152cf765ee4390cce");

        sealsTo(rfc7714(), packet, sealed);
    }

    @Test
    void rfc7714Section17Reports() {
        byte[] reports = hex("81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61"
                + "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef");
        byte[] sealed = hex("81c8000d4d617273"
                + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
                + "c84aa45896cf4d2fc5abf87245d9eade800005d4");

        reportSealsTo(rfc7714(), reports, 0x5d4, sealed);
    }

    private static void sealsTo(SrtpCipher cipher, byte[] clear, byte[] sealed) {
        byte[] packet = room(clear);
        int length = cipher.seal(packet, 12, clear.length, 0);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(sealed);

        int opened = cipher.open(packet, 12, length, 0);
        assertThat(Arrays.copyOf(packet, opened)).isEqualTo(clear);
    }

    private static void reportSealsTo(SrtpCipher cipher, byte[] clear, int index, byte[] sealed) {
        byte[] packet = room(clear);
        int length = cipher.sealReport(packet, clear.length, index);
        assertThat(Arrays.copyOf(packet, length)).isEqualTo(sealed);
        assertThat(cipher.reportIndex(packet, length)).isEqualTo(index);

        int opened = cipher.openReport(packet, length);
        assertThat(Arrays.copyOf(packet, opened)).isEqualTo(clear);
    }
}

package org.voicemail4j.media;

/** How the sound of a call is encrypted: the crypto-suites of SDES (RFC 4568 §6.2, RFC 7714 §14.2) that are known here. */
public enum CryptoSuite {
    /** AES in counter mode with an HMAC of 80 bits: what everybody has (RFC 3711). */
    AES_CM_128_HMAC_SHA1_80(16, 14),
    /** AES in Galois/counter mode (RFC 7714). */
    AEAD_AES_128_GCM(16, 12);

    private final int keyBytes;
    private final int saltBytes;

    CryptoSuite(int keyBytes, int saltBytes) {
        this.keyBytes = keyBytes;
        this.saltBytes = saltBytes;
    }

    /** Octets of its master key. */
    public int keyBytes() {
        return keyBytes;
    }

    /** Octets of its master salt. */
    public int saltBytes() {
        return saltBytes;
    }
}

package org.voicemail4j.media;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The secret from which the keys of encrypted sound are derived (RFC 3711 §4.3): a master key and a master salt, and the
 * octets by which packets name it, if they do. Immutable; comparison takes the same time wherever the difference is, and
 * no text form shows the secret.
 */
public final class MediaKey {

    private static final int LONGEST_MKI = 128;

    private final CryptoSuite suite;
    private final byte[] secret;
    private final byte[] mki;

    private MediaKey(CryptoSuite suite, byte[] secret, byte[] mki) {
        this.suite = suite;
        this.secret = secret;
        this.mki = mki;
    }

    /**
     * A key that somebody chose.
     *
     * @param suite says how long it is
     * @param secret the master key, then the master salt; copied
     * @throws IllegalArgumentException if it is not that long
     */
    public static MediaKey of(CryptoSuite suite, byte[] secret) {
        return of(suite, secret, new byte[0]);
    }

    /**
     * A key that packets name.
     *
     * @param suite says how long it is
     * @param secret the master key, then the master salt; copied
     * @param mki master key identifier in each packet (RFC 3711 §3.1), up to 128 octets; empty if there is none; copied
     * @throws IllegalArgumentException if either is not as long as that
     */
    public static MediaKey of(CryptoSuite suite, byte[] secret, byte[] mki) {
        int bytes = suite.keyBytes() + suite.saltBytes();
        if (secret.length != bytes) {
            throw new IllegalArgumentException(
                    "a key and salt of " + suite + " have " + bytes + " octets, not " + secret.length);
        }
        if (mki.length > LONGEST_MKI) {
            throw new IllegalArgumentException("a key identifier has up to 128 octets, not " + mki.length);
        }
        return new MediaKey(suite, secret.clone(), mki.clone());
    }

    /**
     * A new key.
     *
     * @param random where it comes from; give a {@link java.security.SecureRandom}
     */
    public static MediaKey random(CryptoSuite suite, RandomGenerator random) {
        byte[] secret = new byte[suite.keyBytes() + suite.saltBytes()];
        random.nextBytes(secret);
        return new MediaKey(suite, secret, new byte[0]);
    }

    /** What it is for. */
    public CryptoSuite suite() {
        return suite;
    }

    /** The master key; a copy. */
    public byte[] masterKey() {
        return Arrays.copyOf(secret, suite.keyBytes());
    }

    /** The master salt; a copy. */
    public byte[] masterSalt() {
        return Arrays.copyOfRange(secret, suite.keyBytes(), secret.length);
    }

    /** Master key and master salt, as SDES writes them (RFC 4568 §6.1) before it encodes them; a copy. */
    public byte[] secret() {
        return secret.clone();
    }

    /** By what packets name the key; a copy, empty if they do not. */
    public byte[] mki() {
        return mki.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaKey that
                && suite == that.suite
                && MessageDigest.isEqual(secret, that.secret)
                && Arrays.equals(mki, that.mki);
    }

    /** Of what is no secret. */
    @Override
    public int hashCode() {
        return 31 * suite.hashCode() + Arrays.hashCode(mki);
    }

    @Override
    public String toString() {
        return "key of " + suite;
    }
}

package org.voicemail4j.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.voicemail4j.VoicemailException;

/**
 * The secret of a mailbox, as something to check digits against. Either hashed (PBKDF2 with HMAC-SHA-256, RFC 8018) or,
 * when it comes from a configuration file that holds it in clear, as read. Comparison takes the same time wherever the
 * difference is, and no text form shows the secret of a clear one.
 */
public final class Pin {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 60_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 256;
    private static final int LONGEST = 80;

    private final int iterations;
    private final byte[] salt;
    private final byte[] secret;

    private Pin(int iterations, byte[] salt, byte[] secret) {
        this.iterations = iterations;
        this.salt = salt;
        this.secret = secret;
    }

    /**
     * A PIN as a configuration file has it, in clear.
     *
     * @param digits 1 to 80 characters
     */
    public static Pin clear(String digits) {
        return new Pin(0, new byte[0], utf8(checked(digits)));
    }

    /**
     * Hashes a PIN with fresh salt.
     *
     * @param digits 1 to 80 characters
     * @param random source of the salt; give a {@link java.security.SecureRandom}
     */
    public static Pin hash(String digits, RandomGenerator random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Pin(ITERATIONS, salt, derive(checked(digits), salt, ITERATIONS));
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @return empty if it is not of that form
     */
    public static Optional<Pin> parse(String encoded) {
        String[] parts = encoded.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(SCHEME) || !parts[1].matches("[1-9][0-9]{0,7}")) {
            return Optional.empty();
        }
        int iterations = Integer.parseInt(parts[1]);
        if (iterations > MOST_ITERATIONS
                || !parts[2].matches("([0-9a-f]{2}){8,64}")
                || !parts[3].matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        return Optional.of(new Pin(
                iterations, HexFormat.of().parseHex(parts[2]), HexFormat.of().parseHex(parts[3])));
    }

    /** Whether those are the digits. */
    public boolean matches(String digits) {
        if (digits.isEmpty() || digits.length() > LONGEST) {
            return false;
        }
        byte[] given = isHashed() ? derive(digits, salt, iterations) : utf8(digits);
        return MessageDigest.isEqual(secret, given);
    }

    /** The digits themselves, for a store whose format holds them in clear; empty if this is a hash. */
    public Optional<String> clearDigits() {
        return isHashed() ? Optional.empty() : Optional.of(new String(secret, StandardCharsets.UTF_8));
    }

    /** Whether this is kept as a hash. */
    public boolean isHashed() {
        return iterations > 0;
    }

    /**
     * The hash as text for a credential store: {@code pbkdf2-sha256$iterations$salt$hash}, hexadecimal.
     *
     * @throws IllegalStateException if this is in clear
     */
    public String encoded() {
        if (!isHashed()) {
            throw new IllegalStateException("a PIN in clear has no encoded form; hash it");
        }
        return SCHEME
                + '$'
                + iterations
                + '$'
                + HexFormat.of().formatHex(salt)
                + '$'
                + HexFormat.of().formatHex(secret);
    }

    private static String checked(String digits) {
        if (digits.isEmpty() || digits.length() > LONGEST) {
            throw new IllegalArgumentException("a PIN has 1 to " + LONGEST + " characters, not " + digits.length());
        }
        return digits;
    }

    private static byte[] derive(String digits, byte[] salt, int iterations) {
        try {
            PBEKeySpec spec = new PBEKeySpec(digits.toCharArray(), salt, iterations, KEY_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new VoicemailException("this Java has no PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return isHashed() ? "Pin[hashed]" : "Pin[clear]";
    }
}

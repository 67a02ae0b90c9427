package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** By which a password is proved in digest authentication (RFC 8760 §2.1). */
public enum DigestAlgorithm {
    /** What RFC 8760 asks for. */
    SHA_256("SHA-256", 64),
    /** What older phones have. */
    MD5("MD5", 32);

    private final String text;
    private final int hexDigits;

    DigestAlgorithm(String text, int hexDigits) {
        this.text = text;
        this.hexDigits = hexDigits;
    }

    /** Its name in headers, and as the platform knows it. */
    String text() {
        return text;
    }

    int hexDigits() {
        return hexDigits;
    }

    /** The algorithm of that name, which is not case-sensitive; the one that holds without a name is MD5. */
    static Optional<DigestAlgorithm> named(String name) {
        return Arrays.stream(values())
                .filter(known -> known.text.equalsIgnoreCase(name))
                .findFirst();
    }

    /** The digest of those parts with colons between them, as hexadecimal digits. */
    String of(String... parts) {
        try {
            byte[] octets = String.join(":", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(text).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no " + text, e);
        }
    }
}

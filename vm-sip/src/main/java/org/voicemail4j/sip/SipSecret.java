package org.voicemail4j.sip;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a user of digest authentication proves to know: a password, or what RFC 7616 §3.4.2 calls A1, hashed, by each
 * algorithm by which that was done. Immutable; no text form shows it.
 */
public final class SipSecret {

    private final Optional<String> password;
    private final Map<DigestAlgorithm, String> hashed;

    private SipSecret(Optional<String> password, Map<DigestAlgorithm, String> hashed) {
        this.password = password;
        this.hashed = hashed;
    }

    /** A password in clear, good for every algorithm. */
    public static SipSecret password(String password) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("an empty password proves nothing");
        }
        return new SipSecret(Optional.of(password), Map.of());
    }

    /**
     * The hash of {@code user:realm:password}.
     *
     * @param hex 64 or 32 hexadecimal digits, as the algorithm makes them
     * @throws IllegalArgumentException if it is anything else
     */
    public static SipSecret hashed(DigestAlgorithm algorithm, String hex) {
        if (!hex.matches("[0-9a-fA-F]{" + algorithm.hexDigits() + "}")) {
            throw new IllegalArgumentException("a hash by " + algorithm.text() + " has " + algorithm.hexDigits()
                    + " hexadecimal digits, this has not");
        }
        return new SipSecret(Optional.empty(), Map.of(algorithm, hex.toLowerCase(Locale.ROOT)));
    }

    /** This, and what another secret of the same user knows besides. */
    public SipSecret and(SipSecret other) {
        Map<DigestAlgorithm, String> both = new EnumMap<>(DigestAlgorithm.class);
        both.putAll(other.hashed);
        both.putAll(hashed);
        return new SipSecret(password.or(() -> other.password), Map.copyOf(both));
    }

    /** The hash of user, realm and password; empty if it is not known by that algorithm. */
    Optional<String> a1(DigestAlgorithm algorithm, String user, String realm) {
        return Optional.ofNullable(hashed.get(algorithm))
                .or(() -> password.map(clear -> algorithm.of(user, realm, clear)));
    }

    @Override
    public String toString() {
        return "secret";
    }
}

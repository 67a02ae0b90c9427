package org.voicemail4j.sip;

import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.voicemail4j.media.CryptoSuite;
import org.voicemail4j.media.MediaCrypto;
import org.voicemail4j.media.MediaKey;

/**
 * The crypto attribute of a session description (RFC 4568 §9.1): {@code 1 AES_CM_128_HMAC_SHA1_80
 * inline:KEY|2^31|1:4}. What cannot be read, has a suite that is not known or parameters that change what is protected is
 * no proposal. Lifetimes are read and not counted: a call ends long before.
 */
final class SdpCrypto {

    static final String NAME = "crypto";
    private static final String INLINE = "inline:";
    private static final int LONGEST = 400;

    private SdpCrypto() {}

    /** Reads what stands behind {@code a=crypto:}. */
    static Optional<MediaCrypto> parse(String value) {
        String[] parts = value.strip().split("[ \\t]+");
        if (value.length() > LONGEST || parts.length < 3 || !parts[0].matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        for (int i = 3; i < parts.length; i++) {
            if (!isHarmless(parts[i])) {
                return Optional.empty();
            }
        }
        return suite(parts[1])
                .flatMap(suite -> key(suite, parts[2]))
                .map(key -> new MediaCrypto(Integer.parseInt(parts[0]), key));
    }

    /** Window sizes are hints (RFC 4568 §6.3.7), and what begins with a minus sign may be left out of account (§6.3.8). */
    private static boolean isHarmless(String parameter) {
        return parameter.startsWith("-") || parameter.toUpperCase(Locale.ROOT).startsWith("WSH=");
    }

    private static Optional<CryptoSuite> suite(String name) {
        return Arrays.stream(CryptoSuite.values())
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    /** One key; several keys for one stream (RFC 4568 §6.1) are not taken. */
    private static Optional<MediaKey> key(CryptoSuite suite, String parameters) {
        if (!parameters.regionMatches(true, 0, INLINE, 0, INLINE.length()) || parameters.contains(";")) {
            return Optional.empty();
        }
        String[] parts = parameters.substring(INLINE.length()).split("\\|", -1);
        try {
            byte[] secret = Base64.getDecoder().decode(parts[0]);
            Optional<byte[]> mki = mki(parts);
            return secret.length != suite.keyBytes() + suite.saltBytes() || mki.isEmpty()
                    ? Optional.empty()
                    : mki.map(named -> MediaKey.of(suite, secret, named));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code 1:4} is the number 1 in four octets; behind a lifetime, if there is one. Empty if it is malformed. */
    private static Optional<byte[]> mki(String[] parts) {
        Optional<byte[]> mki = Optional.of(new byte[0]);
        for (int i = 1; i < parts.length; i++) {
            int colon = parts[i].indexOf(':');
            if (colon >= 0) {
                mki = i == parts.length - 1 ? mki(parts[i], colon) : Optional.empty();
            } else if (i > 1 || !parts[i].matches("(2\\^)?[0-9]{1,20}")) {
                return Optional.empty();
            }
        }
        return mki;
    }

    private static Optional<byte[]> mki(String text, int colon) {
        String number = text.substring(0, colon);
        String length = text.substring(colon + 1);
        if (!number.matches("[0-9]{1,9}") || !length.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int bytes = Integer.parseInt(length);
        if (bytes < 1 || bytes > 128) {
            return Optional.empty();
        }
        byte[] mki = new byte[bytes];
        int value = Integer.parseInt(number);
        for (int i = bytes - 1; i >= 0 && value != 0; i--) {
            mki[i] = (byte) value;
            value >>>= 8;
        }
        return Optional.of(mki);
    }

    /** Writes what stands behind {@code a=crypto:}; our keys need no name and live as long as they may. */
    static String format(MediaCrypto crypto) {
        return crypto.tag() + " " + crypto.key().suite() + ' ' + INLINE
                + Base64.getEncoder().encodeToString(crypto.key().secret());
    }
}

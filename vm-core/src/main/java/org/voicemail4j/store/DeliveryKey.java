package org.voicemail4j.store;

import java.util.regex.Pattern;

/**
 * Names one delivery into a mailbox for all time: whoever brings the same message again, after a crash or because no
 * answer came, brings it under the same key; nothing else ever has that key in that mailbox.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ + -}, the first one no dot
 */
public record DeliveryKey(String value) {

    private static final Pattern VALID = Pattern.compile("(?!\\.)[A-Za-z0-9._+-]{1,64}");

    public DeliveryKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a delivery key: '" + value + "'");
        }
    }

    /** Whether a delivery can have that key. */
    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.voicemail4j.message;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Names one message for as long as it exists; unique within its mailbox and kept when the message moves. Ours have
 * Asterisk's shape, {@code <unix seconds>-<8 hex digits>}, with random digits instead of a counter that restarts.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 . _ : + -}
 */
public record MessageId(String value) implements Comparable<MessageId> {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._:+-]{1,64}");

    public MessageId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a message id: '" + value + "'");
        }
    }

    /** Whether a message can have that id. */
    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    /** A fresh id for a message whose recording began at that instant. */
    public static MessageId create(Instant began, RandomGenerator random) {
        return new MessageId(began.getEpochSecond() + "-" + HexFormat.of().toHexDigits(random.nextInt()));
    }

    @Override
    public int compareTo(MessageId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

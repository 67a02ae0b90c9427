package org.voicemail4j.mailbox;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names one mailbox.
 *
 * @param context partition of the numbering plan, case-sensitive
 * @param number as dialled or configured
 *     <p>Both consist of 1 to 64 of the characters {@code A-Z a-z 0-9 . _ + -} and are neither {@code .} nor {@code ..},
 *     so that either can be a folder's name everywhere.
 */
public record MailboxId(String context, String number) implements Comparable<MailboxId> {

    /** The context of a mailbox for which none is said. */
    public static final String DEFAULT_CONTEXT = "default";

    private static final Pattern VALID = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9._+-]{1,64}");

    public MailboxId {
        if (!isValid(context)) {
            throw new IllegalArgumentException("not a mailbox context: '" + printable(context) + "'");
        }
        if (!isValid(number)) {
            throw new IllegalArgumentException("not a mailbox number: '" + printable(number) + "'");
        }
    }

    /** Whether that can be a context or a mailbox number. */
    public static boolean isValid(String contextOrNumber) {
        return VALID.matcher(contextOrNumber).matches();
    }

    /**
     * Reads {@code number@context}, or {@code number} alone for the default context.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static MailboxId parse(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new MailboxId(DEFAULT_CONTEXT, text)
                : new MailboxId(text.substring(at + 1), text.substring(0, at));
    }

    /** A mailbox id of foreign input, or empty if it is malformed. */
    public static Optional<MailboxId> of(String context, String number) {
        return isValid(context) && isValid(number) ? Optional.of(new MailboxId(context, number)) : Optional.empty();
    }

    private static String printable(String text) {
        String shown = text.length() <= 80 ? text : text.substring(0, 80) + "...";
        return shown.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
    }

    @Override
    public int compareTo(MailboxId other) {
        int byContext = context.compareTo(other.context);
        return byContext != 0 ? byContext : number.compareTo(other.number);
    }

    @Override
    public String toString() {
        return number + '@' + context;
    }
}

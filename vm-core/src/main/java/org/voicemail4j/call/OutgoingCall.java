package org.voicemail4j.call;

import java.util.Objects;
import org.voicemail4j.mailbox.MailboxId;

/**
 * A call that an owner wants to make from within the mailbox: to whoever left a message, or to a number that the owner
 * entered. The mailbox's policy has allowed it.
 *
 * @param number digits as the numbering plan has them, perhaps with {@code + * #}
 * @param owner whose mailbox it is: on whose behalf, and at whose cost, the call is made
 * @param plan the host's name for the numbering plan in which the number means something, such as the context that
 *     voicemail.conf's {@code callback} or {@code dialout} names; empty if the host has only one
 */
public record OutgoingCall(String number, MailboxId owner, String plan) {
    public OutgoingCall {
        if (!isNumber(number)) {
            throw new IllegalArgumentException("not a number to call: '" + number + "'");
        }
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(plan, "plan");
    }

    /** Whether that can be called: 1 to 64 digits, with {@code A} to {@code D} and {@code + * #} among them. */
    public static boolean isNumber(String text) {
        return text.matches("[0-9A-D*#+]{1,64}");
    }
}

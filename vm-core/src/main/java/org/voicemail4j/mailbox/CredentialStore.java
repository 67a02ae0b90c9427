package org.voicemail4j.mailbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the PINs that owners have set, and how often somebody failed to enter one. Shared by all nodes of a service. A
 * mailbox whose owner never changed the PIN has no credentials here: the configured PIN of its {@link Subscriber} holds.
 *
 * <p>For many threads. Every method throws {@link org.voicemail4j.VoicemailException} when the credentials cannot be
 * read or kept; a login is then refused, never waved through.
 */
public interface CredentialStore {

    /** The PIN that the owner has set, if any. */
    Optional<Pin> pin(MailboxId mailbox);

    /** Whether {@link #setPin} works; if not, every PIN is as configured. */
    default boolean keepsPins() {
        return true;
    }

    /** Whether {@link #setPin} wants PINs in clear, for a format that others read too; else it wants them hashed. */
    default boolean keepsPinsInClear() {
        return false;
    }

    /** Keeps the owner's new PIN. When this returns it is durable. */
    void setPin(MailboxId mailbox, Pin pin);

    /** PINs that the owner had before the present one, the latest first, at most 10; none where they are not kept. */
    default List<Pin> formerPins(MailboxId mailbox) {
        return List.of();
    }

    /** Failed logins since the last successful one. */
    LoginFailures failures(MailboxId mailbox);

    /**
     * Counts one more failed login. Two at once both count.
     *
     * @return the failures including this one
     */
    LoginFailures recordFailure(MailboxId mailbox, Instant when);

    /** Forgets all failed logins: after a successful one, or because an operator unlocks the mailbox. */
    void clearFailures(MailboxId mailbox);
}

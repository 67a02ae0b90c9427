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

    /** Whether {@link #setPin} wants that mailbox's PIN in clear, for a format that others read too; else it wants it hashed. */
    default boolean keepsPinsInClear(MailboxId mailbox) {
        return false;
    }

    /** Keeps the owner's new PIN. When this returns it is durable. */
    void setPin(MailboxId mailbox, Pin pin);

    /**
     * The same, and {@link #pinSince} tells that time from now on, where such times are kept.
     *
     * @param since to the millisecond at least
     */
    default void setPin(MailboxId mailbox, Pin pin, Instant since) {
        setPin(mailbox, pin);
    }

    /** Since when the owner has had the present PIN; empty if there is none or nobody knows: it never becomes too old. */
    default Optional<Instant> pinSince(MailboxId mailbox) {
        return Optional.empty();
    }

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

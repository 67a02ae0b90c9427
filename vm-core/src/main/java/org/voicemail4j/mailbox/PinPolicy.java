package org.voicemail4j.mailbox;

/**
 * What a host has to say about the PINs that owners choose, beyond the {@link PinRules} of their mailboxes: a rule of its
 * own, another system that must know the PIN. For many threads; may block for as long as an owner waits on the phone.
 */
@FunctionalInterface
public interface PinPolicy {

    /** Every PIN that keeps the rules. */
    PinPolicy ANY = (mailbox, digits) -> true;

    /**
     * Whether an owner may have that PIN; asked before it is kept, after the rules were.
     *
     * @return false also if nobody can say: the old PIN holds
     */
    boolean admits(MailboxId mailbox, String digits);

    /** An owner's PIN has been changed to that. What is thrown is logged and changes nothing. */
    default void changed(MailboxId mailbox, String digits) {}
}

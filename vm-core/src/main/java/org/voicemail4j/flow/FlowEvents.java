package org.voicemail4j.flow;

import java.time.Duration;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.DepositStart;

/**
 * What happens to mailboxes during a call, told on the call's thread when it has happened. Whoever implements this does
 * not block and does not throw.
 */
public interface FlowEvents {

    /** Tells nobody. */
    FlowEvents NONE = new FlowEvents() {};

    /** The counts of the mailbox are, or may be, others than before: what is derived from them must be derived anew. */
    default void countsChanged(MailboxId mailbox) {}

    /** A message was left. */
    default void deposited(MailboxId mailbox, Message message) {}

    /**
     * An owner forwarded a message.
     *
     * @param mailbox whose it is now, too
     * @param message the copy, as it lies there
     * @param from whose it was
     */
    default void forwarded(MailboxId mailbox, Message message, MailboxId from) {}

    /** Somebody wanted to leave a message and could not. */
    default void depositRefused(MailboxId mailbox, DepositStart.Reason reason) {}

    /** The store failed with what one of several recipients was to get: this one has not got it. */
    default void depositFailed(MailboxId mailbox) {}

    /**
     * The store refused to take more while somebody was speaking, as on a full disk.
     *
     * @param kept how much was kept; zero if nothing
     */
    default void recordingCutShort(MailboxId mailbox, Duration kept) {}

    /** Somebody logged in. */
    default void loggedIn(MailboxId mailbox) {}

    /** Somebody entered a wrong PIN. */
    default void loginFailed(MailboxId mailbox) {}

    /** Somebody wanted to log in while the mailbox is locked after too many wrong PINs. */
    default void loginLocked(MailboxId mailbox) {}

    /** The owner began to listen to a message. */
    default void heard(MailboxId mailbox, Message message) {}

    /**
     * A message lies in another folder than before: the owner saved it, or it was heard.
     *
     * @param message as it was before, with its old folder
     * @param to where it is now
     */
    default void moved(MailboxId mailbox, Message message, Folder to) {}

    /** The owner deleted a message. */
    default void deleted(MailboxId mailbox, Message message) {}

    /** The owner recorded or erased a greeting. */
    default void greetingChanged(MailboxId mailbox, GreetingKind kind) {}

    /**
     * The owner called somebody from within the mailbox, at the operator's cost.
     *
     * @param number whom
     */
    default void calledOut(MailboxId mailbox, String number) {}

    /** The owner set another PIN. */
    default void pinChanged(MailboxId mailbox) {}

    /** A message was deleted because it had been kept for as long as the policy says. */
    default void expired(MailboxId mailbox, Message message) {}
}

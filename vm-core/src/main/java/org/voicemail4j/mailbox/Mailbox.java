package org.voicemail4j.mailbox;

import java.util.Optional;
import org.voicemail4j.message.MessageCounts;

/**
 * One subscriber's mailbox as it is now: whose it is, how it behaves, what callers hear, how many messages it holds and
 * who may open it. The live view that the call flows ask; it caches nothing that must be current, and costs nothing to
 * hold. Messages themselves are the store's.
 *
 * <p>{@code StoredMailbox} of the service joins a {@link MailboxDirectory}, a {@link CredentialStore} and a message store
 * into one; an integrator whose product has its own mailboxes implements this instead. For many threads.
 */
public interface Mailbox {

    /** Its name. */
    MailboxId id();

    /** Whose it is. */
    Subscriber subscriber();

    /** How it behaves. */
    default MailboxPolicy policy() {
        return subscriber().policy();
    }

    /** When, and by whom, which greeting is heard: as the policy says, unless the owner has said otherwise. */
    default GreetingSchedule greetingSchedule() {
        return policy().greetingSchedule();
    }

    /** The owner's greeting of that kind, if there is one. */
    Optional<Greeting> greeting(GreetingKind kind);

    /**
     * How many messages there are now.
     *
     * @throws org.voicemail4j.VoicemailException if nobody can say; never a guess
     */
    MessageCounts counts();

    /** Whether a login asks for a PIN at all; some mailboxes have none. */
    boolean needsPin();

    /** Which of several owners has that PIN; asked once it was accepted. Empty for the one that all have in common. */
    default Optional<String> ownerOf(String digits) {
        return Optional.empty();
    }

    /** Whether the owner, once logged in, must set another PIN before anything else. */
    default boolean mustChangePin() {
        return false;
    }

    /** Whether the owner, once logged in, must set another PIN because the present one is too old. */
    default boolean isPinTooOld() {
        return false;
    }

    /** Checks what somebody entered, counting failures. */
    PinCheck checkPin(String digits);

    /** Gives the mailbox a new PIN. */
    PinChange changePin(String digits);
}

package org.voicemail4j.store;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/**
 * Keeps the messages and greetings of mailboxes. A mailbox needs no creation: one of which the store has never heard is
 * empty. Messages are named by {@link MessageId}, which stays the same for as long as the message exists; a folder's
 * order is the order of arrival in it, with INBOX giving its urgent messages first. (A store on a medium that marks heard
 * messages where they lie, IMAP, keeps the order in which they came.)
 *
 * <p>For many threads and, if the medium is shared, many processes: two deposits at once both arrive, and a reader sees a
 * message whole or not at all. Every method may block on the medium and throws {@link StoreException} when it fails; what
 * was told to be done is then done or not done, never half. The contract is published as {@code MessageStoreContract} in
 * vm-testkit.
 *
 * <p>Some methods have a default, for stores that have nothing to recover, tell or send. Whoever wraps another store hands them on, too;
 * {@link ForwardingMessageStore} does.
 */
public interface MessageStore {

    /**
     * Begins to take a message and reserves its place. Whoever gets a deposit commits or closes it.
     *
     * @param mailbox whose message it will be
     * @param envelope what is known at the beginning; it can be replaced until commit
     * @param terms the mailbox's limits
     */
    DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms);

    /** The messages of a folder in its order. */
    List<Message> list(MailboxId mailbox, Folder folder);

    /** One message, in whichever folder it lies. */
    Optional<Message> find(MailboxId mailbox, MessageId id);

    /** The sound of a message in the store's preferred format; empty if there is no such message (any more). */
    Optional<AudioContent> open(MailboxId mailbox, MessageId id);

    /**
     * Moves a message to the end of another folder of its mailbox, wherever it lies. Moving it to where it is does
     * nothing. What lies in {@link Folder#DELETED} is restored by moving it out of there.
     *
     * @param maxMessages how many messages that folder may hold
     */
    MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages);

    /**
     * As {@link #move(MailboxId, MessageId, Folder, int)}, but only if the message still lies in that folder: for whoever
     * acts on what was listed before, so that where somebody else has put it meanwhile stands.
     *
     * @param from where it must lie
     * @return {@link MoveResult#NOT_FOUND} if it does not lie there any more
     */
    MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages);

    /**
     * Copies a message, envelope and all, to the end of a folder, under the same id if that mailbox does not have it yet
     * and under a new one if it does.
     *
     * @param maxMessages how many messages that folder may hold
     */
    MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages);

    /** Deletes a message for good, wherever it lies. Returns whether there was one. */
    boolean delete(MailboxId mailbox, MessageId id);

    /**
     * Deletes a message for good if it still lies in that folder: what an owner has meanwhile moved elsewhere is kept.
     * Returns whether it was deleted.
     */
    boolean delete(MailboxId mailbox, MessageId id, Folder from);

    /**
     * Changes a message's envelope in one step that others see whole or not at all; of two changes at once the second
     * starts from what the first one made. A message in INBOX that becomes urgent comes behind the urgent ones there, one
     * that ceases to be behind the others or at its old place; in all other respects it stays where it is.
     *
     * <p>Every store keeps urgency, sensitivity and who has heard the message. A store on a medium that cannot rewrite
     * the rest (IMAP) leaves category and attributes as they were; the message that is returned says what was kept.
     *
     * @param change gives the changed envelope. What {@link Envelope#changed} does not admit is refused. May be called
     *     again when another change came first, perhaps under a lock of the store: it must be quick and not call the store
     * @return the message as it is now; empty if there is none
     * @throws IllegalArgumentException if who left the message, when, or in which call would change
     */
    Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change);

    /** How many messages there are now; never a guess. */
    MessageCounts counts(MailboxId mailbox);

    /** A greeting's sound; empty if the owner has recorded none. */
    Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind);

    /** Begins to record a greeting. Whoever gets it commits or closes it. */
    GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind);

    /** Deletes a greeting. Returns whether there was one. */
    boolean deleteGreeting(MailboxId mailbox, GreetingKind kind);

    /**
     * Gives a greeting back as it was before: swaps it with the former one. What is replaced or deleted becomes the former
     * greeting of its kind, one of each; deleting what is not there and recording where nothing is leave it as it is.
     * Restoring what was deleted leaves no former one; restoring twice in a row what was replaced changes nothing.
     *
     * <p>A store that keeps none does nothing. {@code FormerGreetingContract} in vm-testkit is for those that do.
     *
     * @return whether there was a former one
     */
    default boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return false;
    }

    /** Whether there is a former greeting that {@link #restoreGreeting} would give back. */
    default boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return false;
    }

    /** The sound of the former greeting that {@link #restoreGreeting} would give back; empty if there is none. */
    default Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return Optional.empty();
    }

    /** Deletes a former greeting for good; the present one stays. Returns whether there was one. */
    default boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return false;
    }

    /**
     * Delivers what processes that died had recorded, and cleans up after them. Called once by whoever starts a service;
     * recordings of live processes, this one included, are left alone.
     */
    default List<RecoveredMessage> recover() {
        return List.of();
    }

    /** Tells what others change. */
    default ChangeFeed changes() {
        return ChangeFeed.SILENT;
    }

    /** What must be sent because of its messages; empty if this store does not keep that with them. */
    default Optional<Outbox> outbox() {
        return Optional.empty();
    }
}

package org.voicemail4j.service;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.flow.KeptSince;
import org.voicemail4j.flow.Trash;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/**
 * What a host can do with mailboxes without a telephone: look, move, delete, restore, forward, greet, unlock. Mailboxes
 * may be named by an alias. Whatever changes is told to the service's listeners and lamps, as if it had been done by
 * phone. For many threads; every method may block and throws {@link org.voicemail4j.VoicemailException} if the store or
 * the directory fails.
 */
public final class MailboxOperations {

    private final MailboxFinder mailboxes;
    private final MessageStore store;
    private final CredentialStore credentials;
    private final GreetingOperations greetings;
    private final Clock clock;
    private final FlowEvents events;
    private final MessageForwarding forwarding;

    MailboxOperations(
            MailboxFinder mailboxes,
            MessageStore store,
            CredentialStore credentials,
            GreetingOperations greetings,
            Clock clock,
            FlowEvents events) {
        this.mailboxes = mailboxes;
        this.store = store;
        this.credentials = credentials;
        this.greetings = greetings;
        this.clock = clock;
        this.events = events;
        this.forwarding = new MessageForwarding(store, clock, events);
    }

    /** Whether there is such a mailbox (Asterisk's MailboxExists). */
    public boolean exists(MailboxId mailbox) {
        return mailboxes.find(mailbox).isPresent();
    }

    /** What is known of a mailbox (Asterisk's VM_INFO); empty if there is none. */
    public Optional<MailboxInfo> info(MailboxId mailbox) {
        return mailboxes.find(mailbox).map(MailboxInfo::of);
    }

    /** How many messages a folder holds (Asterisk's VMCOUNT); INBOX with its urgent ones. Empty if there is no such mailbox. */
    public OptionalInt count(MailboxId mailbox, Folder folder) {
        return mailboxes
                .find(mailbox)
                .map(found -> OptionalInt.of(store.list(found.id(), folder).size()))
                .orElse(OptionalInt.empty());
    }

    /** The messages of some folders, one folder after the other; of all folders if none is named. */
    public List<Message> list(MailboxId mailbox, Folder... folders) {
        List<Message> messages = new ArrayList<>();
        mailboxes.find(mailbox).ifPresent(found -> {
            for (Folder folder : folders.length == 0 ? Folder.values() : folders) {
                messages.addAll(store.list(found.id(), folder));
            }
        });
        return List.copyOf(messages);
    }

    /** One message. */
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return mailboxes.find(mailbox).flatMap(found -> store.find(found.id(), id));
    }

    /** The sound of a message. */
    public Optional<AudioContent> sound(MailboxId mailbox, MessageId id) {
        return mailboxes.find(mailbox).flatMap(found -> store.open(found.id(), id));
    }

    /** Moves a message to another folder; to that of deleted ones as {@link #delete} does, but never for good. */
    public OperationResult move(MailboxId mailbox, MessageId id, Folder to) {
        return on(
                mailbox,
                id,
                (owner, message) -> to == Folder.DELETED && message.folder() != to
                        ? movedToTrash(owner, message)
                        : moved(owner, message, to));
    }

    private OperationResult movedToTrash(Mailbox owner, Message message) {
        if (owner.policy().keptDeleted() > 0) {
            return deleted(owner, message);
        }
        OperationResult result = moved(owner, message, Folder.DELETED);
        if (result == OperationResult.DONE) {
            KeptSince.note(store, owner, message.id(), Folder.DELETED, clock.instant());
        }
        return result;
    }

    /** Takes a message out of the folder of deleted ones; it lies among the old ones then. */
    public OperationResult restore(MailboxId mailbox, MessageId id) {
        return on(
                mailbox,
                id,
                (owner, message) -> message.folder() == Folder.DELETED
                        ? moved(owner, message, Folder.OLD)
                        : OperationResult.NO_MESSAGE);
    }

    private OperationResult moved(Mailbox owner, Message message, Folder to) {
        MoveResult result = store.move(
                owner.id(), message.id(), message.folder(), to, owner.policy().maxMessages());
        if (result == MoveResult.DONE && message.folder() != to) {
            if (to != Folder.DELETED) {
                KeptSince.moved(store, owner, message, to, clock.instant());
            }
            events.moved(owner.id(), message, to);
            events.countsChanged(owner.id());
        }
        return result(result);
    }

    static OperationResult result(MoveResult result) {
        return switch (result) {
            case DONE -> OperationResult.DONE;
            case NOT_FOUND -> OperationResult.NO_MESSAGE;
            case FOLDER_FULL -> OperationResult.FOLDER_FULL;
        };
    }

    /** Deletes a message as its owner would: into the folder of deleted ones, where the policy keeps any. */
    public OperationResult delete(MailboxId mailbox, MessageId id) {
        return on(mailbox, id, this::deleted);
    }

    private OperationResult deleted(Mailbox owner, Message message) {
        return told(owner, message, new Trash(store, clock, owner).take(message.id(), message.folder()));
    }

    /** Deletes a message for good. */
    public OperationResult erase(MailboxId mailbox, MessageId id) {
        return on(
                mailbox, id, (owner, message) -> told(owner, message, store.delete(owner.id(), id, message.folder())));
    }

    private OperationResult told(Mailbox owner, Message message, boolean isTaken) {
        if (!isTaken) {
            return OperationResult.NO_MESSAGE;
        }
        events.deleted(owner.id(), message);
        events.countsChanged(owner.id());
        return OperationResult.DONE;
    }

    /**
     * Changes the marks of a message.
     *
     * @param change as {@link MessageStore#change} wants it
     * @return the message as it is now; empty if there is none
     */
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        Optional<Mailbox> owner = mailboxes.find(mailbox);
        Optional<Message> changed = owner.flatMap(found -> store.change(found.id(), id, change));
        changed.ifPresent(message -> events.countsChanged(owner.orElseThrow().id()));
        return changed;
    }

    /** Copies a message into somebody else's INBOX, unless it is private. */
    public OperationResult forward(MailboxId mailbox, MessageId id, MailboxId to) {
        return on(
                mailbox,
                id,
                (owner, message) -> message.isPrivate()
                        ? OperationResult.IS_PRIVATE
                        : mailboxes
                                .find(to)
                                .map(recipient -> forwarding.forward(owner, message, recipient))
                                .orElse(OperationResult.NO_MAILBOX));
    }

    /** What can be done with greetings. */
    public GreetingOperations greetings() {
        return greetings;
    }

    /** As {@link GreetingOperations#find}. */
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.find(mailbox, kind);
    }

    /** As {@link GreetingOperations#put}. */
    public OperationResult greet(MailboxId mailbox, GreetingKind kind, AudioContent sound) {
        return greetings.put(mailbox, kind, sound);
    }

    /** As {@link GreetingOperations#delete}. */
    public OperationResult deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.delete(mailbox, kind);
    }

    /** As {@link GreetingOperations#restore}. */
    public OperationResult restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.restore(mailbox, kind);
    }

    /**
     * Gives a mailbox another PIN, by the same rules as its owner would, and lets whoever was locked out log in with it.
     *
     * @param digits 1 to 32
     * @return empty if there is no such mailbox
     */
    public Optional<PinChange> changePin(MailboxId mailbox, String digits) {
        return mailboxes.find(mailbox).map(owner -> {
            PinChange change = owner.changePin(digits);
            if (change == PinChange.CHANGED) {
                credentials.clearFailures(owner.id());
                events.pinChanged(owner.id());
            }
            return change;
        });
    }

    /** Lets the owner of a mailbox that was locked after wrong PINs log in again. */
    public OperationResult unlock(MailboxId mailbox) {
        Optional<Mailbox> found = mailboxes.find(mailbox);
        found.ifPresent(owner -> credentials.clearFailures(owner.id()));
        return found.isPresent() ? OperationResult.DONE : OperationResult.NO_MAILBOX;
    }

    /** What is done with a message that was found. */
    private interface Work {
        OperationResult on(Mailbox owner, Message message);
    }

    private OperationResult on(MailboxId mailbox, MessageId id, Work work) {
        Function<Mailbox, OperationResult> withMessage = owner -> store.find(owner.id(), id)
                .map(message -> work.on(owner, message))
                .orElse(OperationResult.NO_MESSAGE);
        return mailboxes.find(mailbox).map(withMessage).orElse(OperationResult.NO_MAILBOX);
    }
}

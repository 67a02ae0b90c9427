package org.voicemail4j.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MoveResult;

/**
 * A folder while its owner listens: the messages it held when it was opened, which of them is current, and marks on them.
 * Saving moves a message at once. What is marked deleted goes, and what was heard moves from INBOX to Old, when the folder
 * is closed; that happens on every way out of it, hang-up included. Messages that arrive meanwhile are not touched, for
 * all goes by {@link MessageId}.
 */
final class OpenFolder implements AutoCloseable {

    private final FlowContext context;
    private final Mailbox mailbox;
    private final OwnView view;
    private final boolean changing;
    private final Folder folder;
    private final List<Message> messages;
    private final Set<MessageId> deleted = new HashSet<>();
    private final Set<MessageId> heard = new HashSet<>();
    private final Map<MessageId, Folder> saved = new HashMap<>();
    private int index = -1;

    OpenFolder(Visit visit, Folder folder) {
        this.context = visit.context();
        this.mailbox = visit.mailbox();
        this.changing = !visit.options().isReadOnly();
        this.folder = folder;
        this.view = visit.view();
        this.messages = view.list(folder);
    }

    Folder folder() {
        return folder;
    }

    int size() {
        return messages.size();
    }

    /** Place of the current message, from 0; -1 before the first was chosen. */
    int index() {
        return index;
    }

    Optional<Message> current() {
        return index < 0 ? Optional.empty() : Optional.of(messages.get(index));
    }

    /** Makes the first message the current one, if there is any. */
    boolean first() {
        return step(0);
    }

    /** Goes on to the next message; stays if there is none. */
    boolean next() {
        return step(wrapped(index + 1));
    }

    /** Goes back to the previous message; stays if there is none. */
    boolean previous() {
        return index >= 0 && step(wrapped(index - 1));
    }

    boolean hasNext() {
        return isPlace(wrapped(index + 1));
    }

    boolean hasPrevious() {
        return isPlace(wrapped(index - 1));
    }

    private boolean step(int place) {
        if (isPlace(place)) {
            index = place;
        }
        return index == place;
    }

    private boolean isPlace(int place) {
        return place >= 0 && place < messages.size();
    }

    private int wrapped(int place) {
        boolean wraps = mailbox.policy().messageWrap() && messages.size() > 1;
        return wraps ? Math.floorMod(place, messages.size()) : place;
    }

    boolean isDeleted(Message message) {
        return deleted.contains(message.id());
    }

    /** Marks a message deleted, or not deleted if it was. Returns whether it is marked now. */
    boolean toggleDeleted(Message message) {
        return deleted.add(message.id()) || !deleted.remove(message.id());
    }

    void heard(Message message) {
        if (heard.add(message.id())) {
            context.events().heard(mailbox.id(), message);
        }
    }

    /** Puts a message into a folder for good, deleted before or not; into this one means that it stays, heard or not. */
    MoveResult save(Message message, Folder to) {
        if (to == Folder.INBOX) {
            view.unheard(message.id());
        }
        MoveResult result = whereIs(message) == to ? MoveResult.DONE : move(message, to);
        if (result == MoveResult.DONE) {
            saved.put(message.id(), to);
            deleted.remove(message.id());
        }
        return result;
    }

    /** Takes a deleted message back: it lies among the old ones then. */
    MoveResult restore(Message message) {
        return save(message, Folder.OLD);
    }

    /** Whether there is anything in the folder of deleted messages, and this is another one. */
    boolean hasDeletedElsewhere() {
        return folder != Folder.DELETED
                && !context.store().list(mailbox.id(), Folder.DELETED).isEmpty();
    }

    /** Where this visit left a message; another owner may have put it elsewhere meanwhile, and that stands. */
    private Folder whereIs(Message message) {
        return saved.getOrDefault(message.id(), message.folder());
    }

    private MoveResult move(Message message, Folder to) {
        MoveResult result = context.store()
                .move(
                        mailbox.id(),
                        message.id(),
                        whereIs(message),
                        to,
                        mailbox.policy().maxMessages());
        if (result == MoveResult.DONE) {
            KeptSince.moved(
                    context.store(), mailbox, message, to, context.clock().instant());
            context.events().moved(mailbox.id(), message, to);
            context.events().countsChanged(mailbox.id());
        }
        return result;
    }

    /**
     * Makes the marks come true; what fails does not keep the rest from it, and is tried again when it is closed again.
     *
     * @throws VoicemailException the first failure, if any
     */
    @Override
    public void close() {
        VoicemailException failure = null;
        Trash trash = new Trash(context.store(), context.clock(), mailbox);
        for (Message message : messages) {
            try {
                settle(message, trash);
            } catch (VoicemailException e) {
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static VoicemailException first(@Nullable VoicemailException before, VoicemailException now) {
        if (before == null) {
            return now;
        }
        before.addSuppressed(now);
        return before;
    }

    private void settle(Message message, Trash trash) {
        if (deleted.contains(message.id())) {
            delete(message, trash);
            deleted.remove(message.id());
        } else if (isDoneWith(message)
                && view.isHeardByAll(message.id())
                && move(message, Folder.OLD) == MoveResult.DONE) {
            saved.put(message.id(), Folder.OLD);
        }
    }

    private void delete(Message message, Trash trash) {
        if (trash.take(message.id(), whereIs(message))) {
            context.events().deleted(mailbox.id(), message);
            context.events().countsChanged(mailbox.id());
        }
    }

    private boolean isDoneWith(Message message) {
        return folder == Folder.INBOX
                && changing
                && mailbox.policy().moveHeard()
                && heard.contains(message.id())
                && !saved.containsKey(message.id());
    }
}

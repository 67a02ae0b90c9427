package org.voicemail4j.flow;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/**
 * Takes messages out of a mailbox: into the folder Deleted as far as the policy keeps any there, with the time at which
 * that was noted in the message; for good otherwise. Only from where somebody saw them: what has been put elsewhere
 * meanwhile stays. For one thread and a few messages, one after the other.
 */
public final class Trash {

    private static final Logger LOG = LoggerFactory.getLogger(Trash.class);

    private final MessageStore store;
    private final Clock clock;
    private final Mailbox mailbox;
    /** What lay in Deleted before, oldest first, and how many were added since. */
    private final Deque<Message> before = new ArrayDeque<>();

    private boolean known;
    private int added;

    public Trash(MessageStore store, Clock clock, Mailbox mailbox) {
        this.store = store;
        this.clock = clock;
        this.mailbox = mailbox;
    }

    /** Takes a message out of that folder. Returns whether it was still there. */
    public boolean take(MessageId id, Folder from) {
        int kept = mailbox.policy().keptDeleted();
        if (kept > 0 && from != Folder.DELETED) {
            MoveResult moved = move(id, from, kept);
            if (moved == MoveResult.FOLDER_FULL) { // somebody else deletes at the same time
                known = false;
                moved = move(id, from, kept);
            }
            if (moved != MoveResult.FOLDER_FULL) {
                return moved == MoveResult.DONE && isNoted(id);
            }
        }
        return store.delete(mailbox.id(), id, from);
    }

    private MoveResult move(MessageId id, Folder from, int kept) {
        makeRoom(kept);
        MoveResult moved = store.move(mailbox.id(), id, from, Folder.DELETED, kept);
        added += moved == MoveResult.DONE ? 1 : 0;
        return moved;
    }

    /** It is there even if that cannot be noted; whoever lets go of old messages notes it then. */
    private boolean isNoted(MessageId id) {
        try {
            KeptSince.note(store, mailbox, id, Folder.DELETED, clock.instant());
        } catch (VoicemailException e) {
            LOG.warn("{}: since when {} is deleted cannot be noted", mailbox.id(), id, e);
        }
        return true;
    }

    /** Lets go of the messages that were deleted first; looks into the folder as seldom as it can, for it may be large. */
    private void makeRoom(int kept) {
        if (!known || (before.isEmpty() && added >= kept)) {
            before.clear();
            before.addAll(store.list(mailbox.id(), Folder.DELETED));
            added = 0;
            known = true;
        }
        while (!before.isEmpty() && before.size() + added >= kept) {
            store.delete(mailbox.id(), before.remove().id(), Folder.DELETED);
        }
    }
}

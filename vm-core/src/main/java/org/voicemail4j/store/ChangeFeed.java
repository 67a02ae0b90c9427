package org.voicemail4j.store;

import java.util.function.Consumer;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Tells which mailboxes others have changed: another node, an old PBX on the same spool, a script. What this process
 * changes itself may be told too; a listener only looks again, so telling too much is harmless and telling too little is
 * not.
 */
public interface ChangeFeed {

    /** A feed that never tells anything, for stores which nobody else changes. */
    ChangeFeed SILENT = changed -> () -> {};

    /**
     * Starts telling.
     *
     * @param changed called with each mailbox that changed, on a thread of the feed; must not block for long. What it
     *     throws is logged and the feed goes on
     * @return closes the subscription
     */
    Registration listen(Consumer<MailboxId> changed);

    /** A subscription to a feed. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {

        /** Ends it; nothing is told after this returns. Closing twice is harmless. */
        @Override
        void close();
    }
}

package org.voicemail4j.store;

import java.util.List;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;

/**
 * Says what must be sent because a message has come into a mailbox: by a deposit, a delivery, a recovery, or as a copy of
 * another mailbox's. A store asks it just before it commits the message, and puts what it says into its {@link Outbox}
 * with the message, both or neither.
 *
 * <p>Called by many threads, on the threads of calls and outside of transactions: it may look into memory or, at the
 * price of the caller's waiting, elsewhere. It must not call the store. What it throws keeps the message from being
 * committed, so it had better say too much than throw; whoever sends can still decide that there is nothing to send.
 */
@FunctionalInterface
public interface DispatchRule {

    /** Nothing is sent. */
    DispatchRule NOTHING = (mailbox, message) -> List.of();

    /**
     * What must be sent.
     *
     * @param mailbox where the message comes
     * @param message as it will be there; a copy may still get another id
     * @return at most 16; more may keep the message from being committed, as if this had thrown
     */
    List<Dispatch> of(MailboxId mailbox, Message message);
}

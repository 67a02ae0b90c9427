package org.voicemail4j.store;

import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/** Is told what becomes of each thing that is copied or compared, by the thread that does it. */
public interface CopyListener {

    /** Is told and does nothing. */
    CopyListener NOBODY = new CopyListener() {};

    /**
     * A message is done with.
     *
     * @param why what is to be said of it; empty most often
     */
    default void message(MailboxId mailbox, MessageId id, CopyOutcome outcome, String why) {}

    /**
     * A greeting is done with.
     *
     * @param why what is to be said of it; empty most often
     */
    default void greeting(MailboxId mailbox, GreetingKind kind, CopyOutcome outcome, String why) {}
}

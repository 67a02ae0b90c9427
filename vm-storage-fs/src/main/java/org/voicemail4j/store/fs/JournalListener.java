package org.voicemail4j.store.fs;

import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/**
 * Is told what becomes of what a {@link JournaledMessageStore} keeps for its store. Called by the threads that deliver:
 * must be quick; what it throws is logged and nothing else comes of it.
 */
public interface JournalListener {

    /** Nobody. */
    JournalListener NOBODY = new JournalListener() {};

    /**
     * A message or greeting has come to the store.
     *
     * @param id the message's id; of a greeting the name of its recording
     */
    default void delivered(MailboxId mailbox, MessageId id) {}

    /**
     * A message or greeting cannot be delivered though others are: it was set aside, its files lie in the journal, and
     * what comes behind it goes on. {@link JournaledMessageStore#retryParked} brings it again.
     *
     * @param id the message's id; of a greeting the name of its recording
     * @param why what the last try failed with
     */
    default void parked(MailboxId mailbox, MessageId id, Throwable why) {}
}

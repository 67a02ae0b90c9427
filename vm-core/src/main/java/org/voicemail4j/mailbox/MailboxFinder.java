package org.voicemail4j.mailbox;

import java.util.Optional;

/** Finds mailboxes; what the flows ask. For many threads. */
@FunctionalInterface
public interface MailboxFinder {

    /**
     * The mailbox of that name.
     *
     * @return empty if there is none
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    Optional<Mailbox> find(MailboxId id);
}

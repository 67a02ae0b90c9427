package org.voicemail4j.store;

import java.util.List;
import org.voicemail4j.mailbox.MailboxId;

/** A store that can tell of which mailboxes it has anything, whoever is in a directory of subscribers or not. */
public interface StoredMailboxes {

    /**
     * The mailboxes that have messages or greetings, each once, in order of context and number. Some that have had such
     * and are empty now may be among them.
     *
     * @throws StoreException if the store cannot tell
     */
    List<MailboxId> mailboxes();
}

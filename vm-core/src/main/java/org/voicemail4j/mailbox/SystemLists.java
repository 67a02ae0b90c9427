package org.voicemail4j.mailbox;

import java.util.List;
import java.util.Optional;

/** Lists of recipients for everybody in a context, entered like mailboxes: an SPI. For many threads. */
@FunctionalInterface
public interface SystemLists {

    /** So many members of a list of voicemail.conf count: a place is held in the mailbox of each while somebody speaks. */
    int MOST_MEMBERS = 1000;

    /** There are none. */
    SystemLists NONE = list -> Optional.empty();

    /**
     * Who is on a list.
     *
     * @param list its number, in the context of whoever enters it
     * @return empty if there is no such list
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    Optional<List<MailboxId>> members(MailboxId list);
}

package org.voicemail4j.examples.server;

import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;

/** Copies owners' lists of recipients, unless the target has one of the same number. */
final class CopiedLists {

    private CopiedLists() {}

    /** Returns how many were copied. */
    static int copy(CopiedStore source, CopiedStore target, MailboxId mailbox) {
        int copied = 0;
        for (DistributionList list : source.owned().lists().all(mailbox)) {
            if (target.owned().lists().find(mailbox, list.number()).isEmpty()) {
                target.owned().lists().put(mailbox, list);
                copied++;
            }
        }
        return copied;
    }
}

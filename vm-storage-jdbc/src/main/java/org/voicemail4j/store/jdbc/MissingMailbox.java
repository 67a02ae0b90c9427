package org.voicemail4j.store.jdbc;

import org.voicemail4j.mailbox.MailboxId;

/** Nobody has ever changed this mailbox: its row must be made, in a transaction of its own, before it can be locked. */
final class MissingMailbox extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient MailboxId mailbox;

    MissingMailbox(MailboxId mailbox) {
        super("no row for " + mailbox, null, false, false);
        this.mailbox = mailbox;
    }

    MailboxId mailbox() {
        return mailbox;
    }
}

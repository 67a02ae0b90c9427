package org.voicemail4j.store.jdbc;

import org.voicemail4j.mailbox.MailboxId;

/** The rows of a mailbox are not yet such that one can work with them: {@link Layout#prepare} makes them so. */
final class Unprepared extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient MailboxId mailbox;

    Unprepared(MailboxId mailbox) {
        super("rows of " + mailbox + " are missing or have no id", null, false, false);
        this.mailbox = mailbox;
    }

    MailboxId mailbox() {
        return mailbox;
    }
}

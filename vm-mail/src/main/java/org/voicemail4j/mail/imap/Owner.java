package org.voicemail4j.mail.imap;

import org.voicemail4j.mailbox.MailboxId;

/**
 * Under which names the mails of a mailbox are found in its account.
 *
 * @param extension the mailbox's number, or the name under which it shares its messages with others
 * @param context the mailbox's
 */
record Owner(String extension, String context) {

    static Owner of(MailboxId mailbox, ImapAccount account) {
        return new Owner(account.shareId().orElse(mailbox.number()), mailbox.context());
    }
}

package org.voicemail4j.mail.imap;

import java.util.Collection;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Which mailbox has which account. Asked at every use, from many threads; must be quick. The contract is {@code
 * ImapAccountsContract} in the test-jar of this module.
 */
public interface ImapAccounts {

    /** The account of a mailbox; empty if it has none. */
    Optional<ImapAccount> of(MailboxId mailbox);

    /** Every mailbox that has an account: what {@link ImapMessageStore#changes} watches. */
    Collection<MailboxId> mailboxes();
}

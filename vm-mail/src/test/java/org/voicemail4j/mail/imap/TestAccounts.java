package org.voicemail4j.mail.imap;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;

/** An account of its own for each mailbox, and other ones in each test. */
final class TestAccounts implements ImapAccounts {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String prefix = "t" + NUMBERS.incrementAndGet() + "-";
    private final ImapServer server;
    private final String password;
    private final List<MailboxId> mailboxes;
    private final UnaryOperator<ImapAccount.Builder> more;

    TestAccounts(
            ImapServer server, String password, List<MailboxId> mailboxes, UnaryOperator<ImapAccount.Builder> more) {
        this.server = server;
        this.password = password;
        this.mailboxes = mailboxes;
        this.more = more;
    }

    TestAccounts(ImapServer server, MailboxId... mailboxes) {
        this(server, Dovecot.PASSWORD, List.of(mailboxes), UnaryOperator.identity());
    }

    String user(MailboxId mailbox) {
        return prefix + mailbox.number() + "-" + mailbox.context();
    }

    @Override
    public Optional<ImapAccount> of(MailboxId mailbox) {
        return Optional.of(
                more.apply(ImapAccount.of(server, user(mailbox), password)).build());
    }

    @Override
    public Collection<MailboxId> mailboxes() {
        return mailboxes;
    }
}

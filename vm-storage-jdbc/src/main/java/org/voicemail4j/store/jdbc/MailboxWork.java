package org.voicemail4j.store.jdbc;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** Transactions on mailboxes, whose rows are prepared when they are first needed. For many threads. */
final class MailboxWork {

    private static final int MOST_TRIES = 5;

    private final Transactions transactions;
    private final Layout layout;
    private final Runnable changed;

    /** @param changed is told after each commit */
    MailboxWork(Transactions transactions, Layout layout, Runnable changed) {
        this.transactions = transactions;
        this.layout = layout;
        this.changed = changed;
    }

    <T> T read(String what, MailboxId mailbox, Transactions.Work<T> work) {
        return prepared(mailbox, () -> transactions.read(what, mailbox, work));
    }

    <T> T change(String what, MailboxId mailbox, Transactions.Work<T> work) {
        return told(prepared(mailbox, () -> transactions.change(what, mailbox, work)));
    }

    <T> T changeAtOnce(String what, MailboxId mailbox, Transactions.Work<T> work) {
        return told(prepared(mailbox, () -> transactions.changeAtOnce(what, mailbox, work)));
    }

    /** Forgets old deliveries and changes of all mailboxes. */
    int pruned(Ledger ledger) {
        return transactions.change(
                "forget old deliveries and changes",
                "all mailboxes",
                connection -> ledger.prune(connection) + ChangeLog.prune(connection, layout.changes()));
    }

    private <T> T told(T outcome) {
        changed.run();
        return outcome;
    }

    private <T> T prepared(MailboxId mailbox, Supplier<T> work) {
        for (int tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (Unprepared unprepared) {
                if (tries >= MOST_TRIES) {
                    throw new StoreException("cannot prepare the rows of " + mailbox, unprepared);
                }
                prepare(unprepared.mailbox());
            }
        }
    }

    private void prepare(MailboxId mailbox) {
        transactions.change("prepare the rows", mailbox, connection -> {
            try {
                layout.prepare(connection, mailbox);
            } catch (SQLException e) {
                if (!SqlFailures.isDuplicate(e)) {
                    throw e;
                }
                connection.rollback();
            }
            return mailbox;
        });
    }
}

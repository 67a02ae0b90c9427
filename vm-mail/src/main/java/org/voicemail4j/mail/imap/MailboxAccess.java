package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** The way to a mailbox: which account it has, a connection, and one lock for all that is not just looked at. For many threads. */
final class MailboxAccess {

    private final ImapMessageStoreBuilder settings;
    private final ImapPool pool;
    private final HeaderCache headers = new HeaderCache();
    private final Map<MailboxId, Turn> turns = new ConcurrentHashMap<>();

    /** The lock of a mailbox, which is there as long as somebody has it or waits for it. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** What is done with a mailbox. */
    interface Work<T> {
        T with(MailboxView view) throws IOException;
    }

    MailboxAccess(ImapMessageStoreBuilder settings, ImapPool pool) {
        this.settings = settings;
        this.pool = pool;
    }

    ImapAccount account(MailboxId mailbox) {
        return settings.accounts
                .of(mailbox)
                .orElseThrow(() -> new StoreException(mailbox + " has no IMAP account (imapuser)"));
    }

    /** Looks at a mailbox while others may change it. */
    <T> T look(MailboxId mailbox, String what, Work<T> work) {
        return work(mailbox, what, work, false);
    }

    /** Does something that may be begun again if a connection dies, while nobody else of this process changes the mailbox. */
    <T> T change(MailboxId mailbox, String what, Work<T> work) {
        return locked(mailbox, () -> work(mailbox, what, work, false));
    }

    /** Does something that must not be begun again. */
    <T> T once(MailboxId mailbox, String what, Work<T> work) {
        return locked(mailbox, () -> work(mailbox, what, work, true));
    }

    /** Several of these steps, while nobody else of this process changes the mailbox. */
    <T> T locked(MailboxId mailbox, Supplier<T> work) {
        Turn turn = turns.compute(mailbox, (key, known) -> used(known == null ? new Turn() : known, 1));
        turn.lock.lock();
        try {
            return work.get();
        } finally {
            turn.lock.unlock();
            turns.computeIfPresent(mailbox, (key, known) -> used(known, -1).users == 0 ? null : known);
        }
    }

    private static Turn used(Turn turn, int change) {
        turn.users += change;
        return turn;
    }

    private <T> T work(MailboxId mailbox, String what, Work<T> work, boolean once) {
        ImapAccount account = account(mailbox);
        ImapPool.Work<T> inView = connection ->
                work.with(new MailboxView(mailbox, account, connection, headers, settings.deliveredCount));
        try {
            return once ? pool.once(account.login(), inView) : pool.with(account.login(), inView);
        } catch (IOException e) {
            throw new StoreException(
                    mailbox + " in the account " + account + ": " + what + " failed: " + e.getMessage(), e);
        }
    }
}

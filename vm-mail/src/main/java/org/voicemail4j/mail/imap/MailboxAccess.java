package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** The way to a mailbox: which account it has, a connection, and one lock for all that is not just looked at. For many threads. */
final class MailboxAccess {

    private static final int LOCKS = 256;

    private final ImapMessageStoreBuilder settings;
    private final ImapPool pool;
    private final HeaderCache headers = new HeaderCache();
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    /** What is done with a mailbox. */
    interface Work<T> {
        T with(MailboxView view) throws IOException;
    }

    MailboxAccess(ImapMessageStoreBuilder settings, ImapPool pool) {
        this.settings = settings;
        this.pool = pool;
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new ReentrantLock();
        }
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
        ReentrantLock lock = locks[Math.floorMod(mailbox.hashCode(), LOCKS)];
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
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

package org.voicemail4j.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed.Registration;

/**
 * Who listens to a {@link ChangeFeed}: for stores that have one. What a listener throws is logged and the others are told
 * all the same; once a registration has been closed its listener is told nothing more. For many threads; a listener may
 * itself begin and end to listen.
 */
public final class ChangeListeners {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeListeners.class);

    private final List<Consumer<MailboxId>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock telling = new ReentrantLock();

    /** Makes one to which nobody listens. */
    public ChangeListeners() {}

    /** Begins to tell this listener, at once and without waiting for others; the same one may be added twice. */
    public Registration add(Consumer<MailboxId> changed) {
        Consumer<MailboxId> own = changed::accept; // so that the same may listen twice
        listeners.add(own);
        return () -> remove(own);
    }

    private void remove(Consumer<MailboxId> listener) {
        telling.lock();
        try {
            listeners.remove(listener);
        } finally {
            telling.unlock();
        }
    }

    /** Tells all listeners, one after the other, on this thread. */
    public void tell(MailboxId mailbox) {
        telling.lock();
        try {
            for (Consumer<MailboxId> listener : listeners) {
                if (listeners.contains(listener)) { // one that was told before may have ended it
                    tell(listener, mailbox);
                }
            }
        } finally {
            telling.unlock();
        }
    }

    private static void tell(Consumer<MailboxId> listener, MailboxId mailbox) {
        try {
            listener.accept(mailbox);
        } catch (RuntimeException | Error e) {
            LOG.warn("a listener failed on the change of {}", mailbox, e);
        }
    }

    /** Forgets all listeners; waits for what is being told. */
    public void clear() {
        telling.lock();
        try {
            listeners.clear();
        } finally {
            telling.unlock();
        }
    }
}

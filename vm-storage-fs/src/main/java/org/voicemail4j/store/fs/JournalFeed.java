package org.voicemail4j.store.fs;

import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;

/** Tells what others changed in the store, and what the journal has delivered into it. */
final class JournalFeed implements ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFeed.class);

    private final ChangeFeed delegate;
    private final Set<Consumer<MailboxId>> listeners = new CopyOnWriteArraySet<>();

    JournalFeed(ChangeFeed delegate) {
        this.delegate = delegate;
    }

    void tell(MailboxId mailbox) {
        for (Consumer<MailboxId> listener : listeners) {
            try {
                listener.accept(mailbox);
            } catch (RuntimeException e) {
                LOG.warn("a listener to changes of {} failed", mailbox, e);
            }
        }
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        Consumer<MailboxId> own = changed::accept;
        listeners.add(own);
        Registration others = delegate.listen(changed);
        return () -> {
            listeners.remove(own);
            others.close();
        };
    }
}

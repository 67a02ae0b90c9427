package org.voicemail4j.store.fs;

import java.util.function.Consumer;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.ChangeListeners;

/** Tells what others changed in the store, and what the journal has delivered into it. */
final class JournalFeed implements ChangeFeed {

    private final ChangeFeed delegate;
    private final ChangeListeners listeners = new ChangeListeners();

    JournalFeed(ChangeFeed delegate) {
        this.delegate = delegate;
    }

    void tell(MailboxId mailbox) {
        listeners.tell(mailbox);
    }

    @Override
    public Registration listen(Consumer<MailboxId> changed) {
        Registration own = listeners.add(changed);
        Registration others = delegate.listen(changed);
        return () -> {
            own.close();
            others.close();
        };
    }
}

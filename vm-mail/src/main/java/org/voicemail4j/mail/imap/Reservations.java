package org.voicemail4j.mail.imap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.voicemail4j.mailbox.MailboxId;

/** Places among the new messages that deposits in progress hold. For many threads. */
final class Reservations {

    private final Map<MailboxId, Integer> held = new ConcurrentHashMap<>();

    int of(MailboxId mailbox) {
        return held.getOrDefault(mailbox, 0);
    }

    /** Holds one more place until the returned is run; running it again does nothing. */
    Runnable hold(MailboxId mailbox) {
        held.merge(mailbox, 1, Integer::sum);
        AtomicBoolean released = new AtomicBoolean();
        return () -> {
            if (released.compareAndSet(false, true)) {
                held.computeIfPresent(mailbox, (box, places) -> places == 1 ? null : places - 1);
            }
        };
    }
}

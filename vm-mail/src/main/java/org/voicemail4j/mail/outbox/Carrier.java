package org.voicemail4j.mail.outbox;

import org.voicemail4j.store.OutboxEntry;

/** Sends the entries of one channel. For many threads. */
public interface Carrier {

    /** Whose entries it sends. */
    String channel();

    /**
     * Sends an entry, within the time for which it was claimed.
     *
     * @return what came of it; what is thrown instead counts as {@link SendResult.Later}
     */
    SendResult send(OutboxEntry entry);
}

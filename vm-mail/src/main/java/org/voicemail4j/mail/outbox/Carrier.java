package org.voicemail4j.mail.outbox;

import org.voicemail4j.store.OutboxEntry;

/** Sends the entries of one channel. For many threads. The contract is {@code CarrierContract} in the test-jar of this module. */
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

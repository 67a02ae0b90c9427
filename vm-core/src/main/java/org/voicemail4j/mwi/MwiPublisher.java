package org.voicemail4j.mwi;

import java.util.List;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Switches the lamps of a mailbox's phones. Idempotent: publishing the same summary twice is harmless, and of several
 * for one mailbox the last one wins. Returns at once; sending, pacing and retrying are the publisher's business. For many
 * threads; the contract is published as {@code MwiPublisherContract} in vm-testkit.
 */
@FunctionalInterface
public interface MwiPublisher {

    /** Switches nothing. */
    MwiPublisher NONE = (mailbox, summary) -> {};

    /**
     * Shows that summary on the lamps of that mailbox.
     *
     * @throws org.voicemail4j.VoicemailException if it cannot be told now which lamps those are; whoever publishes tries again
     */
    void publish(MailboxId mailbox, MessageSummary summary);

    /** Tells several publishers, each whatever another one throws. The first {@link VoicemailException} is thrown afterwards. */
    static MwiPublisher all(MwiPublisher... publishers) {
        List<MwiPublisher> targets = List.of(publishers);
        return (mailbox, summary) -> {
            VoicemailException failure = null;
            for (MwiPublisher target : targets) {
                try {
                    target.publish(mailbox, summary);
                } catch (RuntimeException e) {
                    LoggerFactory.getLogger(MwiPublisher.class)
                            .warn("{}: {} could not publish; its lamps may be stale", mailbox, target, e);
                    if (failure == null && e instanceof VoicemailException temporary) {
                        failure = temporary;
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        };
    }
}

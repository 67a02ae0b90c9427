package org.voicemail4j.mwi;

import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/** Says what a lamp should show now: what a SUBSCRIBE asks. For many threads. */
@FunctionalInterface
public interface MwiSource {

    /**
     * The summary of a mailbox as it is now.
     *
     * @return empty if there is no such mailbox
     * @throws org.voicemail4j.VoicemailException if nobody can say; never a guess
     */
    Optional<MessageSummary> summary(MailboxId mailbox);
}

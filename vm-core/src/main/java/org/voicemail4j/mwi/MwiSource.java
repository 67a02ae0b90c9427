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

    /**
     * The own id of a mailbox, under which its changes are published: whoever asks may know it by an alias or in another
     * case.
     *
     * @return the name itself if there is no such mailbox, or none has other names
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    default MailboxId named(MailboxId name) {
        return name;
    }
}

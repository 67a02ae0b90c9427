package org.voicemail4j.mail;

import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/**
 * The options of mail for each mailbox, by their names in voicemail.conf, as they are written there; {@code
 * VoicemailConf::option} is one. For many threads.
 */
@FunctionalInterface
public interface MailOptions {

    /** Nothing is set. */
    MailOptions NONE = (mailbox, option) -> Optional.empty();

    /** The value that holds for that mailbox; empty if there is none. */
    Optional<String> option(MailboxId mailbox, String option);
}

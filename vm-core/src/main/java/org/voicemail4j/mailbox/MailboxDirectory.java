package org.voicemail4j.mailbox;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who has a mailbox: an SPI over a configuration file, a table or a host's own users. For many threads; may block. Every
 * method throws {@link org.voicemail4j.VoicemailException} when it cannot say.
 */
public interface MailboxDirectory {

    /** The subscriber with that mailbox; empty if nobody has it. */
    Optional<Subscriber> find(MailboxId id);

    /** Every subscriber, in the order of their {@link MailboxId}s. The caller closes the stream. */
    Stream<Subscriber> list();
}

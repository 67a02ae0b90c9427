package org.voicemail4j.mailbox;

import java.util.Optional;
import java.util.stream.Stream;

/** Finds mailboxes; what the flows ask. For many threads. */
@FunctionalInterface
public interface MailboxFinder {

    /**
     * The mailbox of that name.
     *
     * @return empty if there is none
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    Optional<Mailbox> find(MailboxId id);

    /**
     * Every mailbox of a context, for those who look for a person by name. The caller closes the stream. Without, nobody
     * is found by name.
     *
     * @throws org.voicemail4j.VoicemailException if nobody can say
     */
    default Stream<Mailbox> list(String context) {
        return Stream.empty();
    }

    /** What {@link MailboxDirectory#policy} says of a context; empty if nobody does. */
    default Optional<MailboxPolicy> policy(String context) {
        return Optional.empty();
    }
}

package org.voicemail4j.call;

import java.util.Optional;
import org.voicemail4j.audio.AudioContent;

/**
 * Recorded names of callers who have no mailbox here, such as an operator keeps of customers: said with a message instead
 * of the caller's number where {@code saycid} is on. For many threads.
 */
@FunctionalInterface
public interface CallerNames {

    /** No names. */
    CallerNames NONE = number -> Optional.empty();

    /**
     * The name of whoever calls from that number; empty if there is none.
     *
     * @param number as the network gave it, and not to be trusted: any text
     * @throws org.voicemail4j.VoicemailException if the names cannot be looked at; the number is said then
     */
    Optional<AudioContent> find(String number);
}

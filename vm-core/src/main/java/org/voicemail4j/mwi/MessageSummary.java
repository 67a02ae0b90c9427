package org.voicemail4j.mwi;

import java.util.Objects;
import org.voicemail4j.message.MessageCounts;

/**
 * What a lamp shows of a mailbox (RFC 3842 §5.2): whether messages wait, and how many.
 *
 * @param voice counts of voice messages, urgent ones included in new and old
 */
public record MessageSummary(MessageCounts voice) {
    public MessageSummary {
        Objects.requireNonNull(voice, "voice");
    }

    /** Whether the lamp is on. */
    public boolean messagesWaiting() {
        return voice.newMessages() > 0;
    }
}

package org.voicemail4j.sip;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.mwi.MessageSummary;

/**
 * What a lamp's phone is to be told next.
 *
 * @param summary what the mailbox holds; empty if nobody can say at the moment
 * @param ended why this is the last one, in the words of RFC 6665 §4.2.2; empty if it is not
 */
record Notice(Optional<MessageSummary> summary, Optional<String> ended) {

    Notice {
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(ended, "ended");
    }

    static Notice of(MessageSummary summary) {
        return new Notice(Optional.of(summary), Optional.empty());
    }

    boolean isLast() {
        return ended.isPresent();
    }
}

package org.voicemail4j.store;

import java.util.Objects;

/**
 * What came of copying or comparing mailboxes.
 *
 * @param messages of their messages
 * @param greetings of their greetings
 */
public record CopyReport(CopyTally messages, CopyTally greetings) {

    /** Of no mailbox. */
    public static final CopyReport NOTHING = new CopyReport(CopyTally.NONE, CopyTally.NONE);

    public CopyReport {
        Objects.requireNonNull(messages, "messages");
        Objects.requireNonNull(greetings, "greetings");
    }

    /** Of both. */
    public CopyReport plus(CopyReport other) {
        return new CopyReport(messages.plus(other.messages), greetings.plus(other.greetings));
    }

    /** Whether nobody has to look at anything. */
    public boolean isClean() {
        return messages.troubles() + greetings.troubles() == 0;
    }
}

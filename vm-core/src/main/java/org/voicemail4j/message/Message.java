package org.voicemail4j.message;

import java.time.Duration;
import java.util.Objects;

/**
 * One stored message as its folder lists it; a snapshot that goes stale when the message is moved or deleted.
 *
 * @param id its name, unique in the mailbox
 * @param folder where it lies
 * @param envelope who left it and when
 * @param length how long the recording sounds; stores may keep whole seconds only
 */
public record Message(MessageId id, Folder folder, Envelope envelope, Duration length) {

    public Message {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(folder, "folder");
        Objects.requireNonNull(envelope, "envelope");
        if (length.isNegative()) {
            throw new IllegalArgumentException("negative length: " + length);
        }
    }

    /** Whether it is marked urgent. */
    public boolean isUrgent() {
        return envelope.urgency() == Urgency.URGENT;
    }

    /** Whether it is for its owner alone. */
    public boolean isPrivate() {
        return envelope.sensitivity() == Sensitivity.PRIVATE;
    }
}

package org.voicemail4j.store;

import java.util.Objects;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;

/**
 * A message whose recording outlived the process that took it.
 *
 * @param mailbox where it was delivered
 * @param message what was delivered
 */
public record RecoveredMessage(MailboxId mailbox, Message message) {
    public RecoveredMessage {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(message, "message");
    }
}

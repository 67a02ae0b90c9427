package org.voicemail4j.store;

import java.time.Duration;

/**
 * On which terms a mailbox takes a message.
 *
 * @param maxMessages how many messages a folder holds at most; INBOX is counted with its urgent messages and with
 *     deposits in progress
 * @param shortest recordings below this length are not delivered by recovery
 */
public record DepositTerms(int maxMessages, Duration shortest) {
    public DepositTerms {
        if (maxMessages < 0) {
            throw new IllegalArgumentException("negative maxMessages: " + maxMessages);
        }
        if (shortest.isNegative()) {
            throw new IllegalArgumentException("negative shortest: " + shortest);
        }
    }
}

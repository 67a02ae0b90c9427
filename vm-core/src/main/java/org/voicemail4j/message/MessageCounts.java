package org.voicemail4j.message;

/**
 * How many messages a mailbox holds; what the lamp is derived from.
 *
 * @param newMessages messages in INBOX, urgent ones included
 * @param newUrgent how many of the new ones are urgent
 * @param oldMessages messages in Old, urgent ones included
 * @param oldUrgent how many of the old ones are urgent
 */
public record MessageCounts(int newMessages, int newUrgent, int oldMessages, int oldUrgent) {

    /** An empty mailbox. */
    public static final MessageCounts NONE = new MessageCounts(0, 0, 0, 0);

    public MessageCounts {
        if (newUrgent < 0 || oldUrgent < 0 || newMessages < newUrgent || oldMessages < oldUrgent) {
            throw new IllegalArgumentException("impossible counts: " + newMessages + " (" + newUrgent + ") / "
                    + oldMessages + " (" + oldUrgent + ")");
        }
    }
}

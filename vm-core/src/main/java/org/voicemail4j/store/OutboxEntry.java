package org.voicemail4j.store;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;

/**
 * Something in an {@link Outbox}: a snapshot.
 *
 * @param id its name for all time, the same at each attempt: 32 characters of {@code 0-9 a-f}. Receivers recognise by it
 *     what they got before
 * @param mailbox whose message it is about
 * @param message which message; it may have been moved or deleted since
 * @param dispatch what must be sent
 * @param created when it was put in
 * @param due not to be sent before; while it is claimed, when the claim ends
 * @param attempts how many times it has been claimed
 * @param state whether it is still to be sent
 * @param reason why the last attempt failed, or why it is dead; or empty
 */
public record OutboxEntry(
        String id,
        MailboxId mailbox,
        MessageId message,
        Dispatch dispatch,
        Instant created,
        Instant due,
        int attempts,
        State state,
        String reason) {

    /** The most characters of a reason; what is longer is cut. */
    public static final int LONGEST_REASON = 500;

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    /** Whether an entry is still to be sent. */
    public enum State {
        /** To be sent when it is due. */
        WAITING,
        /** Given up; kept for somebody to look at. */
        DEAD
    }

    public OutboxEntry {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(dispatch, "dispatch");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(state, "state");
        if (!isId(id)) {
            throw new IllegalArgumentException("not an id of an outbox entry: '" + id + "'");
        }
        if (attempts < 0) {
            throw new IllegalArgumentException("negative attempts: " + attempts);
        }
        reason = cut(reason);
    }

    /** Whether an entry can have that id. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** A reason as entries keep it: one line, not too long. */
    public static String cut(String reason) {
        String line = reason.replaceAll("\\p{Cc}+", " ").strip();
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON);
    }
}

package org.voicemail4j.call;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;

/** How a call ended. */
public sealed interface CallOutcome {

    /**
     * A message was left.
     *
     * @param mailbox for whom
     * @param message what was left
     */
    record Deposited(MailboxId mailbox, Message message) implements CallOutcome {
        public Deposited {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /** A message was to be left, but the caller named no mailbox that there is. */
    CallOutcome NO_MAILBOX = new Refused(CallRefusal.UNKNOWN_MAILBOX);

    /**
     * No message was left.
     *
     * @param mailbox for whom it would have been
     * @param reason why not
     */
    record NotDeposited(MailboxId mailbox, Reason reason) implements CallOutcome {
        public NotDeposited {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An owner listened to the mailbox.
     *
     * @param mailbox which one
     */
    record Retrieved(MailboxId mailbox) implements CallOutcome {
        public Retrieved {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /**
     * Somebody wanted to listen and could not log in.
     *
     * @param mailbox the last one tried; empty if none was named
     */
    record LoginFailed(Optional<MailboxId> mailbox) implements CallOutcome {
        public LoginFailed {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /**
     * Somebody looked for a name and was not connected.
     *
     * @param found who was chosen, if anybody was
     */
    record NameSearched(Optional<MailboxId> found) implements CallOutcome {
        public NameSearched {
            Objects.requireNonNull(found, "found");
        }
    }

    /**
     * The caller was sent on to somebody else.
     *
     * @param target to whom
     */
    record Transferred(String target) implements CallOutcome {
        public Transferred {
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * The call was not answered, or not led any further.
     *
     * @param refusal why not
     */
    record Refused(CallRefusal refusal) implements CallOutcome {
        public Refused {
            Objects.requireNonNull(refusal, "refusal");
        }
    }

    /** Why no message was left. */
    enum Reason {
        /** The caller hung up before the beep, or said nothing after it. */
        NOTHING_RECORDED,
        /** The recording was shorter than the mailbox takes. */
        TOO_SHORT,
        /** The mailbox holds as many messages as it may. */
        MAILBOX_FULL,
        /** The store has no room for a recording. */
        NO_SPACE,
        /** The mailbox takes no messages; it only has a greeting. */
        GREETING_ONLY
    }
}

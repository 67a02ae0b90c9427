package org.voicemail4j.service;

import java.time.Duration;
import java.util.Objects;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.DepositStart;

/** Something that happened to a mailbox. Told to {@link VoicemailListener}s after it is durable. */
public sealed interface VoicemailEvent {

    /** The mailbox it happened to. */
    MailboxId mailbox();

    /**
     * A caller left a message.
     *
     * @param message what was left
     */
    record Deposited(MailboxId mailbox, Message message) implements VoicemailEvent {
        public Deposited {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * An owner forwarded a message to this mailbox.
     *
     * @param message the copy, as it lies there
     * @param from from whose mailbox
     */
    record Forwarded(MailboxId mailbox, Message message, MailboxId from) implements VoicemailEvent {
        public Forwarded {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(from, "from");
        }
    }

    /**
     * A message that a dead process had recorded was delivered when the service started.
     *
     * @param message what was delivered
     */
    record Recovered(MailboxId mailbox, Message message) implements VoicemailEvent {
        public Recovered {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A caller wanted to leave a message and could not.
     *
     * @param reason why
     */
    record DepositRefused(MailboxId mailbox, DepositStart.Reason reason) implements VoicemailEvent {
        public DepositRefused {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** A message was left or sent to several mailboxes, and the store failed with this one, which has not got it. */
    record DepositFailed(MailboxId mailbox) implements VoicemailEvent {
        public DepositFailed {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /**
     * A recording had to end because the store could take no more; what it took was kept.
     *
     * @param kept how much was kept; zero if nothing
     */
    record RecordingCutShort(MailboxId mailbox, Duration kept) implements VoicemailEvent {
        public RecordingCutShort {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(kept, "kept");
        }
    }

    /**
     * The owner heard a message.
     *
     * @param message what was heard
     */
    record Heard(MailboxId mailbox, Message message) implements VoicemailEvent {
        public Heard {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A message was moved to another folder.
     *
     * @param message as it was before, with its old folder
     * @param to the folder it is in now
     */
    record Moved(MailboxId mailbox, Message message, Folder to) implements VoicemailEvent {
        public Moved {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(to, "to");
        }
    }

    /**
     * A message was deleted.
     *
     * @param message as it was before
     */
    record Deleted(MailboxId mailbox, Message message) implements VoicemailEvent {
        public Deleted {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * A message was deleted for good because it had been kept for as long as the policy says.
     *
     * @param message as it was before
     */
    record Expired(MailboxId mailbox, Message message) implements VoicemailEvent {
        public Expired {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The owner recorded or deleted a greeting.
     *
     * @param kind which one
     */
    record GreetingChanged(MailboxId mailbox, GreetingKind kind) implements VoicemailEvent {
        public GreetingChanged {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(kind, "kind");
        }
    }

    /**
     * The owner called somebody from within the mailbox, at the operator's cost.
     *
     * @param number whom
     */
    record CalledOut(MailboxId mailbox, String number) implements VoicemailEvent {
        public CalledOut {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(number, "number");
        }

        /** Without the number: it is a person's. */
        @Override
        public String toString() {
            return "CalledOut[" + mailbox + "]";
        }
    }

    /** The owner changed the PIN. */
    record PinChanged(MailboxId mailbox) implements VoicemailEvent {
        public PinChanged {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /** Somebody logged in. */
    record LoggedIn(MailboxId mailbox) implements VoicemailEvent {
        public LoggedIn {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /** Somebody entered a wrong PIN. */
    record LoginFailed(MailboxId mailbox) implements VoicemailEvent {
        public LoginFailed {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /** Somebody tried to log in to a mailbox that is locked after too many failed logins. */
    record LoginLocked(MailboxId mailbox) implements VoicemailEvent {
        public LoginLocked {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }
}

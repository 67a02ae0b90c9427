package org.voicemail4j.call;

import java.util.Objects;
import java.util.Optional;
import org.voicemail4j.mailbox.MailboxId;

/** What a call is for. */
public sealed interface CallPurpose {

    /**
     * To leave a message.
     *
     * @param mailbox for whom
     */
    record Deposit(MailboxId mailbox) implements CallPurpose {
        public Deposit {
            Objects.requireNonNull(mailbox, "mailbox");
        }
    }

    /**
     * To listen to messages.
     *
     * @param mailbox whose; empty if the caller shall be asked. Either way the caller must know the PIN, unless the
     *     options say otherwise
     * @param options how that goes
     */
    record Retrieval(Optional<MailboxId> mailbox, RetrievalOptions options) implements CallPurpose {
        public Retrieval {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(options, "options");
        }

        /** In the usual way. */
        public Retrieval(Optional<MailboxId> mailbox) {
            this(mailbox, RetrievalOptions.USUAL);
        }

        /** The same with other options. */
        public Retrieval with(RetrievalOptions options) {
            return new Retrieval(mailbox, options);
        }
    }

    /** To leave a message. */
    static CallPurpose deposit(MailboxId mailbox) {
        return new Deposit(mailbox);
    }

    /** To listen to the messages of that mailbox. */
    static CallPurpose retrieval(MailboxId mailbox) {
        return new Retrieval(Optional.of(mailbox));
    }

    /** To listen to the messages of a mailbox that the caller will name. */
    static CallPurpose retrieval() {
        return new Retrieval(Optional.empty());
    }
}

package org.voicemail4j.store;

import java.util.Objects;

/** What came of the wish to leave a message. */
public sealed interface DepositStart {

    /**
     * The mailbox takes it.
     *
     * @param deposit to be committed or closed by whom began it
     */
    record Opened(Deposit deposit) implements DepositStart {
        public Opened {
            Objects.requireNonNull(deposit, "deposit");
        }
    }

    /**
     * The mailbox does not take it.
     *
     * @param reason why
     */
    record Refused(Reason reason) implements DepositStart {
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** Why a mailbox takes no message. */
    enum Reason {
        /** It holds as many messages as it may. */
        MAILBOX_FULL,
        /** The medium has no room for a recording. */
        NO_SPACE
    }
}

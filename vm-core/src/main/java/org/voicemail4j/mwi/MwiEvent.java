package org.voicemail4j.mwi;

import java.util.List;
import java.util.Objects;
import org.voicemail4j.mailbox.MailboxId;

/** What happens around lamps that an operator or a host may want to know. */
public sealed interface MwiEvent {

    /**
     * A lamp's phone could not be told; it may be stale until its mailbox changes or is audited.
     *
     * @param mailboxes whose lamp it is
     * @param target where it is, a URI
     * @param status the last answer, 408 if there was none
     */
    record LampLost(List<MailboxId> mailboxes, String target, int status) implements MwiEvent {
        public LampLost {
            mailboxes = List.copyOf(mailboxes);
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * A phone watches mailboxes from now on.
     *
     * @param mailboxes which
     * @param target the phone, a URI
     */
    record Subscribed(List<MailboxId> mailboxes, String target) implements MwiEvent {
        public Subscribed {
            mailboxes = List.copyOf(mailboxes);
            Objects.requireNonNull(target, "target");
        }
    }

    /**
     * A phone watches no more.
     *
     * @param mailboxes which it watched
     * @param target the phone, a URI
     * @param reason why, in the words of RFC 6665 §4.2.2, or the status with which it refused a NOTIFY
     */
    record Unsubscribed(List<MailboxId> mailboxes, String target, String reason) implements MwiEvent {
        public Unsubscribed {
            mailboxes = List.copyOf(mailboxes);
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Another system says what one of its mailboxes holds.
     *
     * @param account the mailbox there: the Message-Account line, or else whom the NOTIFY was addressed to; a URI
     * @param summary what it holds; urgent counts beyond what there is are cut
     */
    record Foreign(String account, MessageSummary summary) implements MwiEvent {
        public Foreign {
            Objects.requireNonNull(account, "account");
            Objects.requireNonNull(summary, "summary");
        }
    }
}

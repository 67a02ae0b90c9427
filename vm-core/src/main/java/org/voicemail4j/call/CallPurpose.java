package org.voicemail4j.call;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.MailboxId;

/** What a call is for. */
public sealed interface CallPurpose {

    /**
     * To leave a message.
     *
     * @param mailbox for whom; whose greeting is heard and whose policy holds
     * @param others who get the same message; those who have no mailbox or no room are passed over
     * @param options how that goes
     */
    record Deposit(MailboxId mailbox, List<MailboxId> others, DepositOptions options) implements CallPurpose {
        public Deposit {
            Objects.requireNonNull(mailbox, "mailbox");
            Objects.requireNonNull(options, "options");
            others = List.copyOf(others);
        }

        /** For one, in the usual way. */
        public Deposit(MailboxId mailbox) {
            this(mailbox, List.of(), DepositOptions.USUAL);
        }

        /** The same with other options. */
        public Deposit with(DepositOptions options) {
            return new Deposit(mailbox, others, options);
        }
    }

    /**
     * To leave a message for a mailbox that the caller will name.
     *
     * @param options how that goes
     */
    record DepositAnywhere(DepositOptions options) implements CallPurpose {
        public DepositAnywhere {
            Objects.requireNonNull(options, "options");
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

    /**
     * To be connected with somebody whose name the caller knows.
     *
     * @param options how names are looked for, and what becomes of the one that is chosen
     */
    record NameSearch(DirectoryOptions options) implements CallPurpose {
        public NameSearch {
            Objects.requireNonNull(options, "options");
        }
    }

    /** To leave a message. */
    static CallPurpose deposit(MailboxId mailbox) {
        return new Deposit(mailbox);
    }

    /**
     * To leave a message as the arguments of Asterisk's VoiceMail say it: {@code 1000@default&1001,u,d(sales)}. The
     * mailboxes stand before the first comma; each may have a context of its own, and is in the default one without.
     * Without a mailbox the caller is asked for one.
     *
     * @throws IllegalArgumentException if one of them cannot be a mailbox, or the options make no sense
     */
    static CallPurpose deposit(String arguments) {
        int comma = arguments.indexOf(',');
        String list = comma < 0 ? arguments : arguments.substring(0, comma);
        DepositOptions options = DepositOptions.parse(comma < 0 ? "" : arguments.substring(comma + 1));
        List<MailboxId> mailboxes = Stream.of(list.split("&"))
                .map(String::strip)
                .filter(mailbox -> !mailbox.isEmpty())
                .map(MailboxId::parse)
                .toList();
        return mailboxes.isEmpty()
                ? new DepositAnywhere(options)
                : new Deposit(mailboxes.get(0), mailboxes.subList(1, mailboxes.size()), options);
    }

    /**
     * To listen to messages as the arguments of Asterisk's VoiceMailMain say it: {@code 1000@sales,sa(Work)r}. Letters that
     * nobody knows are passed over. Without a mailbox, and with option {@code p}, the caller is asked for one.
     *
     * @throws IllegalArgumentException if that cannot be a mailbox, or the options make no sense
     */
    static CallPurpose retrieval(String arguments) {
        return new RetrievalArguments(arguments).parse();
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

package org.voicemail4j.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;

/**
 * For whom a caller leaves a message: the first one, whose greeting is heard and whose limits hold, and others who get the
 * same. Of the others, who has no mailbox or no room is passed over. When the store fails with some of them, the first one
 * included, the message counts as left if anybody has it.
 */
final class Recipients {

    private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

    private final FlowContext context;
    private final Mailbox first;
    private final List<MailboxId> others;

    Recipients(FlowContext context, Mailbox first, List<MailboxId> others) {
        this.context = context;
        this.first = first;
        this.others = others;
    }

    Mailbox first() {
        return first;
    }

    /** Takes a place in the mailbox of each. */
    DepositStart begin(Envelope envelope) {
        DepositTerms terms =
                new DepositTerms(first.policy().maxMessages(), first.policy().shortestMessage());
        DepositStart start;
        try {
            start = context.store().beginDeposit(first.id(), envelope, terms);
        } catch (VoicemailException e) {
            return new DepositStart.Opened(withoutFirst(envelope).orElseThrow(() -> e));
        }
        return start instanceof DepositStart.Opened opened && !others.isEmpty()
                ? new DepositStart.Opened(joined(opened.deposit(), envelope))
                : start;
    }

    private Deposit joined(Deposit own, Envelope envelope) {
        Outgoing outgoing = new Outgoing(context, Outgoing.Enough.ANYBODY);
        outgoing.add(first, own);
        join(outgoing, envelope);
        return outgoing;
    }

    /** Those whose mailbox takes a message though the first one's store has failed; empty if nobody's does. */
    private Optional<Deposit> withoutFirst(Envelope envelope) {
        Outgoing outgoing = new Outgoing(context, Outgoing.Enough.ANYBODY);
        join(outgoing, envelope);
        if (outgoing.recipients().isEmpty()) {
            return Optional.empty();
        }
        LOG.warn("{} gets no message; {} do", first.id(), outgoing.recipients().size());
        context.events().depositFailed(first.id());
        return Optional.of(outgoing);
    }

    private void join(Outgoing outgoing, Envelope envelope) {
        Set<MailboxId> reached = new HashSet<>(Set.of(first.id()));
        others.forEach(other -> join(outgoing, other, reached, envelope));
    }

    private void join(Outgoing outgoing, MailboxId other, Set<MailboxId> reached, Envelope envelope) {
        try {
            Optional<Mailbox> found = context.mailboxes().find(other);
            if (found.isEmpty()) {
                LOG.info("{} gets no copy: there is no such mailbox", other);
            }
            found.filter(mailbox -> reached.add(mailbox.id())) // not an alias of one who has it
                    .ifPresent(mailbox ->
                            outgoing.open(mailbox, envelope, first.policy().shortestMessage()));
        } catch (VoicemailException e) {
            LOG.warn("{} gets no copy", other, e);
            context.events().depositFailed(other);
        }
    }
}

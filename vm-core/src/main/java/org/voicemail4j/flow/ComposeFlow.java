package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.DepositStart;

/**
 * An owner leaves a message for others from within the own mailbox: an answer to whoever left one, or a new one to whom
 * the owner chooses. It is taken as the first recipient's policy wants it, without the way to an operator, and comes from
 * the owner's mailbox, wherever the owner calls from.
 */
final class ComposeFlow {

    private static final Logger LOG = LoggerFactory.getLogger(ComposeFlow.class);

    private final Visit visit;
    private final FlowContext context;
    private final Line line;
    private final CallInfo info;
    private final Mailbox owner;

    ComposeFlow(Visit visit) {
        this.visit = visit;
        this.context = visit.context();
        this.line = visit.line();
        this.owner = visit.mailbox();
        Party sender = Party.of(owner.subscriber().fullName(), owner.id().number());
        this.info = visit.info().toBuilder()
                .caller(sender)
                .redirecting(Party.UNKNOWN)
                .build();
    }

    /** Answers a message, if its caller has a mailbox beside the owner's. */
    PlayEnd reply(Message message) {
        Optional<String> number = message.envelope().caller().number();
        if (number.isEmpty()) {
            return line.offer(Line.named("vm-nonumber"));
        }
        return MailboxId.of(owner.id().context(), number.get())
                .flatMap(context.mailboxes()::find)
                .map(this::leaveFor)
                .orElseGet(() -> line.offer(Line.named("vm-nobox")));
    }

    private PlayEnd leaveFor(Mailbox recipient) {
        try (Outgoing outgoing = new Outgoing(context)) {
            return outgoing.open(List.of(recipient), envelope())
                    .map(this::refuse)
                    .orElseGet(() -> leave(outgoing, List.of()));
        }
    }

    private PlayEnd refuse(DepositStart.Reason why) {
        boolean full = why == DepositStart.Reason.MAILBOX_FULL;
        return line.offer(Line.named(full ? "vm-mailboxfull" : "vm-storefull"));
    }

    /** Asks for recipients and leaves them a message. */
    PlayEnd compose() {
        Optional<Outgoing> recipients = new RecipientMenu(visit).ask(envelope(), true);
        if (recipients.isEmpty()) {
            return PlayEnd.completed();
        }
        try (Outgoing outgoing = recipients.get()) {
            return leave(outgoing, RecipientMenu.readBack(outgoing, visit.language()));
        }
    }

    private PlayEnd leave(Outgoing outgoing, List<Prompt> readBack) {
        if (line.offer(Line.join(readBack, Line.named("vm-intro"))).isHungUp()) {
            return PlayEnd.hungUp();
        }
        CallOutcome outcome;
        try {
            outcome = taker(outgoing.recipients().get(0)).take(outgoing);
        } catch (VoicemailException e) {
            if (!outgoing.anyGotIt()) {
                throw e;
            }
            LOG.warn("a message from {} did not reach all", visit.mailbox().id(), e); // who tries again sends it twice
            return line.offer(Line.named("vm-forward-partly"));
        }
        boolean sent = outcome instanceof CallOutcome.Deposited;
        return !sent || outgoing.allGotIt() ? PlayEnd.completed() : line.offer(Line.named("vm-forward-partly"));
    }

    private MessageTaker taker(Mailbox recipient) {
        MailboxPolicy policy =
                recipient.policy().toBuilder().operator(Optional.empty()).build();
        Transfer nowhere = new Transfer(line, CallControl.NONE);
        return new MessageTaker(context, line, nowhere, info, recipient.id(), policy, DepositOptions.USUAL);
    }

    private Envelope envelope() {
        return Envelope.received(context.clock().instant())
                .caller(info.caller())
                .callId(info.callId())
                .build();
    }
}

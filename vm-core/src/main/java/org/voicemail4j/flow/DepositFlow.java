package org.voicemail4j.flow;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;

/**
 * A caller leaves a message:
 *
 * <pre>
 *   room for a message? --no--> say why, end
 *   greeting and instructions    # goes to the beep, 0 to the operator, * to the attendant
 *   take the message             {@link MessageTaker}
 * </pre>
 *
 * Hanging up before the beep leaves nothing.
 */
final class DepositFlow {

    private final FlowContext context;
    private final Line line;
    private final Transfer transfer;
    private final CallInfo info;
    private final Mailbox mailbox;
    private final MailboxPolicy policy;
    private final MessageTaker taker;

    DepositFlow(FlowContext context, Line line, CallControl control, CallInfo info, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.transfer = new Transfer(line, control);
        this.info = info;
        this.mailbox = mailbox;
        this.policy = mailbox.policy();
        this.taker = new MessageTaker(context, line, transfer, info, mailbox.id(), policy);
    }

    CallOutcome run() {
        line.language(policy.language());
        if (policy.maxMessages() == 0) {
            return greetOnly();
        }
        DepositStart start = taker.begin();
        return start instanceof DepositStart.Opened opened
                ? greetAndTake(opened.deposit())
                : refuse(((DepositStart.Refused) start).reason());
    }

    private CallOutcome refuse(DepositStart.Reason reason) {
        boolean full = reason == DepositStart.Reason.MAILBOX_FULL;
        context.events().depositRefused(mailbox.id(), reason);
        line.say(full ? "vm-mailboxfull" : "vm-storefull");
        return without(full ? Reason.MAILBOX_FULL : Reason.NO_SPACE);
    }

    private CallOutcome greetOnly() {
        CallerGreeting greeting = CallerGreeting.choose(mailbox, info.reason());
        List<Prompt> excuse = greeting.isRecorded() ? List.of() : Line.named("vm-greetingonly");
        PlayEnd end = line.play(Line.join(greeting.prompts(), excuse), exitKeys());
        return transferredBy(end).orElseGet(() -> without(Reason.GREETING_ONLY));
    }

    private CallOutcome greetAndTake(Deposit deposit) {
        try (deposit) {
            CallerGreeting greeting = CallerGreeting.choose(mailbox, info.reason());
            PlayEnd greeted = line.play(Line.join(greeting.prompts(), Line.named("vm-intro")), exitKeys());
            return transferredBy(greeted).orElseGet(() -> taker.take(deposit));
        }
    }

    /** Whether greeting and instructions ended the call; empty if a message is to be recorded. */
    private Optional<CallOutcome> transferredBy(PlayEnd end) {
        if (end.isHungUp()) {
            return Optional.of(without(Reason.NOTHING_RECORDED));
        }
        return end.key().flatMap(this::exit).flatMap(transfer::to);
    }

    private Optional<String> exit(Digit key) {
        return switch (key) {
            case ZERO -> policy.operator();
            case STAR -> policy.attendant();
            default -> Optional.empty();
        };
    }

    private Set<Digit> exitKeys() {
        Set<Digit> keys = EnumSet.of(Digit.POUND);
        policy.operator().ifPresent(operator -> keys.add(Digit.ZERO));
        policy.attendant().ifPresent(attendant -> keys.add(Digit.STAR));
        return keys;
    }

    private NotDeposited without(Reason reason) {
        return new NotDeposited(mailbox.id(), reason);
    }
}

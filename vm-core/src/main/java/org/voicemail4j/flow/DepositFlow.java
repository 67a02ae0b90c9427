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
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.call.DepositOptions.Instructions;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
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
 *   no messages at all, or an extended absence? --yes--> greeting, end
 *   room for a message? --no--> say why, end
 *   greeting and instructions    # goes to the beep, 0 to the operator, * to the attendant, other keys where they lead
 *   answer, if that was not done yet
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
    private final DepositOptions options;
    private final Recipients recipients;
    private final Mailbox mailbox;
    private final MailboxPolicy policy;
    private final Runnable answer;
    private final MessageTaker taker;

    /**
     * @param answer answers the call if it is only heard so far
     */
    DepositFlow(
            FlowContext context,
            Line line,
            CallControl control,
            CallInfo info,
            DepositOptions options,
            Recipients recipients,
            Runnable answer) {
        this.context = context;
        this.line = line;
        this.transfer = new Transfer(line, control);
        this.info = info;
        this.options = options;
        this.recipients = recipients;
        this.mailbox = recipients.first();
        this.policy = mailbox.policy();
        this.answer = answer;
        this.taker = new MessageTaker(context, line, transfer, info, mailbox.id(), policy, options);
    }

    CallOutcome run() {
        line.speakAs(policy);
        line.recordLouder(options.gainDb());
        if (policy.maxMessages() == 0 || isAbsent()) {
            return greetOnly();
        }
        DepositStart start = recipients.begin(taker.envelope());
        return start instanceof DepositStart.Opened opened
                ? greetAndTake(opened.deposit())
                : refuse(((DepositStart.Refused) start).reason());
    }

    private boolean isAbsent() {
        return policy.greetingSchedule().absence() == Absence.GREETING_ONLY
                && CallerGreeting.ofAbsence(mailbox, context.clock().instant()).isPresent();
    }

    private CallOutcome refuse(DepositStart.Reason reason) {
        boolean full = reason == DepositStart.Reason.MAILBOX_FULL;
        context.events().depositRefused(mailbox.id(), reason);
        CallerGreeting greeting = policy.greetWhenFull() ? greeting() : CallerGreeting.NONE;
        List<Prompt> why = Line.named(full ? "vm-mailboxfull" : "vm-storefull");
        PlayEnd end = line.play(Line.join(greeting.prompts(), why), policy.greetWhenFull() ? exitKeys() : Digit.NONE);
        return leftBy(end).orElseGet(() -> without(full ? Reason.MAILBOX_FULL : Reason.NO_SPACE));
    }

    private CallOutcome greetOnly() {
        CallerGreeting greeting = greeting();
        List<Prompt> excuse = greeting.isRecorded() ? List.of() : Line.named("vm-greetingonly");
        PlayEnd end = line.play(Line.join(greeting.prompts(), excuse), exitKeys());
        return leftBy(end).orElseGet(() -> without(Reason.GREETING_ONLY));
    }

    private CallOutcome greetAndTake(Deposit deposit) {
        try (deposit) {
            CallerGreeting greeting = greeting();
            PlayEnd greeted = line.play(Line.join(greeting.prompts(), instructions(greeting)), exitKeys());
            return leftBy(greeted).orElseGet(() -> take(deposit));
        }
    }

    private CallOutcome take(Deposit deposit) {
        answer.run();
        return taker.take(deposit);
    }

    private CallerGreeting greeting() {
        return CallerGreeting.choose(
                mailbox, options.opening(), info, context.clock().instant());
    }

    private List<Prompt> instructions(CallerGreeting greeting) {
        boolean said = options.instructions() == Instructions.SAID
                || (options.instructions() == Instructions.SKIPPED_AFTER_RECORDED_GREETING && !greeting.isRecorded());
        return said ? Line.named("vm-intro") : List.of();
    }

    /** Whether greeting and instructions ended the call; empty if a message is to be recorded. */
    private Optional<CallOutcome> leftBy(PlayEnd end) {
        if (end.isHungUp()) {
            return Optional.of(without(Reason.NOTHING_RECORDED));
        }
        return end.key().flatMap(this::exit).flatMap(transfer::to);
    }

    private Optional<String> exit(Digit key) {
        return switch (key) {
            case POUND -> Optional.empty();
            case ZERO -> policy.operator().or(() -> otherExit(key));
            case STAR -> policy.attendant().or(() -> otherExit(key));
            default -> otherExit(key);
        };
    }

    private Optional<String> otherExit(Digit key) {
        String context = options.exitContext().isEmpty() ? "" : '@' + options.exitContext();
        return Optional.ofNullable(policy.exits().get(key.symbol()))
                .or(() -> options.exits().contains(key) ? Optional.of(key.symbol() + context) : Optional.empty());
    }

    private Set<Digit> exitKeys() {
        Set<Digit> keys = EnumSet.of(Digit.POUND);
        Digit.ANY.stream().filter(key -> exit(key).isPresent()).forEach(keys::add);
        return keys;
    }

    private NotDeposited without(Reason reason) {
        return new NotDeposited(mailbox.id(), reason);
    }
}

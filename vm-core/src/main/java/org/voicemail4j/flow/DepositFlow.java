package org.voicemail4j.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.call.CallControl;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;

/**
 * A caller leaves a message:
 *
 * <pre>
 *   room for a message? --no--> say why, end
 *   greeting and instructions    # goes to the beep, 0 to the operator, * to the attendant
 *   beep
 *   record                       # ends it, 0 goes to the operator
 *   long enough? --no--> say so, nothing is kept, end
 *   keep, thank, end
 * </pre>
 *
 * Hanging up before the beep leaves nothing; hanging up while recording keeps what was said.
 */
final class DepositFlow {

    private static final Duration SAVE_OR_DROP_WAIT = Duration.ofSeconds(3);

    private final FlowContext context;
    private final Line line;
    private final CallControl control;
    private final CallInfo info;
    private final Mailbox mailbox;
    private final MailboxPolicy policy;

    DepositFlow(FlowContext context, Line line, CallControl control, CallInfo info, Mailbox mailbox) {
        this.context = context;
        this.line = line;
        this.control = control;
        this.info = info;
        this.mailbox = mailbox;
        this.policy = mailbox.policy();
    }

    CallOutcome run() {
        line.language(policy.language());
        if (policy.maxMessages() == 0) {
            return greetOnly();
        }
        DepositStart start = context.store()
                .beginDeposit(
                        mailbox.id(), envelope(), new DepositTerms(policy.maxMessages(), policy.shortestMessage()));
        return start instanceof DepositStart.Opened opened
                ? take(opened.deposit())
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

    private CallOutcome take(Deposit deposit) {
        try (deposit) {
            CallerGreeting greeting = CallerGreeting.choose(mailbox, info.reason());
            PlayEnd greeted = line.play(Line.join(greeting.prompts(), Line.named("vm-intro")), exitKeys());
            return transferredBy(greeted).orElseGet(() -> record(deposit));
        }
    }

    private CallOutcome record(Deposit deposit) {
        if (line.say("beep").isHungUp()) {
            return without(Reason.NOTHING_RECORDED);
        }
        deposit.envelope(envelope());
        deposit.recordingBegins();
        RecordingEnd end = line.record(deposit, limits());
        if (end.reason() == RecordingEnd.Reason.SINK_FAILED) {
            return keepWhatThereIs(deposit, end);
        }
        if (end.length().isZero()) {
            line.say("vm-nothingrecorded");
            return without(Reason.NOTHING_RECORDED);
        }
        return end.digit().filter(key -> key == Digit.ZERO).isPresent() ? leave(deposit, end) : keep(deposit, end);
    }

    private CallOutcome keep(Deposit deposit, RecordingEnd end) {
        if (isTooShort(end)) {
            line.say("vm-tooshort");
            return without(Reason.TOO_SHORT);
        }
        TrailingSilence.cut(deposit, end);
        return commit(deposit, "auth-thankyou");
    }

    private CallOutcome keepWhatThereIs(Deposit deposit, RecordingEnd end) {
        boolean drop = end.length().isZero() || isTooShort(end);
        context.events().recordingCutShort(mailbox.id(), drop ? Duration.ZERO : end.length());
        if (drop) {
            line.say("vm-storefull");
            return without(Reason.NO_SPACE);
        }
        return commit(deposit, "vm-recording-kept");
    }

    /** The caller wants the operator, with a recording in hand. */
    private CallOutcome leave(Deposit deposit, RecordingEnd end) {
        PlayEnd answer = line.ask(Line.named("vm-saveoper"), SAVE_OR_DROP_WAIT);
        Optional<Digit> key = answer.key();
        if (key.filter(digit -> digit == Digit.FOUR).isPresent()) {
            deposit.envelope(
                    deposit.envelope().toBuilder().urgency(Urgency.URGENT).build());
        }
        CallOutcome outcome = key.filter(Digit.set("14")::contains).isPresent() ? save(deposit, end) : drop();
        return policy.operator().flatMap(this::transfer).orElse(outcome);
    }

    private CallOutcome save(Deposit deposit, RecordingEnd end) {
        if (isTooShort(end)) {
            line.say("vm-tooshort");
            return without(Reason.TOO_SHORT);
        }
        TrailingSilence.cut(deposit, end);
        return commit(deposit, "vm-msgsaved");
    }

    private CallOutcome drop() {
        line.say("vm-deleted");
        return without(Reason.NOTHING_RECORDED);
    }

    private CallOutcome commit(Deposit deposit, String thanks) {
        Optional<Message> kept = deposit.commit();
        kept.ifPresent(message -> {
            context.events().deposited(mailbox.id(), message);
            context.events().countsChanged(mailbox.id());
        });
        line.say(thanks);
        return kept.<CallOutcome>map(message -> new Deposited(mailbox.id(), message))
                .orElseGet(() -> without(Reason.NOTHING_RECORDED));
    }

    private boolean isTooShort(RecordingEnd end) {
        return end.spoken().compareTo(policy.shortestMessage()) < 0;
    }

    /** Whether greeting and instructions ended the call; empty if a message is to be recorded. */
    private Optional<CallOutcome> transferredBy(PlayEnd end) {
        if (end.isHungUp()) {
            return Optional.of(without(Reason.NOTHING_RECORDED));
        }
        return end.key().flatMap(this::exit).flatMap(this::transfer);
    }

    private Optional<String> exit(Digit key) {
        return switch (key) {
            case ZERO -> policy.operator();
            case STAR -> policy.attendant();
            default -> Optional.empty();
        };
    }

    /** Sends the caller on; empty if the caller or the network would not. */
    private Optional<CallOutcome> transfer(String target) {
        boolean waiting = !line.say("transfer").isHungUp();
        if (waiting && control.transfer(target)) {
            return Optional.of(new Transferred(target));
        }
        line.say("vm-sorry");
        return Optional.empty();
    }

    private Set<Digit> exitKeys() {
        Set<Digit> keys = EnumSet.of(Digit.POUND);
        policy.operator().ifPresent(operator -> keys.add(Digit.ZERO));
        policy.attendant().ifPresent(attendant -> keys.add(Digit.STAR));
        return keys;
    }

    private RecordingLimits limits() {
        return new RecordingLimits(
                policy.longestMessage(),
                policy.trailingSilence(),
                policy.silenceThreshold(),
                Digit.set(policy.operator().isPresent() ? "#0" : "#"));
    }

    /** The envelope as of now: when recording begins, it is made again. */
    private Envelope envelope() {
        Instant now = context.clock().instant();
        return Envelope.received(now)
                .caller(info.caller())
                .redirecting(info.redirecting())
                .callId(info.callId())
                .build();
    }

    private NotDeposited without(Reason reason) {
        return new NotDeposited(mailbox.id(), reason);
    }
}

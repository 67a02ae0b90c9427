package org.voicemail4j.flow;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;

/**
 * Takes a message from the beep on:
 *
 * <pre>
 *   get the files ready
 *   beep
 *   record                       # ends it, 0 goes to the operator
 *   long enough? --no--> say so, nothing is kept
 *   review, where there is one   3 begins again at the beep
 *   keep, thank
 * </pre>
 *
 * Hanging up while recording, reviewing or on the way to the operator keeps what was said. A caller whom the operator cannot be given leaves a message
 * all the same: what was recorded is there until the operator has the call.
 */
final class MessageTaker {

    private static final Logger LOG = LoggerFactory.getLogger(MessageTaker.class);
    private static final Duration SAVE_OR_DROP_WAIT = Duration.ofSeconds(3);

    private final FlowContext context;
    private final Line line;
    private final Transfer transfer;
    private final CallInfo info;
    private final MailboxId mailbox;
    private MailboxPolicy policy;
    private final DepositOptions options;

    MessageTaker(
            FlowContext context,
            Line line,
            Transfer transfer,
            CallInfo info,
            MailboxId mailbox,
            MailboxPolicy policy,
            DepositOptions options) {
        this.context = context;
        this.line = line;
        this.transfer = transfer;
        this.info = info;
        this.mailbox = mailbox;
        this.policy = policy;
        this.options = options;
    }

    /** The envelope of a message that is about to be taken. */
    Envelope envelope() {
        return envelope(options.urgency());
    }

    /** Takes the message, as often as the caller wants to take it anew. */
    CallOutcome take(Deposit deposit) {
        Optional<CallOutcome> outcome = takeOnce(deposit);
        while (outcome.isEmpty()) {
            deposit.restart();
            line.offer(Line.named("vm-intro"));
            outcome = takeOnce(deposit);
        }
        return outcome.get();
    }

    /** Returns nothing if the caller wants to take it anew. */
    private Optional<CallOutcome> takeOnce(Deposit deposit) {
        getReady(deposit);
        if (line.say(options.beep().stream().toArray(String[]::new)).isHungUp()) {
            return without(Reason.NOTHING_RECORDED);
        }
        RecordingEnd end = line.record(deposit, limits());
        if (end.reason() == RecordingEnd.Reason.SINK_FAILED) {
            return Optional.of(keepWhatThereIs(deposit, end));
        }
        if (end.digit().filter(key -> key == Digit.ZERO).isPresent()) {
            return leave(deposit, end);
        }
        return lack(end).isPresent() ? refuse(deposit, lack(end).get()) : keep(deposit, end);
    }

    /** Before the beep: files are made here, which may take a while, and who hears the beep talks at once. */
    private void getReady(Deposit deposit) {
        Envelope marked = deposit.envelope();
        deposit.envelope(envelope(marked.urgency()).toBuilder()
                .sensitivity(marked.sensitivity())
                .build());
        deposit.recordingBegins();
    }

    /** Why a recording is none to keep; empty if it is one. */
    private Optional<Reason> lack(RecordingEnd end) {
        if (end.length().isZero()) {
            return Optional.of(Reason.NOTHING_RECORDED);
        }
        boolean tooShort = end.spoken().compareTo(policy.shortestMessage()) < 0;
        return tooShort ? Optional.of(Reason.TOO_SHORT) : Optional.empty();
    }

    private Optional<CallOutcome> refuse(Deposit deposit, Reason lack) {
        line.say(lack == Reason.TOO_SHORT ? "vm-tooshort" : "vm-nothingrecorded");
        if (!policy.review()) {
            return without(lack);
        }
        return switch (new CallerReview(line, policy, deposit).withoutTake()) {
            case AGAIN -> Optional.empty();
            case OPERATOR -> leaveWithout(lack);
            case KEEP, SILENT -> without(lack);
        };
    }

    private Optional<CallOutcome> keep(Deposit deposit, RecordingEnd end) {
        TrailingSilence.cut(deposit, end);
        return policy.review() ? review(deposit, end) : Optional.of(commit(deposit, "auth-thankyou"));
    }

    private Optional<CallOutcome> review(Deposit deposit, RecordingEnd end) {
        return decide(deposit, end, lookedAfter(deposit, true));
    }

    private Optional<CallOutcome> decide(Deposit deposit, RecordingEnd end, CallerReview.Choice choice) {
        return switch (choice) {
            case AGAIN -> Optional.empty();
            case OPERATOR -> leave(deposit, end);
            case KEEP -> Optional.of(commit(deposit, "vm-msgsaved"));
            case SILENT -> Optional.of(commit(deposit, "vm-goodbye"));
        };
    }

    /** What fails while a caller looks after the message does not cost it. */
    private CallerReview.Choice lookedAfter(Deposit deposit, boolean thanks) {
        try {
            if (thanks) {
                line.say("auth-thankyou");
            }
            return new CallerReview(line, policy, deposit).run();
        } catch (VoicemailException e) {
            LOG.warn("{}: a message cannot be reviewed; it is kept as it is", mailbox, e);
            return CallerReview.Choice.KEEP;
        }
    }

    private CallOutcome keepWhatThereIs(Deposit deposit, RecordingEnd end) {
        boolean drop = lack(end).isPresent();
        context.events().recordingCutShort(mailbox, drop ? Duration.ZERO : end.length());
        if (drop) {
            line.say("vm-storefull");
            return notDeposited(Reason.NO_SPACE);
        }
        return commit(deposit, "vm-recording-kept");
    }

    /** The caller wants the operator, and there is nothing to keep; returns nothing if it is to be taken anew. */
    private Optional<CallOutcome> leaveWithout(Reason lack) {
        Transfer.Attempt attempt = transfer.attempt(policy.operator().orElseThrow());
        return attempt.outcome().or(() -> attempt.isHungUp() ? without(lack) : withoutOperator());
    }

    /** There is no operator for this caller; what is asked next does not offer one again. */
    private Optional<CallOutcome> withoutOperator() {
        policy = policy.toBuilder().operator(Optional.empty()).build();
        return Optional.empty();
    }

    /** The caller wants the operator, with a recording in hand; returns nothing if it is to be taken anew. */
    private Optional<CallOutcome> leave(Deposit deposit, RecordingEnd end) {
        if (end.length().isZero()) {
            return leaveWithout(Reason.NOTHING_RECORDED);
        }
        Optional<CallOutcome> kept = saveOrDrop(deposit, end);
        Transfer.Attempt attempt = transfer.attempt(policy.operator().orElseThrow());
        Optional<CallOutcome> outcome = attempt.outcome().or(() -> kept);
        if (outcome.isPresent() || attempt.isHungUp()) {
            return outcome.or(() -> without(lack(end).orElse(Reason.NOTHING_RECORDED)));
        }
        return lack(end).isPresent() ? withoutOperator() : withoutOperator().or(() -> lookAfter(deposit, end));
    }

    /** What was to be dropped for the operator is here still. */
    private Optional<CallOutcome> lookAfter(Deposit deposit, RecordingEnd end) {
        TrailingSilence.cut(deposit, end);
        return decide(deposit, end, lookedAfter(deposit, false));
    }

    /** Returns nothing if the recording was not kept. */
    private Optional<CallOutcome> saveOrDrop(Deposit deposit, RecordingEnd end) {
        PlayEnd answer = line.ask(Line.named("vm-saveoper"), SAVE_OR_DROP_WAIT);
        Optional<Digit> key = answer.key();
        boolean wanted =
                answer.isHungUp() || key.filter(Digit.set("14")::contains).isPresent();
        if (!wanted || lack(end).isPresent()) {
            line.say(wanted ? "vm-tooshort" : "vm-deleted");
            return Optional.empty();
        }
        if (key.filter(digit -> digit == Digit.FOUR).isPresent() && policy.leaveUrgent()) {
            deposit.envelope(
                    deposit.envelope().toBuilder().urgency(Urgency.URGENT).build());
        }
        TrailingSilence.cut(deposit, end);
        return Optional.of(commit(deposit, "vm-msgsaved"));
    }

    private CallOutcome commit(Deposit deposit, String thanks) {
        MailboxId whose = deposit instanceof Outgoing outgoing ? outgoing.firstMailbox() : mailbox;
        Optional<Message> kept;
        try {
            kept = deposit.commit();
        } catch (VoicemailException e) {
            return leftWithOthers(deposit, whose, e, thanks);
        }
        kept.ifPresent(message -> {
            context.events().deposited(whose, message);
            context.events().countsChanged(whose);
        });
        line.say(kept.isPresent() ? thanks : "vm-nothingrecorded");
        return kept.<CallOutcome>map(message -> new Deposited(whose, message))
                .orElseGet(() -> notDeposited(Reason.NOTHING_RECORDED));
    }

    /** The store failed with one of several recipients: a caller who hears that it failed would leave it again for all. */
    private CallOutcome leftWithOthers(Deposit deposit, MailboxId whose, VoicemailException failure, String thanks) {
        Optional<Deposited> others =
                deposit instanceof Outgoing outgoing ? outgoing.deliveredToOthers() : Optional.empty();
        CallOutcome outcome = others.orElseThrow(() -> failure);
        LOG.warn("{} has no message that others have", whose, failure);
        context.events().depositFailed(whose);
        line.say(thanks);
        return outcome;
    }

    private RecordingLimits limits() {
        return new RecordingLimits(
                policy.longestMessage(),
                policy.trailingSilence(),
                policy.silenceThreshold(),
                Digit.set(policy.operator().isPresent() ? "#0" : "#"));
    }

    /** The envelope as of now: when recording begins, it is made again. */
    private Envelope envelope(Urgency urgency) {
        Envelope.Builder envelope = Envelope.received(context.clock().instant())
                .caller(info.caller())
                .redirecting(info.redirecting())
                .callId(info.callId())
                .category(options.category())
                .urgency(urgency);
        return (options.flag().isEmpty() ? envelope : envelope.attribute("flag", options.flag())).build();
    }

    private Optional<CallOutcome> without(Reason reason) {
        return Optional.of(notDeposited(reason));
    }

    private CallOutcome notDeposited(Reason reason) {
        return new NotDeposited(mailbox, reason);
    }
}

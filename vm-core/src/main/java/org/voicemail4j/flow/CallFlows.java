package org.voicemail4j.flow;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.call.CallPurpose.Retrieval;
import org.voicemail4j.call.DepositOptions;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.EarlyMedia;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Leads a call from answer to hang-up on the calling thread. A caller who hangs up is an ordinary end; when the store or
 * another part fails, the caller hears an apology, the call ends, and the exception goes on to whoever called. For many
 * threads.
 */
public final class CallFlows {

    private final FlowContext context;

    public CallFlows(FlowContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * Answers a call and takes a message.
     *
     * @param info what is known of the call after asking around, which may be more than the call itself says
     * @param mailbox for whom
     * @throws org.voicemail4j.VoicemailException if the call cannot be answered or the message not be kept
     */
    public CallOutcome deposit(IncomingCall call, CallInfo info, Mailbox mailbox) {
        Deposit wanted = info.purpose() instanceof Deposit deposit ? deposit : new Deposit(mailbox.id());
        return deposit(call, info, wanted, mailbox);
    }

    private CallOutcome deposit(IncomingCall call, CallInfo info, Deposit wanted, Mailbox mailbox) {
        boolean late = wanted.options().answering() == DepositOptions.Answering.BEFORE_RECORDING;
        Optional<EarlyMedia> early = late ? call.early() : Optional.empty();
        Line line = new Line(early.map(EarlyMedia::session).orElseGet(call::accept));
        Runnable answer = early.<Runnable>map(ringing -> ringing::answer).orElse(() -> {});
        Recipients recipients = new Recipients(context, mailbox, wanted.others());
        return led(
                call,
                line,
                "vm-cannot-store",
                () -> new DepositFlow(context, line, call.control(), info, wanted.options(), recipients, answer).run());
    }

    /**
     * Answers a call, asks for a mailbox and takes a message.
     *
     * @param info what is known of the call after asking around
     * @param options how the message is taken
     * @throws org.voicemail4j.VoicemailException if the call cannot be answered or the message not be kept
     */
    public CallOutcome depositAnywhere(IncomingCall call, CallInfo info, DepositOptions options) {
        Line line = new Line(call.accept());
        return led(
                call,
                line,
                "vm-cannot-store",
                () -> new MailboxQuestion(context, line, info)
                        .ask()
                        .map(mailbox -> new Recipients(context, mailbox, List.of()))
                        .map(to -> new DepositFlow(context, line, call.control(), info, options, to, () -> {}).run())
                        .orElse(CallOutcome.NO_MAILBOX));
    }

    /**
     * Answers a call and lets an owner log in, listen and manage.
     *
     * @param info what is known of the call after asking around
     * @param mailbox whose; empty if the caller shall be asked. The caller must know the PIN either way
     * @throws org.voicemail4j.VoicemailException if the call cannot be answered or the store fails
     */
    public CallOutcome retrieval(IncomingCall call, CallInfo info, Optional<MailboxId> mailbox) {
        return retrieval(call, info, new Retrieval(mailbox));
    }

    /**
     * Answers a call and lets an owner log in, listen and manage.
     *
     * @param info what is known of the call after asking around
     * @param asked whose messages, and how
     * @throws org.voicemail4j.VoicemailException if the call cannot be answered or the store fails
     */
    public CallOutcome retrieval(IncomingCall call, CallInfo info, Retrieval asked) {
        Line line = new Line(call.accept());
        return led(
                call,
                line,
                "vm-tryagainlater",
                () -> new RetrievalFlow(context, line, call.control(), info, asked).run());
    }

    /**
     * Answers a call and lets the caller look for somebody by name.
     *
     * @param info what is known of the call after asking around; the people of its context can be found
     * @throws org.voicemail4j.VoicemailException if the call cannot be answered or nobody can say who there is
     */
    public CallOutcome directory(IncomingCall call, CallInfo info, DirectoryOptions options) {
        Line line = new Line(call.accept());
        return led(
                call,
                line,
                "vm-tryagainlater",
                () -> new DirectoryFlow(context, line, call.control(), info, options).run());
    }

    private static CallOutcome led(IncomingCall call, Line line, String apology, Supplier<CallOutcome> flow) {
        try {
            CallOutcome outcome = flow.get();
            call.ended(outcome);
            return outcome;
        } catch (RuntimeException e) {
            apologize(line, apology, e);
            throw e;
        } finally {
            call.hangUp();
        }
    }

    private static void apologize(Line line, String apology, RuntimeException failure) {
        try {
            line.say(apology);
        } catch (RuntimeException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }
}

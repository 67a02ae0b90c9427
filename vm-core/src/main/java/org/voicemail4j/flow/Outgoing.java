package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;

/**
 * A message on its way into the mailboxes of its recipients, a deposit in each. What is recorded goes into those of the
 * first few at once, and from the first one's into all others when it is delivered, one after the other: a large list
 * takes no more files and no more work than a small one while somebody speaks. Either {@link #send} delivers it to all,
 * or {@link #commit}, after which {@link #allGotIt} and {@link
 * #deliveredToOthers} tell more. Whoever it was not delivered to gets nothing.
 */
final class Outgoing implements Deposit {

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    /** So many are recorded for at the same time; a crash leaves the message to all of them. */
    static final int RECORDED_AT_ONCE = 8;

    /** When a message counts as left. */
    enum Enough {
        /** When the first recipient has it: whoever sends it hears of the others. */
        FIRST,
        /** When anybody has it: a caller cannot know who the others are, and would leave it again for all. */
        ANYBODY
    }

    private final FlowContext context;
    private final Enough enough;
    private final List<OutgoingCopy> copies = new ArrayList<>();
    private int reached;
    private boolean isSpoken;
    private int missed;
    private Optional<CallOutcome.Deposited> delivered = Optional.empty();

    /** For somebody who sends it: the first recipient must get it. */
    Outgoing(FlowContext context) {
        this(context, Enough.FIRST);
    }

    Outgoing(FlowContext context, Enough enough) {
        this.context = context;
        this.enough = enough;
    }

    /**
     * Takes a place in every mailbox, or in none.
     *
     * @return why one of them takes nothing; empty if all do
     */
    Optional<DepositStart.Reason> open(List<Mailbox> mailboxes, Envelope envelope) {
        Optional<DepositStart.Reason> refused = Optional.of(DepositStart.Reason.NO_SPACE);
        try {
            refused = mailboxes.stream()
                    .map(mailbox -> open(mailbox, envelope, shortest(mailboxes)))
                    .flatMap(Optional::stream)
                    .findFirst();
            return refused;
        } finally {
            refused.ifPresent(reason -> close());
        }
    }

    /**
     * Takes a place in every mailbox that has one; whoever has none gets nothing, and {@link #send} and {@link #allGotIt}
     * tell it.
     *
     * @return why, if nobody at all will get it
     * @throws VoicemailException if nobody will, and the store failed with one of them
     */
    Optional<DepositStart.Reason> openWherePossible(List<Mailbox> mailboxes, Envelope envelope) {
        Optional<DepositStart.Reason> refused = Optional.empty();
        Optional<VoicemailException> failure = Optional.empty();
        for (Mailbox mailbox : mailboxes) {
            int before = copies.size();
            try {
                Optional<DepositStart.Reason> why = open(mailbox, envelope, shortest(mailboxes));
                refused = refused.or(() -> why);
            } catch (VoicemailException e) {
                LOG.warn("{} gets no copy", mailbox.id(), e);
                context.events().depositFailed(mailbox.id());
                failure = Optional.of(e);
            }
            missed += copies.size() == before ? 1 : 0;
        }
        if (copies.isEmpty() && failure.isPresent()) {
            throw failure.get();
        }
        return copies.isEmpty() ? refused : Optional.empty();
    }

    /** The first recipient's limits hold for what all get. */
    private Duration shortest(List<Mailbox> mailboxes) {
        Mailbox first = copies.isEmpty() ? mailboxes.get(0) : copies.get(0).mailbox();
        return first.policy().shortestMessage();
    }

    /** How many mailboxes had no place. */
    int missed() {
        return missed;
    }

    /** Adds a recipient whose deposit was begun already. */
    void add(Mailbox mailbox, Deposit deposit) {
        copies.add(new OutgoingCopy(context, mailbox, deposit, copies.size() < RECORDED_AT_ONCE));
    }

    /**
     * Adds a recipient.
     *
     * @param shortest what recovery may deliver
     * @return why that mailbox takes nothing; empty if it does
     */
    Optional<DepositStart.Reason> open(Mailbox mailbox, Envelope envelope, Duration shortest) {
        DepositTerms terms = new DepositTerms(mailbox.policy().maxMessages(), shortest);
        DepositStart start = context.store().beginDeposit(mailbox.id(), envelope, terms);
        if (start instanceof DepositStart.Opened opened) {
            add(mailbox, opened.deposit());
            return Optional.empty();
        }
        DepositStart.Reason reason = ((DepositStart.Refused) start).reason();
        context.events().depositRefused(mailbox.id(), reason);
        return Optional.of(reason);
    }

    /** To whom. */
    List<Mailbox> recipients() {
        return copies.stream().map(OutgoingCopy::mailbox).toList();
    }

    /**
     * Appends sound to what was recorded and delivers the whole. What fails for one recipient does not keep the others
     * from theirs.
     *
     * @param told is told of every copy
     * @return how many got it
     */
    int send(AudioContent audio, BiConsumer<MailboxId, Message> told) {
        int sent = handOn(
                copy -> (!isSpoken || copy.isAppended(recorded())) && copy.isAppended(audio) && copy.isCommitted(told));
        return sent + delivered(copies, copy -> copy.isAppended(audio) && copy.isCommitted(told));
    }

    /** Delivers to those who were not recorded for, while the first one's is still there; returns how many got it. */
    private int handOn(Predicate<OutgoingCopy> delivery) {
        int sent = 0;
        for (OutgoingCopy copy : copies) {
            if (!copy.isRecorded()) {
                sent += copy.isDone(delivery) ? 1 : 0;
                copy.close();
            }
        }
        return sent;
    }

    private static int delivered(List<OutgoingCopy> copies, Predicate<OutgoingCopy> delivery) {
        return (int) recorded(copies).filter(copy -> copy.isDone(delivery)).count();
    }

    private static Stream<OutgoingCopy> recorded(List<OutgoingCopy> copies) {
        return copies.stream().filter(OutgoingCopy::isRecorded);
    }

    /** Delivers what was recorded to all recipients; what fails for the first one is thrown when the others have theirs. */
    @Override
    public Optional<Message> commit() {
        BiConsumer<MailboxId, Message> told = this::deposited;
        int sent = handOn(copy -> copy.isAppended(recorded()) && copy.isCommitted(told));
        try {
            return first().commit();
        } finally {
            reached = sent + delivered(others(), copy -> copy.isCommitted(told));
        }
    }

    private void deposited(MailboxId mailbox, Message message) {
        context.events().deposited(mailbox, message);
        delivered = delivered.or(() -> Optional.of(new CallOutcome.Deposited(mailbox, message)));
    }

    /** What another recipient got after {@link #commit} failed for the first, where that is enough. */
    Optional<CallOutcome.Deposited> deliveredToOthers() {
        return enough == Enough.ANYBODY ? delivered : Optional.empty();
    }

    /** Whether {@link #commit} reached any recipient besides the first. */
    boolean anyGotIt() {
        return reached > 0;
    }

    /** Whether {@link #commit} reached all recipients besides the first. */
    boolean allGotIt() {
        return reached == others().size() && missed == 0;
    }

    private Deposit first() {
        return copies.get(0).deposit();
    }

    /** Whose message {@link #commit} returns. */
    MailboxId firstMailbox() {
        return copies.get(0).mailbox().id();
    }

    private List<OutgoingCopy> others() {
        return copies.subList(1, copies.size());
    }

    @Override
    public Envelope envelope() {
        return first().envelope();
    }

    @Override
    public void envelope(Envelope envelope) {
        asFarAsPossible(others().stream(), deposit -> deposit.envelope(envelope));
    }

    @Override
    public void recordingBegins() {
        forEach(Deposit::recordingBegins);
    }

    @Override
    public List<AudioSink> renditions() {
        isSpoken = true;
        return recorded(copies)
                .flatMap(copy -> copy.deposit().renditions().stream())
                .toList();
    }

    @Override
    public void truncate(Duration length) {
        asFarAsPossible(recorded(others()), deposit -> deposit.truncate(length));
    }

    @Override
    public void restart() {
        forEach(Deposit::restart);
    }

    @Override
    public AudioContent recorded() {
        return first().recorded();
    }

    @Override
    public void close() {
        copies.forEach(OutgoingCopy::close);
        copies.clear();
    }

    /** Does something to all of them; who cannot go along gets nothing, and keeps nobody else from theirs. */
    private void forEach(Consumer<Deposit> change) {
        leadingByOne(change);
        List<OutgoingCopy> lost =
                recorded(others()).filter(copy -> !copy.isChanged(change)).toList();
        copies.removeAll(lost);
        lost.forEach(OutgoingCopy::close);
        missed += lost.size();
    }

    /** Does it to the first; where anybody is enough, the next one is the first if this one cannot go along. */
    private void leadingByOne(Consumer<Deposit> change) {
        for (OutgoingCopy leading = copies.get(0); ; leading = copies.get(0)) {
            try {
                change.accept(leading.deposit());
                return;
            } catch (VoicemailException e) {
                if (enough == Enough.FIRST || recorded(copies).count() < 2) {
                    throw e;
                }
                LOG.warn("{} gets no copy", leading.mailbox().id(), e);
                context.events().depositFailed(leading.mailbox().id());
                copies.remove(leading);
                leading.close();
                missed++;
            }
        }
    }

    /** Changes all of them; who cannot be changed gets the message as it is, the first one where anybody is enough. */
    private void asFarAsPossible(Stream<OutgoingCopy> others, Consumer<Deposit> change) {
        try {
            change.accept(first());
        } catch (VoicemailException e) {
            if (enough == Enough.FIRST || copies.size() < 2) {
                throw e;
            }
            asItWas(copies.get(0), e);
        }
        others.forEach(copy -> {
            try {
                change.accept(copy.deposit());
            } catch (VoicemailException e) {
                asItWas(copy, e);
            }
        });
    }

    private static void asItWas(OutgoingCopy copy, VoicemailException failure) {
        LOG.warn("{} gets a message as it was recorded", copy.mailbox().id(), failure);
    }
}

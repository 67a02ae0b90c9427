package org.voicemail4j.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Recording;

/**
 * A message on its way into the mailboxes of its recipients, a deposit in each. What is recorded goes into all of them,
 * what is sent is appended to it. Whoever it was not sent to gets nothing.
 */
final class Outgoing implements Recording {

    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    private final FlowContext context;
    private final List<Copy> copies = new ArrayList<>();

    /** What one recipient gets. */
    private record Copy(Mailbox mailbox, Deposit deposit) {}

    Outgoing(FlowContext context) {
        this.context = context;
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
                    .map(mailbox -> open(mailbox, envelope))
                    .flatMap(Optional::stream)
                    .findFirst();
            return refused;
        } finally {
            refused.ifPresent(reason -> close());
        }
    }

    private Optional<DepositStart.Reason> open(Mailbox mailbox, Envelope envelope) {
        DepositTerms terms = new DepositTerms(mailbox.policy().maxMessages(), Duration.ZERO);
        DepositStart start = context.store().beginDeposit(mailbox.id(), envelope, terms);
        if (start instanceof DepositStart.Opened opened) {
            copies.add(new Copy(mailbox, opened.deposit()));
            return Optional.empty();
        }
        DepositStart.Reason reason = ((DepositStart.Refused) start).reason();
        context.events().depositRefused(mailbox.id(), reason);
        return Optional.of(reason);
    }

    /** To whom. */
    List<Mailbox> recipients() {
        return copies.stream().map(Copy::mailbox).toList();
    }

    /**
     * Appends sound to what was recorded and delivers the whole. What fails for one recipient does not keep the others
     * from theirs.
     *
     * @return how many got it
     */
    int send(AudioContent audio, MailboxId sender) {
        return (int) copies.stream().filter(copy -> isSent(copy, audio, sender)).count();
    }

    private boolean isSent(Copy copy, AudioContent audio, MailboxId sender) {
        MailboxId recipient = copy.mailbox().id();
        try {
            return isAppended(copy, audio) && isCommitted(copy.deposit(), recipient, sender);
        } catch (VoicemailException e) {
            LOG.warn("a message of {} could not be sent to {}", sender, recipient, e);
            return false;
        }
    }

    private boolean isAppended(Copy copy, AudioContent audio) {
        for (AudioSink sink : copy.deposit().renditions()) {
            if (!context.transcoder().canTranscode(audio.format(), sink.format())) {
                LOG.warn("{} cannot be sent: nobody makes {} of it", audio.format(), sink.format());
                return false;
            }
            context.transcoder().transcode(audio, sink);
        }
        return true;
    }

    private boolean isCommitted(Deposit deposit, MailboxId recipient, MailboxId sender) {
        Optional<Message> sent = deposit.commit();
        sent.ifPresent(message -> {
            context.events().forwarded(recipient, message, sender);
            context.events().countsChanged(recipient);
        });
        return sent.isPresent();
    }

    @Override
    public List<AudioSink> renditions() {
        return copies.stream()
                .flatMap(copy -> copy.deposit().renditions().stream())
                .toList();
    }

    @Override
    public void truncate(Duration length) {
        copies.forEach(copy -> copy.deposit().truncate(length));
    }

    @Override
    public void restart() {
        copies.forEach(copy -> copy.deposit().restart());
    }

    @Override
    public AudioContent recorded() {
        return copies.get(0).deposit().recorded();
    }

    @Override
    public void close() {
        copies.forEach(copy -> copy.deposit().close());
        copies.clear();
    }
}

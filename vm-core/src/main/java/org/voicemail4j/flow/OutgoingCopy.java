package org.voicemail4j.flow;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Deposit;

/**
 * What one of several recipients gets.
 *
 * @param isRecorded whether sound comes into it while somebody speaks, or else later
 */
record OutgoingCopy(FlowContext context, Mailbox mailbox, Deposit deposit, boolean isRecorded) {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingCopy.class);

    /** Whether it goes; what fails for one recipient is an event and keeps nobody else from theirs. */
    boolean isDone(Predicate<OutgoingCopy> step) {
        try {
            return step.test(this);
        } catch (VoicemailException e) {
            failed(e);
            return false;
        }
    }

    private void failed(VoicemailException failure) {
        LOG.warn("a message could not be sent to {}", mailbox.id(), failure);
        context.events().depositFailed(mailbox.id());
    }

    boolean isChanged(Consumer<Deposit> change) {
        return isDone(copy -> {
            change.accept(copy.deposit);
            return true;
        });
    }

    /** Appends sound; false if nobody makes the store's format of it. */
    boolean isAppended(AudioContent audio) {
        for (AudioSink sink : deposit.renditions()) {
            if (!context.transcoder().canTranscode(audio.format(), sink.format())) {
                LOG.warn("{} cannot be sent: nobody makes {} of it", audio.format(), sink.format());
                return false;
            }
            context.transcoder().transcode(audio, sink);
        }
        return true;
    }

    /** Delivers it; false if there was no sound. */
    boolean isCommitted(BiConsumer<MailboxId, Message> told) {
        Optional<Message> sent = deposit.commit();
        sent.ifPresent(message -> {
            told.accept(mailbox.id(), message);
            context.events().countsChanged(mailbox.id());
        });
        return sent.isPresent();
    }

    void close() {
        try {
            deposit.close();
        } catch (VoicemailException e) {
            LOG.warn("{}: what was not sent cannot be cleared away", mailbox.id(), e);
        }
    }
}

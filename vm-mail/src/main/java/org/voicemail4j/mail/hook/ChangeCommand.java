package org.voicemail4j.mail.hook;

import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.command.Program.Exit;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailListener;
import org.voicemail4j.store.MessageStore;

/**
 * Runs a program whenever the messages of a mailbox have changed (Asterisk's {@code externnotify}), with the arguments
 * context, mailbox, new messages without the urgent ones, old messages, urgent messages. It tells how things are, so
 * that the next change makes up for one at which it failed, or at which the store could not count; nothing else does.
 */
public final class ChangeCommand implements VoicemailListener {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCommand.class);

    private final Program program;
    private final MessageStore store;

    /**
     * @param program without the arguments that are added
     * @param store asked for the counts
     */
    public ChangeCommand(Program program, MessageStore store) {
        this.program = Objects.requireNonNull(program, "program");
        this.store = Objects.requireNonNull(store, "store");
    }

    @Override
    public void on(VoicemailEvent event) {
        if (changesCounts(event)) {
            run(event.mailbox());
        }
    }

    private static boolean changesCounts(VoicemailEvent event) {
        return event instanceof VoicemailEvent.Deposited
                || event instanceof VoicemailEvent.Forwarded
                || event instanceof VoicemailEvent.Recovered
                || event instanceof VoicemailEvent.Heard
                || event instanceof VoicemailEvent.Moved
                || event instanceof VoicemailEvent.Deleted
                || event instanceof VoicemailEvent.Expired;
    }

    /** Runs it now, because something else has changed the mailbox. */
    public void run(MailboxId mailbox) {
        try {
            MessageCounts counts = store.counts(mailbox);
            Exit exit = program.with(List.of(
                            mailbox.context(),
                            mailbox.number(),
                            Integer.toString(counts.newMessages() - counts.newUrgent()),
                            Integer.toString(counts.oldMessages()),
                            Integer.toString(counts.newUrgent())))
                    .run();
            if (exit.exit() != 0) {
                LOG.warn("{} for {} ended with {}", program, mailbox, exit.exit());
            }
        } catch (VoicemailException e) {
            LOG.warn("{} for {} failed: {}", program, mailbox, e.getMessage());
        }
    }
}

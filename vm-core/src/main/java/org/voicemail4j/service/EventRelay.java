package org.voicemail4j.service;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.DepositStart;

/** Hands what happens during calls to listeners and lamps, off the calls' threads. */
final class EventRelay implements FlowEvents {

    private static final Logger log = LoggerFactory.getLogger(EventRelay.class);

    private final List<VoicemailListener> listeners;
    private final MailboxQueues queues;
    private final MwiRelay lamps;
    private final LogBudget refused;

    EventRelay(List<VoicemailListener> listeners, MailboxQueues queues, MwiRelay lamps, Clock clock) {
        this.listeners = List.copyOf(listeners);
        this.queues = queues;
        this.lamps = lamps;
        this.refused = new LogBudget(clock);
    }

    private void tell(VoicemailEvent event) {
        log.debug("{}", event);
        for (VoicemailListener listener : listeners) {
            queues.execute(event.mailbox(), () -> listener.on(event));
        }
    }

    void recovered(MailboxId mailbox, Message message) {
        tell(new VoicemailEvent.Recovered(mailbox, message));
        lamps.changed(mailbox);
    }

    @Override
    public void countsChanged(MailboxId mailbox) {
        lamps.changed(mailbox);
    }

    @Override
    public void deposited(MailboxId mailbox, Message message) {
        tell(new VoicemailEvent.Deposited(mailbox, message));
    }

    @Override
    public void forwarded(MailboxId mailbox, Message message, MailboxId from) {
        tell(new VoicemailEvent.Forwarded(mailbox, message, from));
    }

    @Override
    public void depositRefused(MailboxId mailbox, DepositStart.Reason reason) {
        log.warn("{}: a message was refused: {}", mailbox, reason);
        tell(new VoicemailEvent.DepositRefused(mailbox, reason));
    }

    @Override
    public void depositFailed(MailboxId mailbox) {
        tell(new VoicemailEvent.DepositFailed(mailbox));
    }

    @Override
    public void recordingCutShort(MailboxId mailbox, Duration kept) {
        log.warn("{}: a recording had to end because the store takes no more; {} were kept", mailbox, kept);
        tell(new VoicemailEvent.RecordingCutShort(mailbox, kept));
    }

    @Override
    public void loggedIn(MailboxId mailbox) {
        tell(new VoicemailEvent.LoggedIn(mailbox));
    }

    @Override
    public void loginFailed(MailboxId mailbox) {
        tell(new VoicemailEvent.LoginFailed(mailbox));
    }

    @Override
    public void loginLocked(MailboxId mailbox) {
        int held = refused.ask();
        if (held >= 0) {
            log.warn(
                    "{}: locked after too many wrong PINs; a login was refused; {} more since the line before this",
                    mailbox,
                    held);
        }
        tell(new VoicemailEvent.LoginLocked(mailbox));
    }

    @Override
    public void heard(MailboxId mailbox, Message message) {
        tell(new VoicemailEvent.Heard(mailbox, message));
    }

    @Override
    public void moved(MailboxId mailbox, Message message, Folder to) {
        tell(new VoicemailEvent.Moved(mailbox, message, to));
    }

    @Override
    public void deleted(MailboxId mailbox, Message message) {
        tell(new VoicemailEvent.Deleted(mailbox, message));
    }

    @Override
    public void expired(MailboxId mailbox, Message message) {
        tell(new VoicemailEvent.Expired(mailbox, message));
    }

    @Override
    public void greetingChanged(MailboxId mailbox, GreetingKind kind) {
        tell(new VoicemailEvent.GreetingChanged(mailbox, kind));
    }

    @Override
    public void calledOut(MailboxId mailbox, String number) {
        log.info("{}: its owner called somebody from within the mailbox", mailbox);
        tell(new VoicemailEvent.CalledOut(mailbox, number));
    }

    @Override
    public void pinChanged(MailboxId mailbox) {
        tell(new VoicemailEvent.PinChanged(mailbox));
    }
}

package org.voicemail4j.testkit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.LoginFailures;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Pin;

/** A credential store that does what one in memory does; to plant faults in. */
class ForwardingCredentials implements CredentialStore {

    private final CredentialStore sound = new InMemoryCredentialStore();

    @Override
    public Optional<Pin> pin(MailboxId mailbox) {
        return sound.pin(mailbox);
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin) {
        sound.setPin(mailbox, pin);
    }

    @Override
    public void setPin(MailboxId mailbox, Pin pin, Instant since) {
        sound.setPin(mailbox, pin, since);
    }

    @Override
    public Optional<Instant> pinSince(MailboxId mailbox) {
        return sound.pinSince(mailbox);
    }

    @Override
    public List<Pin> formerPins(MailboxId mailbox) {
        return sound.formerPins(mailbox);
    }

    @Override
    public LoginFailures failures(MailboxId mailbox) {
        return sound.failures(mailbox);
    }

    @Override
    public LoginFailures recordFailure(MailboxId mailbox, Instant when) {
        return sound.recordFailure(mailbox, when);
    }

    @Override
    public void clearFailures(MailboxId mailbox) {
        sound.clearFailures(mailbox);
    }
}

package org.voicemail4j.testkit;

import java.util.Optional;
import org.voicemail4j.mailbox.Greeting;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinChange;
import org.voicemail4j.mailbox.PinCheck;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.MessageCounts;

/** A mailbox that does what another one does; to plant faults in. */
class ForwardingMailbox implements Mailbox {

    final Mailbox sound;

    ForwardingMailbox(Mailbox sound) {
        this.sound = sound;
    }

    @Override
    public MailboxId id() {
        return sound.id();
    }

    @Override
    public Subscriber subscriber() {
        return sound.subscriber();
    }

    @Override
    public Optional<Greeting> greeting(GreetingKind kind) {
        return sound.greeting(kind);
    }

    @Override
    public MessageCounts counts() {
        return sound.counts();
    }

    @Override
    public boolean needsPin() {
        return sound.needsPin();
    }

    @Override
    public PinCheck checkPin(String digits) {
        return sound.checkPin(digits);
    }

    @Override
    public PinChange changePin(String digits) {
        return sound.changePin(digits);
    }
}

package org.voicemail4j.testkit;

import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Urgency;

/** What the contracts of a {@link Mailbox} have in common: mailboxes of three people, and how to change what they hold. */
public interface MailboxUnderTest {

    /** Finds the mailboxes under test: exactly those of {@link Subscribers#ALL}, each empty and with its configured PIN. */
    MailboxFinder mailboxes();

    /** Leaves a new message in a mailbox, as a caller would. */
    void leaveMessage(MailboxId mailbox, Urgency urgency);

    /** Gives a mailbox a greeting, as its owner would. */
    void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio);

    /** The mailbox of a subscriber, found anew. */
    default Mailbox mailbox(Subscriber subscriber) {
        return mailboxes()
                .find(subscriber.mailbox())
                .orElseThrow(() -> new AssertionError(subscriber.mailbox() + " is not found"));
    }
}

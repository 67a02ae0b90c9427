package org.voicemail4j.testkit;

import java.time.Duration;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Urgency;

/** The mailboxes of the service keep the contracts of every mailbox. */
class StoredMailboxContractTest implements MailboxContract, MailboxLockContract {

    private final StoredMailboxes stored = new StoredMailboxes();
    private final MailboxFinder finder = stored.finder();

    @Override
    public MailboxFinder mailboxes() {
        return finder;
    }

    @Override
    public void leaveMessage(MailboxId mailbox, Urgency urgency) {
        stored.leaveMessage(mailbox, urgency);
    }

    @Override
    public void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio) {
        stored.recordGreeting(mailbox, kind, audio);
    }

    @Override
    public int lockAfter() {
        return StoredMailboxes.LOCK_AFTER;
    }

    @Override
    public Duration lockFor() {
        return StoredMailboxes.LOCK_FOR;
    }

    @Override
    public ManualClock clock() {
        return stored.clock;
    }
}

package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.StoredMailbox;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;

/** The reference mailboxes over stores in memory, and the hands that put something into them. */
final class StoredMailboxes implements StoreUnderTest {

    static final int LOCK_AFTER = 4;
    static final Duration LOCK_FOR = Duration.ofMinutes(10);
    static final VoicemailConfig CONFIG = VoicemailConfig.DEFAULT.withLock(LOCK_AFTER, LOCK_FOR);

    final ManualClock clock = ManualClock.at("2026-11-24T12:00:00Z");
    private final MessageStore store = new InMemoryMessageStore();

    @Override
    public MessageStore store() {
        return store;
    }

    MailboxFinder finder() {
        return finder(new InMemoryCredentialStore(), CONFIG);
    }

    MailboxFinder finder(CredentialStore credentials, VoicemailConfig config) {
        return StoredMailbox.finder(
                new InMemoryMailboxDirectory(Subscribers.ALL), credentials, store, config, clock, new SecureRandom());
    }

    void leaveMessage(MailboxId mailbox, Urgency urgency) {
        leave(mailbox, envelope().toBuilder().urgency(urgency).build(), Duration.ofSeconds(2));
    }

    void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio) {
        try (GreetingRecording recording = store.beginGreeting(mailbox, kind)) {
            for (AudioSink sink : recording.renditions()) {
                sink.append(ByteBuffer.wrap(Sounds.octets(audio)));
            }
            recording.commit();
        }
    }
}

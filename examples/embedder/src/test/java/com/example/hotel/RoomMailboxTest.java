package com.example.hotel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.service.StoredMailbox;
import org.voicemail4j.service.VoicemailConfig;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.testkit.InMemoryCredentialStore;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.MailboxContract;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.Sounds;
import org.voicemail4j.testkit.Subscribers;

/** A mailbox over the hotel's store does what voicemail4j asks of every mailbox. */
class RoomMailboxTest implements MailboxContract {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final RoomMessages messages = new RoomMessages();
    private final MailboxFinder finder = StoredMailbox.finder(
            new InMemoryMailboxDirectory(Subscribers.ALL),
            new InMemoryCredentialStore(),
            messages,
            VoicemailConfig.DEFAULT,
            ManualClock.at(NOON),
            new SecureRandom());

    @Override
    public MailboxFinder mailboxes() {
        return finder;
    }

    @Override
    public void leaveMessage(MailboxId mailbox, Urgency urgency) {
        Envelope envelope = Envelope.received(NOON).urgency(urgency).build();
        DepositStart start = messages.beginDeposit(mailbox, envelope, new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            deposit.renditions().get(0).append(ByteBuffer.allocate(16_000));
            deposit.commit();
        }
    }

    @Override
    public void recordGreeting(MailboxId mailbox, GreetingKind kind, AudioContent audio) {
        try (GreetingRecording recording = messages.beginGreeting(mailbox, kind)) {
            recording.renditions().get(0).append(ByteBuffer.wrap(Sounds.octets(audio)));
            recording.commit();
        }
    }
}

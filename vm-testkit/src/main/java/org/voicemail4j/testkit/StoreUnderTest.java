package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.Recording;

/** What the contracts of a message store have in common: the store, and how they use it. */
public interface StoreUnderTest {

    /** A mailbox of the tests. */
    MailboxId ALICE = new MailboxId("default", "1000");

    /** Another mailbox of the tests, in another context. */
    MailboxId BOB = new MailboxId("sales.example", "0000FFFF0001");

    /** A mailbox with Alice's number in another context: somebody else's. */
    MailboxId NAMESAKE = new MailboxId("sales.example", ALICE.number());

    /** Terms that no test reaches. */
    DepositTerms ROOMY = new DepositTerms(1000, Duration.ZERO);

    /** When the tests' messages come in. */
    Instant RECEIVED = Instant.parse("2026-11-24T20:23:45Z");

    /** The store under test: fresh and empty in each test, the same one throughout a test. */
    MessageStore store();

    /** An envelope of Alice's colleague. */
    default Envelope envelope() {
        return Envelope.received(RECEIVED)
                .caller(Party.of("Caller One", "5551001"))
                .build();
    }

    /** Begins a deposit that must be taken. */
    default Deposit begin(MailboxId mailbox, Envelope envelope) {
        DepositStart start = store().beginDeposit(mailbox, envelope, ROOMY);
        assertThat(start).isInstanceOf(DepositStart.Opened.class);
        return ((DepositStart.Opened) start).deposit();
    }

    /** Leaves a message of two seconds. */
    default Message leave(MailboxId mailbox) {
        return leave(mailbox, envelope(), Duration.ofSeconds(2));
    }

    /** Leaves an urgent message of two seconds. */
    default Message leaveUrgent(MailboxId mailbox) {
        return leave(mailbox, envelope().toBuilder().urgency(Urgency.URGENT).build(), Duration.ofSeconds(2));
    }

    /** Leaves a message. */
    default Message leave(MailboxId mailbox, Envelope envelope, Duration length) {
        try (Deposit deposit = begin(mailbox, envelope)) {
            deposit.recordingBegins();
            record(deposit, length, 1);
            return deposit.commit().orElseThrow();
        }
    }

    /** Records noise into every rendition and returns the octets that the preferred one got. */
    default byte[] record(Recording recording, Duration length, long seed) {
        for (AudioSink sink : recording.renditions()) {
            sink.append(ByteBuffer.wrap(Sounds.octets(Sounds.noise(sink.format(), length, seed))));
        }
        return Sounds.octets(Sounds.noise(recording.renditions().get(0).format(), length, seed));
    }

    /** Records a greeting of two seconds and returns the octets that the preferred rendition got. */
    default byte[] greet(MailboxId mailbox, GreetingKind kind, long seed) {
        try (GreetingRecording recording = store().beginGreeting(mailbox, kind)) {
            byte[] said = record(recording, Duration.ofSeconds(2), seed);
            recording.commit();
            return said;
        }
    }

    /** The octets of a message that must be there. */
    default byte[] heard(MailboxId mailbox, MessageId id) {
        return Sounds.octets(store().open(mailbox, id).orElseThrow());
    }

    /** Checks that a recording holds those octets and is read as {@link AudioContentContract} says. */
    default void assertSounds(AudioContent content, byte[] expected) {
        Reads.check(content, expected);
    }

    /** The ids of a folder in its order. */
    default List<MessageId> ids(MailboxId mailbox, Folder folder) {
        return store().list(mailbox, folder).stream().map(Message::id).toList();
    }
}

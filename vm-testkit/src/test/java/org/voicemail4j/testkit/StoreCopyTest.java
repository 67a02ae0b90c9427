package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.CopyListener;
import org.voicemail4j.store.CopyOutcome;
import org.voicemail4j.store.CopyReport;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreCopy;
import org.voicemail4j.store.StoreException;

/** Copies between stores in memory, interrupted, repeated and looked at afterwards. */
class StoreCopyTest implements StoreUnderTest {

    private final InMemoryMessageStore source = new InMemoryMessageStore();
    private final InMemoryMessageStore target = new InMemoryMessageStore();
    private final StoreCopy copy = new StoreCopy(source, target, AudioTranscoder.COPYING, CopyListener.NOBODY);

    @Override
    public MessageStore store() {
        return source;
    }

    private static Map<CopyOutcome, Long> all(CopyOutcome outcome, long count) {
        return Map.of(outcome, count);
    }

    private void greet(MessageStore store, long seed) {
        try (GreetingRecording greeting = store.beginGreeting(ALICE, GreetingKind.BUSY)) {
            record(greeting, Duration.ofSeconds(1), seed);
            greeting.commit();
        }
    }

    @Test
    void everyFolderGreetingAndEnvelopeIsCopiedInOrderAndSoundsAlike() {
        for (int i = 0; i < 5; i++) {
            leave(ALICE);
        }
        leaveUrgent(ALICE);
        Message old = leave(ALICE, Envelopes.random(7), Duration.ofSeconds(1));
        source.move(ALICE, old.id(), Folder.OLD, 99);
        source.change(
                ALICE,
                old.id(),
                envelope -> envelope.toBuilder().heardBy("anna").build());
        greet(source, 3);

        CopyReport report = copy.copy(ALICE);

        assertThat(report.messages().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 7));
        assertThat(report.greetings().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 1));
        for (Folder folder : Folder.values()) {
            assertThat(target.list(ALICE, folder)).isEqualTo(source.list(ALICE, folder));
        }
        assertThat(copy.verify(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.SAME, 7));
        assertThat(copy.verify(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.SAME, 1));
        assertThat(copy.copy(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.THERE, 7));
    }

    @Test
    void formerGreetingsComeAlongWhereNothingOfTheirKindIsAndNeverBeforeAPresentOne() {
        greet(source, 3);
        greet(source, 4);
        byte[] deleted = greet(ALICE, GreetingKind.TEMPORARY, 5);
        source.deleteGreeting(ALICE, GreetingKind.TEMPORARY);

        assertThat(copy.copy(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 3));

        assertSounds(
                target.greeting(ALICE, GreetingKind.BUSY).orElseThrow(),
                Sounds.octets(source.greeting(ALICE, GreetingKind.BUSY).orElseThrow()));
        assertSounds(
                target.formerGreeting(ALICE, GreetingKind.BUSY).orElseThrow(),
                Sounds.octets(source.formerGreeting(ALICE, GreetingKind.BUSY).orElseThrow()));
        assertThat(target.greeting(ALICE, GreetingKind.TEMPORARY)).isEmpty();
        assertSounds(target.formerGreeting(ALICE, GreetingKind.TEMPORARY).orElseThrow(), deleted);
        assertThat(copy.copy(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.THERE, 1));
        target.deleteFormerGreeting(ALICE, GreetingKind.TEMPORARY);
        copy.copy(ALICE);
        assertThat(target.hasFormerGreeting(ALICE, GreetingKind.TEMPORARY)).isFalse();
    }

    @Test
    void aPreviewTellsWhatACopyDoesAndDoesNothing() {
        leave(ALICE);
        leave(ALICE);
        greet(source, 3);
        assertThat(copy.preview(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 2));
        assertThat(copy.preview(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 1));
        assertThat(target.mailboxes()).isEmpty();
        assertThat(target.list(ALICE, Folder.INBOX)).isEmpty();
        copy.copy(ALICE);
        assertThat(copy.preview(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.THERE, 2));
        assertThat(copy.preview(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.THERE, 1));
    }

    @Test
    void whatIsDeletedInTheTargetDoesNotComeBackAndWhatComesLaterDoes() {
        MessageId first = leave(ALICE).id();
        greet(source, 3);
        copy.copy(ALICE);
        target.delete(ALICE, first);
        target.deleteGreeting(ALICE, GreetingKind.BUSY);
        MessageId second = leave(ALICE).id();

        CopyReport again = copy.copy(ALICE);

        assertThat(again.messages().outcomes())
                .isEqualTo(Map.of(CopyOutcome.DELETED_THERE, 1L, CopyOutcome.COPIED, 1L));
        assertThat(again.greetings().outcomes()).isEqualTo(all(CopyOutcome.DELETED_THERE, 1));
        assertThat(target.list(ALICE, Folder.INBOX)).extracting(Message::id).containsExactly(second);
        assertThat(copy.verify(ALICE).isClean()).isTrue();
        greet(source, 4);
        assertThat(copy.copy(ALICE).greetings().outcomes()).isEqualTo(all(CopyOutcome.COPIED, 1));
    }

    @Test
    void anInterruptedCopyGoesOnWhereItWas() {
        for (int i = 0; i < 6; i++) {
            leave(ALICE);
        }
        Failing failing = new Failing(target, 3);
        StoreCopy interrupted = new StoreCopy(source, failing, AudioTranscoder.COPYING, CopyListener.NOBODY);
        failing.awayAfter = true;
        assertThatThrownBy(() -> interrupted.copy(ALICE)).isInstanceOf(StoreException.class);
        assertThat(target.list(ALICE, Folder.INBOX)).hasSize(3);

        assertThat(copy.copy(ALICE).messages().outcomes())
                .isEqualTo(Map.of(CopyOutcome.THERE, 3L, CopyOutcome.COPIED, 3L));
        assertThat(target.list(ALICE, Folder.INBOX)).isEqualTo(source.list(ALICE, Folder.INBOX));
    }

    @Test
    void oneMessageThatTheTargetRefusesIsToldOfAndTheOthersAreCopied() {
        for (int i = 0; i < 3; i++) {
            leave(ALICE);
        }
        List<String> told = new ArrayList<>();
        CopyListener listener = new CopyListener() {
            @Override
            public void message(MailboxId mailbox, MessageId id, CopyOutcome outcome, String why) {
                told.add(outcome + " " + why);
            }
        };
        StoreCopy refused = new StoreCopy(source, new Failing(target, 1), AudioTranscoder.COPYING, listener);

        CopyReport report = refused.copy(ALICE);

        assertThat(report.messages().outcomes()).isEqualTo(Map.of(CopyOutcome.FAILED, 1L, CopyOutcome.COPIED, 2L));
        assertThat(report.isClean()).isFalse();
        assertThat(told).containsExactly("COPIED ", "FAILED value too long", "COPIED ");
        assertThat(copy.verify(ALICE).messages().outcomes())
                .isEqualTo(Map.of(CopyOutcome.SAME, 2L, CopyOutcome.MISSING, 1L));
    }

    @Test
    void anotherMessageOfTheSameIdKeepsItAndOursGetsOneOfItsOwn() {
        Message ours = leave(ALICE);
        Envelope other = Envelope.received(RECEIVED)
                .caller(Party.of("Somebody Else", "5559999"))
                .build();
        Delivery delivery = new Delivery(new DeliveryKey("other"), ours.id(), Folder.INBOX);
        try (Deposit deposit = target.beginDelivery(ALICE, other, delivery).orElseThrow()) {
            record(deposit, Duration.ofSeconds(1), 99);
            deposit.commit();
        }
        for (int tries = 0; tries < 2; tries++) {
            copy.copy(ALICE);
            assertThat(target.list(ALICE, Folder.INBOX)).hasSize(2);
        }
        assertThat(copy.verify(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.SAME, 1));
    }

    @Test
    void soundThatIsAnotherInTheTargetIsFound() {
        Message ours = leave(ALICE);
        Delivery delivery = new Delivery(new DeliveryKey("forged"), ours.id(), Folder.OLD);
        try (Deposit deposit =
                target.beginDelivery(ALICE, ours.envelope(), delivery).orElseThrow()) {
            record(deposit, Duration.ofSeconds(2), 99);
            deposit.commit();
        }
        assertThat(copy.copy(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.THERE, 1));
        assertThat(copy.verify(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.DIFFERENT, 1));
        assertThat(copy.verify(ALICE).isClean()).isFalse();
    }

    @Test
    void aFormatThatNobodyCanMakeIsToldOf() {
        leave(ALICE);
        LedgeredStore gsm = new InMemoryMessageStore(List.of(AudioFormat.GSM), new SecureRandom());
        StoreCopy impossible = new StoreCopy(source, gsm, AudioTranscoder.COPYING, CopyListener.NOBODY);
        assertThat(impossible.copy(ALICE).messages().outcomes()).isEqualTo(all(CopyOutcome.FAILED, 1));
        assertThat(gsm.list(ALICE, Folder.INBOX)).isEmpty();
    }

    /** A target that refuses one message or fails from then on. */
    private static final class Failing extends ForwardingStore implements LedgeredStore {

        private final InMemoryMessageStore sound;
        private int left;
        private boolean awayAfter;

        Failing(InMemoryMessageStore sound, int left) {
            super(sound);
            this.sound = sound;
            this.left = left;
        }

        @Override
        public List<AudioFormat> formats() {
            return sound.formats();
        }

        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            if (left == 0) {
                left = awayAfter ? 0 : -1;
                throw new StoreException("value too long");
            }
            left--;
            return sound.beginDelivery(mailbox, envelope, delivery);
        }

        @Override
        public Optional<GreetingRecording> beginGreetingDelivery(
                MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
            return sound.beginGreetingDelivery(mailbox, kind, key);
        }

        @Override
        public MessageCounts counts(MailboxId mailbox) {
            if (awayAfter && left == 0) {
                throw new StoreException("connection refused");
            }
            return super.counts(mailbox);
        }
    }
}

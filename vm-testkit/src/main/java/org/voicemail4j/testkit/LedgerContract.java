package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StoreException;

/**
 * How a store takes what was recorded elsewhere, once however often it is brought. For every {@link LedgeredStore},
 * beside {@link MessageStoreContract}.
 */
public interface LedgerContract extends StoreUnderTest {

    @Override
    LedgeredStore store();

    /** A delivery into INBOX under a key and an id of that number. */
    default Delivery delivery(int number) {
        return new Delivery(new DeliveryKey("journal." + number), messageId(number), Folder.INBOX);
    }

    private static MessageId messageId(int number) {
        return new MessageId(String.format(Locale.ROOT, "1795551825-%08x", number));
    }

    /** Brings a message that must be taken. */
    default Message bring(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        try (Deposit deposit =
                store().beginDelivery(mailbox, envelope, delivery).orElseThrow()) {
            record(deposit, Duration.ofSeconds(2), delivery.hashCode());
            return deposit.commit().orElseThrow();
        }
    }

    private void assertKnown(MailboxId mailbox, Delivery delivery) {
        Optional<Deposit> again = store().beginDelivery(mailbox, envelope(), delivery);
        again.ifPresent(Deposit::close);
        assertThat(again).as("taken again: %s", delivery).isEmpty();
    }

    @Test
    default void theFormatsAreThoseOfItsRecordings() {
        try (Deposit deposit = begin(ALICE, envelope());
                Deposit delivery =
                        store().beginDelivery(ALICE, envelope(), delivery(1)).orElseThrow();
                GreetingRecording greeting = store().beginGreeting(ALICE, GreetingKind.NAME)) {
            assertThat(store().formats()).isNotEmpty();
            assertThat(deposit.renditions()).extracting(AudioSink::format).isEqualTo(store().formats());
            assertThat(delivery.renditions()).extracting(AudioSink::format).isEqualTo(store().formats());
            assertThat(greeting.renditions()).extracting(AudioSink::format).isEqualTo(store().formats());
        }
    }

    @Test
    default void aDeliveredMessageHasTheIdItWasGiven() {
        Message message;
        byte[] said;
        try (Deposit deposit =
                store().beginDelivery(ALICE, envelope(), delivery(7)).orElseThrow()) {
            assertThat(deposit.envelope()).isEqualTo(envelope());
            said = record(deposit, Duration.ofSeconds(3), 7);
            assertThat(store().list(ALICE, Folder.INBOX)).isEmpty();
            message = deposit.commit().orElseThrow();
        }
        assertThat(message.id()).isEqualTo(messageId(7));
        assertThat(store().list(ALICE, Folder.INBOX)).containsExactly(message);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(1, 0, 0, 0));
        assertSounds(store().open(ALICE, message.id()).orElseThrow(), said);
        Envelopes.assertKept(envelope(), message.envelope());
    }

    @Test
    default void deliveriesLieInTheirFolderInOrder() {
        List<MessageId> brought = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            DeliveryKey key = new DeliveryKey("copy." + number);
            brought.add(bring(ALICE, envelope(), new Delivery(key, messageId(9 - number), Folder.WORK))
                    .id());
        }
        assertThat(ids(ALICE, Folder.WORK)).containsExactlyElementsOf(brought);
        assertThat(ids(ALICE, Folder.INBOX)).isEmpty();
        for (Folder folder : Folder.values()) {
            DeliveryKey key = new DeliveryKey("folder." + folder.title());
            Message message = bring(BOB, envelope(), new Delivery(key, messageId(100 + folder.ordinal()), folder));
            assertThat(message.folder()).isEqualTo(folder);
            assertThat(store().list(BOB, folder)).containsExactly(message);
        }
    }

    @Test
    default void anUrgentDeliveryIsUrgent() {
        bring(ALICE, envelope(), delivery(1));
        Envelope urgent = envelope().toBuilder().urgency(Urgency.URGENT).build();
        MessageId id = bring(ALICE, urgent, delivery(2)).id();
        assertThat(ids(ALICE, Folder.INBOX)).startsWith(id).hasSize(2);
        assertThat(store().counts(ALICE)).isEqualTo(new MessageCounts(2, 1, 0, 0));
    }

    @Test
    default void whatIsBroughtAgainIsRecognised() {
        bring(ALICE, envelope(), delivery(1));
        assertKnown(ALICE, delivery(1));
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(1);
    }

    @Test
    default void whatIsBroughtAgainIsRecognisedThoughItsOwnerHasMovedOrDeletedIt() {
        bring(ALICE, envelope(), delivery(1));
        bring(ALICE, envelope(), delivery(2));
        bring(ALICE, envelope(), delivery(3));
        store().move(ALICE, messageId(1), Folder.OLD, 100);
        store().delete(ALICE, messageId(2));
        assertKnown(ALICE, delivery(1));
        assertKnown(ALICE, delivery(2));
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(messageId(3));
        assertThat(ids(ALICE, Folder.OLD)).containsExactly(messageId(1));
    }

    @Test
    default void aMessageThatTheMailboxHasAlreadyIsRecognisedByItsId() {
        bring(ALICE, envelope(), delivery(1));
        store().move(ALICE, messageId(1), Folder.FRIENDS, 100);
        assertKnown(ALICE, new Delivery(new DeliveryKey("another"), messageId(1), Folder.INBOX));
    }

    @Test
    default void aDeliveryThatWasNotCommittedMayBeBroughtAgain() {
        Deposit abandoned =
                store().beginDelivery(ALICE, envelope(), delivery(1)).orElseThrow();
        record(abandoned, Duration.ofSeconds(1), 1);
        abandoned.close();
        try (Deposit silent =
                store().beginDelivery(ALICE, envelope(), delivery(1)).orElseThrow()) {
            assertThat(silent.commit()).isEmpty();
        }
        assertThat(store().recover()).isEmpty();
        assertThat(ids(ALICE, Folder.INBOX)).isEmpty();
        bring(ALICE, envelope(), delivery(1));
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(messageId(1));
    }

    @Test
    default void theSameKeyInAnotherMailboxIsAnotherDelivery() {
        bring(ALICE, envelope(), delivery(1));
        bring(BOB, envelope(), delivery(1));
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(messageId(1));
        assertThat(ids(BOB, Folder.INBOX)).containsExactly(messageId(1));
    }

    @Test
    default void aFullMailboxTakesDeliveriesWhichTakePlaceOnceTheyAreThere() {
        DepositTerms two = new DepositTerms(2, Duration.ZERO);
        leave(ALICE);
        try (Deposit delivery =
                store().beginDelivery(ALICE, envelope(), delivery(1)).orElseThrow()) {
            DepositStart beside = store().beginDeposit(ALICE, envelope(), two);
            assertThat(beside).isInstanceOf(DepositStart.Opened.class);
            ((DepositStart.Opened) beside).deposit().close();
            record(delivery, Duration.ofSeconds(1), 1);
            delivery.commit();
        }
        bring(ALICE, envelope(), delivery(2));
        assertThat(ids(ALICE, Folder.INBOX)).hasSize(3);
        assertThat(store().beginDeposit(ALICE, envelope(), new DepositTerms(3, Duration.ZERO)))
                .isInstanceOf(DepositStart.Refused.class);
    }

    @Test
    default void whatManyBringAtOnceIsThereOnce() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        ContractThreads.atOnce(8, i -> {
            try {
                store().beginDelivery(ALICE, envelope(), delivery(1)).ifPresent(deposit -> commit(deposit, taken));
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining(ALICE.toString());
            }
        });
        assertThat(taken).hasValue(1);
        assertThat(ids(ALICE, Folder.INBOX)).containsExactly(messageId(1));
        assertKnown(ALICE, delivery(1));
    }

    private void commit(Deposit deposit, AtomicInteger taken) {
        try (deposit) {
            record(deposit, Duration.ofMillis(400), 1);
            deposit.commit().ifPresent(message -> taken.incrementAndGet());
        }
    }

    @Test
    default void aGreetingIsDeliveredOnceWhateverItsOwnerDoes() {
        DeliveryKey first = new DeliveryKey("greeting.1");
        DeliveryKey second = new DeliveryKey("greeting.2");
        byte[] said = bring(GreetingKind.BUSY, first, 1);
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), said);
        byte[] newer = bring(GreetingKind.BUSY, second, 2);
        assertThat(store().beginGreetingDelivery(ALICE, GreetingKind.BUSY, first))
                .isEmpty();
        assertSounds(store().greeting(ALICE, GreetingKind.BUSY).orElseThrow(), newer);
        store().deleteGreeting(ALICE, GreetingKind.BUSY);
        assertThat(store().beginGreetingDelivery(ALICE, GreetingKind.BUSY, second))
                .isEmpty();
        assertThat(store().greeting(ALICE, GreetingKind.BUSY)).isEmpty();
        store().beginGreetingDelivery(BOB, GreetingKind.BUSY, second)
                .orElseThrow()
                .close();
    }

    @Test
    default void aGreetingThatWasNotCommittedMayBeBroughtAgain() {
        DeliveryKey key = new DeliveryKey("greeting.1");
        try (GreetingRecording abandoned =
                store().beginGreetingDelivery(ALICE, GreetingKind.NAME, key).orElseThrow()) {
            record(abandoned, Duration.ofSeconds(1), 1);
        }
        assertThat(store().greeting(ALICE, GreetingKind.NAME)).isEmpty();
        byte[] said = bring(GreetingKind.NAME, key, 2);
        assertSounds(store().greeting(ALICE, GreetingKind.NAME).orElseThrow(), said);
    }

    private byte[] bring(GreetingKind kind, DeliveryKey key, long seed) {
        try (GreetingRecording greeting =
                store().beginGreetingDelivery(ALICE, kind, key).orElseThrow()) {
            byte[] said = record(greeting, Duration.ofSeconds(2), seed);
            greeting.commit();
            return said;
        }
    }
}

package org.voicemail4j.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;

/** Ledgers that get one thing wrong, each as somebody might. */
enum LedgerFault {
    LOOKS_FOR_THE_MESSAGE_ONLY(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            return super.beginDelivery(mailbox, envelope, withKey(delivery, fresh()));
        }
    }),
    LOOKS_AT_KEYS_ONLY(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            boolean there = find(mailbox, delivery.id()).isPresent();
            MessageId id = there ? new MessageId(fresh()) : delivery.id();
            return super.beginDelivery(mailbox, envelope, new Delivery(delivery.key(), id, delivery.folder()));
        }
    }),
    GIVES_IDS_OF_ITS_OWN(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            MessageId id = new MessageId(fresh());
            return super.beginDelivery(mailbox, envelope, new Delivery(delivery.key(), id, delivery.folder()));
        }
    }),
    KNOWS_ONE_FOLDER(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            return super.beginDelivery(mailbox, envelope, new Delivery(delivery.key(), delivery.id(), Folder.INBOX));
        }
    }),
    WRITES_THE_LEDGER_AT_THE_BEGINNING(() -> new Forwarding() {
        private final Set<DeliveryKey> begun = ConcurrentHashMap.newKeySet();

        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            DeliveryKey key = new DeliveryKey(mailbox.number() + delivery.key());
            return begun.add(key) ? super.beginDelivery(mailbox, envelope, delivery) : Optional.empty();
        }

        @Override
        public Optional<GreetingRecording> beginGreetingDelivery(
                MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
            return begun.add(key) ? super.beginGreetingDelivery(mailbox, kind, key) : Optional.empty();
        }
    }),
    HAS_ONE_LEDGER_FOR_ALL_MAILBOXES(() -> new Forwarding() {
        private final Set<DeliveryKey> known = new HashSet<>();

        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            return known.contains(delivery.key())
                    ? Optional.empty()
                    : super.beginDelivery(mailbox, envelope, delivery).map(deposit -> remembering(deposit, delivery));
        }

        private Deposit remembering(Deposit deposit, Delivery delivery) {
            return new ForwardingStore.ForwardingDeposit(deposit) {
                @Override
                public Optional<Message> commit() {
                    Optional<Message> message = super.commit();
                    message.ifPresent(stored -> known.add(delivery.key()));
                    return message;
                }
            };
        }
    }),
    REFUSES_WHERE_THE_MAILBOX_IS_FULL(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            return list(mailbox, Folder.INBOX).size() >= 2
                    ? Optional.empty()
                    : super.beginDelivery(mailbox, envelope, delivery);
        }
    }),
    CHECKS_AT_THE_BEGINNING_ONLY(() -> new Forwarding() {
        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            Optional<Deposit> known = super.beginDelivery(mailbox, envelope, delivery);
            return known.map(deposit -> new ForwardingStore.ForwardingDeposit(deposit) {
                @Override
                public Optional<Message> commit() {
                    Optional<Message> message = super.commit();
                    message.ifPresent(stored -> copy(mailbox, stored.id(), mailbox, stored.folder(), 99));
                    return message;
                }
            });
        }
    }),
    FORGETS_GREETINGS(() -> new Forwarding() {
        @Override
        public Optional<GreetingRecording> beginGreetingDelivery(
                MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
            return super.beginGreetingDelivery(mailbox, kind, new DeliveryKey(fresh()));
        }
    }),
    PROMISES_OTHER_FORMATS(() -> new Forwarding() {
        @Override
        public List<AudioFormat> formats() {
            return List.of(AudioFormat.GSM);
        }
    });

    private final Supplier<LedgeredStore> store;

    LedgerFault(Supplier<LedgeredStore> store) {
        this.store = store;
    }

    LedgeredStore newStore() {
        return store.get();
    }

    private static Delivery withKey(Delivery delivery, String key) {
        return new Delivery(new DeliveryKey(key), delivery.id(), delivery.folder());
    }

    private static class Forwarding extends ForwardingStore implements LedgeredStore {

        private final LedgeredStore ledger;
        private final AtomicInteger fresh = new AtomicInteger();

        Forwarding() {
            this(new InMemoryMessageStore());
        }

        private Forwarding(LedgeredStore ledger) {
            super(ledger);
            this.ledger = ledger;
        }

        String fresh() {
            return "fresh." + fresh.incrementAndGet();
        }

        @Override
        public List<AudioFormat> formats() {
            return ledger.formats();
        }

        @Override
        public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
            return ledger.beginDelivery(mailbox, envelope, delivery);
        }

        @Override
        public Optional<GreetingRecording> beginGreetingDelivery(
                MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
            return ledger.beginGreetingDelivery(mailbox, kind, key);
        }
    }
}

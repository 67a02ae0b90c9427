package org.voicemail4j.testkit;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.StoredMailboxes;

/**
 * A complete message store in memory, for tests and demonstrations: what it keeps dies with it. For many threads; one
 * lock guards it all, and no method holds it for longer than a look into a map. Its ledger forgets nothing.
 */
public final class InMemoryMessageStore implements LedgeredStore, StoredMailboxes {

    private final Object lock = new Object();
    private final Map<MailboxId, InMemoryMailbox> mailboxes = new HashMap<>();
    private final List<AudioFormat> formats;
    private final RandomGenerator random;
    private final DispatchRule dispatches;
    private final Optional<Outbox> outbox;

    /** A store that keeps WAV. */
    public InMemoryMessageStore() {
        this(List.of(AudioFormat.WAV), new SecureRandom());
    }

    /**
     * @param formats what each message is kept in, the preferred one first; not empty
     * @param random source of message ids; used under the store's lock
     */
    public InMemoryMessageStore(List<AudioFormat> formats, RandomGenerator random) {
        this(formats, random, DispatchRule.NOTHING, Optional.empty());
    }

    /**
     * A store that keeps WAV and what must be sent because of its messages.
     *
     * @param dispatches what must be sent
     * @param clock by which it is due
     */
    public InMemoryMessageStore(DispatchRule dispatches, Clock clock) {
        this(
                List.of(AudioFormat.WAV),
                new SecureRandom(),
                dispatches,
                Optional.of(new InMemoryOutbox(clock, new SecureRandom())));
    }

    private InMemoryMessageStore(
            List<AudioFormat> formats, RandomGenerator random, DispatchRule dispatches, Optional<Outbox> outbox) {
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a store keeps at least one format");
        }
        this.formats = List.copyOf(formats);
        this.random = Objects.requireNonNull(random, "random");
        this.dispatches = Objects.requireNonNull(dispatches, "dispatches");
        this.outbox = outbox;
    }

    @Override
    public Optional<Outbox> outbox() {
        return outbox;
    }

    /** Under the store's lock, so that nobody sees a message without its entries. */
    private void arrived(MailboxId mailbox, Message message) {
        for (Dispatch dispatch : dispatches.of(mailbox, message)) {
            outbox.orElseThrow().add(mailbox, message.id(), dispatch);
        }
    }

    @Override
    public List<MailboxId> mailboxes() {
        synchronized (lock) {
            return mailboxes.keySet().stream()
                    .filter(mailbox -> !box(mailbox).isEmpty())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        Objects.requireNonNull(envelope, "envelope");
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            if (box.isFull(Folder.INBOX, terms.maxMessages())) {
                return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
            }
            box.reserve();
        }
        return new DepositStart.Opened(new InMemoryDeposit(mailbox, envelope, Optional.empty()));
    }

    @Override
    public List<AudioFormat> formats() {
        return formats;
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        Objects.requireNonNull(envelope, "envelope");
        synchronized (lock) {
            return isThere(box(mailbox), delivery)
                    ? Optional.empty()
                    : Optional.of(new InMemoryDeposit(mailbox, envelope, Optional.of(delivery)));
        }
    }

    private static boolean isThere(InMemoryMailbox box, Delivery delivery) {
        return box.isDelivered(delivery.key()) || box.find(delivery.id()).isPresent();
    }

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        synchronized (lock) {
            return box(mailbox).isDelivered(key)
                    ? Optional.empty()
                    : Optional.of(greeting(mailbox, kind, Optional.of(key)));
        }
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        synchronized (lock) {
            return box(mailbox).list(folder);
        }
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        synchronized (lock) {
            return box(mailbox).find(id).map(InMemoryMailbox.Stored::message);
        }
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        synchronized (lock) {
            return box(mailbox).find(id).map(stored -> stored.renditions().get(0));
        }
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            return box.find(id).map(found -> move(box, found, to, maxMessages)).orElse(MoveResult.NOT_FOUND);
        }
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            return box.find(id)
                    .filter(found -> found.message().folder() == from)
                    .map(found -> move(box, found, to, maxMessages))
                    .orElse(MoveResult.NOT_FOUND);
        }
    }

    private static MoveResult move(InMemoryMailbox box, InMemoryMailbox.Stored message, Folder to, int maxMessages) {
        if (message.message().folder() == to) {
            return MoveResult.DONE;
        }
        if (box.isFull(to, maxMessages)) {
            return MoveResult.FOLDER_FULL;
        }
        box.remove(message);
        box.add(message.in(to));
        return MoveResult.DONE;
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        synchronized (lock) {
            Optional<InMemoryMailbox.Stored> found = box(from).find(id);
            if (found.isEmpty()) {
                return MoveResult.NOT_FOUND;
            }
            InMemoryMailbox target = box(to);
            if (target.isFull(folder, maxMessages)) {
                return MoveResult.FOLDER_FULL;
            }
            MessageId copyId =
                    target.find(id).isPresent() ? freshId(target, found.get().message()) : id;
            InMemoryMailbox.Stored copied = found.get().in(folder).under(copyId);
            target.add(copied);
            if (!from.equals(to)) {
                arrived(to, copied.message());
            }
            return MoveResult.DONE;
        }
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            return box.find(id).filter(box::remove).isPresent();
        }
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            return box.find(id)
                    .filter(found -> found.message().folder() == from)
                    .filter(box::remove)
                    .isPresent();
        }
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        synchronized (lock) {
            InMemoryMailbox box = box(mailbox);
            return box.find(id).map(found -> {
                var changed = found.with(found.message().envelope().changed(change));
                box.replace(found, changed);
                return changed.message();
            });
        }
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        synchronized (lock) {
            return box(mailbox).counts();
        }
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).greeting(kind);
        }
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return greeting(mailbox, kind, Optional.empty());
    }

    private GreetingRecording greeting(MailboxId mailbox, GreetingKind kind, Optional<DeliveryKey> key) {
        Objects.requireNonNull(kind, "kind");
        return new InMemoryGreeting(formats, kind + " of " + mailbox, sound -> {
            synchronized (lock) {
                InMemoryMailbox box = box(mailbox);
                if (key.isPresent() && !box.deliver(key.get())) {
                    throw new StoreException("another has delivered " + key.get() + " into " + mailbox);
                }
                box.greet(kind, sound);
            }
        });
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).deleteGreeting(kind);
        }
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).restoreGreeting(kind);
        }
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).hasFormerGreeting(kind);
        }
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).formerGreeting(kind);
        }
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).deleteFormerGreeting(kind);
        }
    }

    private InMemoryMailbox box(MailboxId mailbox) {
        return mailboxes.computeIfAbsent(mailbox, none -> new InMemoryMailbox());
    }

    private MessageId freshId(InMemoryMailbox box, Message like) {
        return freshId(box, like.envelope());
    }

    private MessageId freshId(InMemoryMailbox box, Envelope envelope) {
        MessageId id = MessageId.create(envelope.received(), random);
        return box.find(id).isPresent() ? freshId(box, envelope) : id;
    }

    private final class InMemoryDeposit extends InMemoryRecording implements Deposit {

        private final MailboxId mailbox;
        private final Optional<Delivery> delivery;
        private Envelope envelope;

        InMemoryDeposit(MailboxId mailbox, Envelope envelope, Optional<Delivery> delivery) {
            super(formats);
            this.mailbox = mailbox;
            this.envelope = envelope;
            this.delivery = delivery;
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public void envelope(Envelope replacement) {
            state.requireOpen();
            envelope = Objects.requireNonNull(replacement, "envelope");
        }

        @Override
        public void recordingBegins() {
            state.requireOpen();
        }

        @Override
        public Optional<Message> commit() {
            state.end("committed");
            synchronized (lock) {
                InMemoryMailbox box = box(mailbox);
                release(box);
                return isEmpty() ? Optional.empty() : Optional.of(arrive(box));
            }
        }

        private Message arrive(InMemoryMailbox box) {
            delivery.ifPresent(bringing -> {
                if (isThere(box, bringing)) {
                    throw new StoreException("another has delivered " + bringing.key() + " into " + mailbox);
                }
                box.deliver(bringing.key());
            });
            MessageId id = delivery.map(Delivery::id).orElseGet(() -> freshId(box, envelope));
            Folder folder = delivery.map(Delivery::folder).orElse(Folder.INBOX);
            var stored = InMemoryMailbox.arrived(id, folder, envelope, contents());
            box.add(stored);
            InMemoryMessageStore.this.arrived(mailbox, stored.message());
            return stored.message();
        }

        private void release(InMemoryMailbox box) {
            if (delivery.isEmpty()) {
                box.release();
            }
        }

        @Override
        public void close() {
            if (state.isOpen()) {
                state.end("closed");
                synchronized (lock) {
                    release(box(mailbox));
                }
            }
        }
    }
}

package org.voicemail4j.testkit;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/**
 * A complete message store in memory, for tests and demonstrations: what it keeps dies with it. For many threads; one
 * lock guards it all, and no method holds it for longer than a look into a map.
 */
public final class InMemoryMessageStore implements MessageStore {

    private final Object lock = new Object();
    private final Map<MailboxId, InMemoryMailbox> mailboxes = new HashMap<>();
    private final List<AudioFormat> formats;
    private final RandomGenerator random;

    /** A store that keeps WAV. */
    public InMemoryMessageStore() {
        this(List.of(AudioFormat.WAV), new SecureRandom());
    }

    /**
     * @param formats what each message is kept in, the preferred one first; not empty
     * @param random source of message ids; used under the store's lock
     */
    public InMemoryMessageStore(List<AudioFormat> formats, RandomGenerator random) {
        if (formats.isEmpty()) {
            throw new IllegalArgumentException("a store keeps at least one format");
        }
        this.formats = List.copyOf(formats);
        this.random = Objects.requireNonNull(random, "random");
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
        return new DepositStart.Opened(new InMemoryDeposit(mailbox, envelope));
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
            Optional<InMemoryMailbox.Stored> found = box.find(id);
            if (found.isEmpty()) {
                return MoveResult.NOT_FOUND;
            }
            if (found.get().message().folder() == to) {
                return MoveResult.DONE;
            }
            if (box.isFull(to, maxMessages)) {
                return MoveResult.FOLDER_FULL;
            }
            box.remove(found.get());
            box.add(found.get().in(to));
            return MoveResult.DONE;
        }
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
            target.add(found.get().in(folder).under(copyId));
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
    public MessageCounts counts(MailboxId mailbox) {
        synchronized (lock) {
            return box(mailbox).counts();
        }
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return Optional.ofNullable(box(mailbox).greetings.get(kind));
        }
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return new InMemoryGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        synchronized (lock) {
            return box(mailbox).greetings.remove(kind) != null;
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
        private Envelope envelope;

        InMemoryDeposit(MailboxId mailbox, Envelope envelope) {
            super(formats);
            this.mailbox = mailbox;
            this.envelope = envelope;
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
                box.release();
                if (isEmpty()) {
                    return Optional.empty();
                }
                var stored = InMemoryMailbox.arrived(freshId(box, envelope), envelope, contents());
                box.add(stored);
                return Optional.of(stored.message());
            }
        }

        @Override
        public void close() {
            if (state.isOpen()) {
                state.end("closed");
                synchronized (lock) {
                    box(mailbox).release();
                }
            }
        }
    }

    private final class InMemoryGreeting extends InMemoryRecording implements GreetingRecording {

        private final MailboxId mailbox;
        private final GreetingKind kind;

        InMemoryGreeting(MailboxId mailbox, GreetingKind kind) {
            super(formats);
            this.mailbox = mailbox;
            this.kind = Objects.requireNonNull(kind, "kind");
        }

        @Override
        public void commit() {
            state.requireOpen();
            if (isEmpty()) {
                throw new IllegalStateException("nothing was recorded for " + kind + " of " + mailbox);
            }
            state.end("committed");
            synchronized (lock) {
                box(mailbox).greetings.put(kind, recorded());
            }
        }
    }
}

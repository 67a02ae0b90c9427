package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.StoreException;

/**
 * What is recorded in the journal before a store, from the reserved place in the mailbox to the durable commit. For many
 * threads.
 */
final class JournalRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(JournalRecorder.class);

    private final JournaledMessageStoreBuilder settings;
    private final SpoolLayout layout;
    private final Owners owners;
    private final FreeSpace space;
    private final JournalBudget budget;
    private final DelegateHealth health;
    private final Consumer<JournalBox> deliver;
    private final AtomicLong order = new AtomicLong();
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** @param deliver is told of each box in which something waits to be delivered */
    JournalRecorder(
            JournaledMessageStoreBuilder settings,
            SpoolLayout layout,
            Owners owners,
            JournalBudget budget,
            DelegateHealth health,
            Consumer<JournalBox> deliver) {
        this.settings = settings;
        this.layout = layout;
        this.owners = owners;
        this.space = new FreeSpace(layout.root(), settings.room());
        this.budget = budget;
        this.health = health;
        this.deliver = deliver;
    }

    /** The number of what was committed last. */
    long order() {
        return order.get();
    }

    /** What is committed from now on comes behind that number. */
    void goOnAfter(long number) {
        order.accumulateAndGet(number, Math::max);
    }

    DepositStart beginDeposit(JournalBox box, Envelope envelope, DepositTerms terms) {
        Objects.requireNonNull(envelope, "envelope");
        if (!settings.delegate.takes(box.mailbox())) {
            throw new StoreException("the store has no place for messages of " + box.mailbox());
        }
        if (!space.isEnough() || !budget.take(settings.room())) {
            LOG.warn("{} gets no message: the journal is full", box.mailbox());
            return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
        }
        Runnable room = budget.giveBack(settings.room());
        try {
            if (!reserve(box, terms.maxMessages())) {
                room.run();
                return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
            }
            return open(box, envelope, terms, room);
        } catch (RuntimeException e) {
            room.run();
            throw e;
        }
    }

    /** Holds a place by what the store and the journal have together, exactly if the store lets one look at both. */
    private boolean reserve(JournalBox box, int most) {
        boolean alone = !health.isAway(box) && tryLock(box);
        try {
            Optional<Kept> kept = alone ? health.ask(box, () -> kept(box.mailbox())) : Optional.empty();
            return kept.map(Kept::hasRoom).orElse(true) && box.reserve(kept.map(Kept::counts), most);
        } finally {
            if (alone) {
                box.delivering().unlock();
            }
        }
    }

    /** What the store has of a mailbox. @param hasRoom whether it takes another message */
    private record Kept(MessageCounts counts, boolean hasRoom) {}

    private Kept kept(MailboxId mailbox) {
        MessageCounts counts = settings.delegate.counts(mailbox);
        try {
            return new Kept(counts, settings.room.test(mailbox));
        } catch (RuntimeException e) {
            LOG.debug("{}: nobody knows whether there is room for a message", mailbox, e);
            return new Kept(counts, true);
        }
    }

    private boolean tryLock(JournalBox box) {
        try {
            return box.delivering().tryLock(health.patience().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private DepositStart open(JournalBox box, Envelope envelope, DepositTerms terms, Runnable room) {
        MailboxId mailbox = box.mailbox();
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.compareAndSet(true, false)) {
                box.release();
            }
            room.run();
        };
        try {
            JournaledRecording recording = begin(mailbox, envelope, terms.shortest(), Optional.empty());
            Spool.Work<Message> ending = () -> keep(box, recording, held);
            return new DepositStart.Opened(new FileDeposit(mailbox, recording, ending, release));
        } catch (IOException e) {
            release.run();
            if (FreeSpace.ranOut(layout.tmp(mailbox), e)) {
                LOG.warn("no room for a deposit in {}", mailbox, e);
                return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
            }
            throw Spool.failed("begin a deposit", mailbox, e);
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private JournaledRecording begin(
            MailboxId mailbox, Envelope envelope, Duration shortest, Optional<GreetingKind> greeting)
            throws IOException {
        String owner = owners.claim();
        MessageId id = MessageId.create(envelope.received(), settings.random);
        DeliveryKey key = new DeliveryKey("j." + Long.toHexString(settings.random.nextLong()) + '.' + owner);
        RecordingJournal journal = new RecordingJournal(owner, shortest, settings.formats(), greeting, id, envelope)
                .deliveredTo(Folder.INBOX, key);
        return JournaledRecording.begin(mailbox, layout.tmp(mailbox), journal, settings.observer);
    }

    /** Makes a recording durable here, and gives the store a moment to take it. */
    private Message keep(JournalBox box, JournaledRecording recording, AtomicBoolean held) throws IOException {
        recording.seal();
        RecordingJournal journal = recording.journal();
        byte[] text = EnvelopeFile.encode(box.mailbox(), journal.id(), journal.envelope(), recording.length());
        recording.writeText(text);
        try {
            commit(recording);
        } catch (IOException | RuntimeException e) {
            if (recording.isCommitting()) {
                enqueue(box, recording, held); // it may not outlive the machine, but it is there
            }
            throw e;
        }
        JournalEntry entry = enqueue(box, recording, held);
        if (health.isAway(box)) {
            return entry.message();
        }
        return health.await(box, entry.outcome()).flatMap(Function.identity()).orElseGet(entry::message);
    }

    private void commit(JournaledRecording recording) throws IOException {
        recording.settle(order.incrementAndGet());
        recording.committing();
        syncDirectories(recording.files().tmp());
    }

    private JournalEntry enqueue(JournalBox box, JournaledRecording recording, AtomicBoolean held) throws IOException {
        JournalEntry entry = JournalEntry.of(box.mailbox(), recording.files(), recording.journal());
        budget.add(entry.octets());
        if (held.compareAndSet(true, false)) {
            box.keep(entry);
        }
        deliver.accept(box);
        return entry;
    }

    private void syncDirectories(Path tmp) throws IOException {
        DurableFiles.syncDirectory(tmp);
        if (!durable.contains(tmp)) {
            for (Path parent = tmp.getParent();
                    parent != null && parent.startsWith(layout.root());
                    parent = parent.getParent()) {
                DurableFiles.syncDirectory(parent);
            }
            durable.add(tmp);
        }
    }

    GreetingRecording beginGreeting(JournalBox box, GreetingKind kind) {
        MailboxId mailbox = box.mailbox();
        if (!budget.take(settings.room())) {
            throw new StoreException("no room for a greeting of " + mailbox + ": the journal is full");
        }
        Runnable room = budget.giveBack(settings.room());
        Envelope envelope = Envelope.received(settings.clock.instant()).build();
        return Spool.work("begin the greeting " + kind, mailbox, () -> {
            try {
                JournaledRecording recording = begin(mailbox, envelope, Duration.ZERO, Optional.of(kind));
                return new FileGreeting(mailbox, kind, recording, () -> keep(box, kind, recording), room);
            } catch (IOException | RuntimeException e) {
                room.run();
                throw e;
            }
        });
    }

    private GreetingKind keep(JournalBox box, GreetingKind kind, JournaledRecording recording) throws IOException {
        recording.seal();
        JournalEntry entry;
        try {
            commit(recording);
            entry = JournalEntry.of(box.mailbox(), recording.files(), recording.journal());
        } catch (IOException | RuntimeException e) {
            takeBack(box, kind, recording);
            throw e;
        }
        budget.add(entry.octets());
        box.add(entry);
        deliver.accept(box);
        return kind;
    }

    /** A greeting whose owner is told that it failed must not come later, over a newer one. */
    private static void takeBack(JournalBox box, GreetingKind kind, JournaledRecording recording) {
        try {
            recording.withdraw();
            recording.cleanUp();
        } catch (IOException e) {
            LOG.warn("the greeting {} of {} that failed is left to the next start", kind, box.mailbox(), e);
        }
    }
}

package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.StoredMailboxes;
import org.voicemail4j.store.fs.SpooledSound.Place;

/**
 * Messages as files in the layout of Asterisk's voicemail spool, octet for octet, so that Asterisk, its tools and this
 * library can work on one spool: {@code root/context/number/INBOX/msg0000.txt} with {@code msg0000.wav} beside it, urgent
 * messages in {@code Urgent/}, numbers without gaps, {@code .lock} honoured.
 *
 * <p>A message arrives whole or not at all: it is recorded in the mailbox's {@code tmp/} beside a journal, made durable
 * at commit, then named in its folder, its {@code .txt} last. {@link #recover} finishes what processes that died had
 * begun, told from living ones by a file under {@code root/.owners~} that each keeps locked. The spool's file system must
 * know hard links, which Asterisk's locks need anyway.
 *
 * <p>For many threads and many processes. Reading costs one look at each folder of the mailbox and at the attributes of
 * each message's {@code .txt}, which is read again only when it changed; counting looks at INBOX, Urgent and Old alone.
 * Close it after its last use.
 */
public final class FileMessageStore implements LedgeredStore, StoredMailboxes, AutoCloseable {

    private final FileMessageStoreBuilder settings;
    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final MailboxScan scan;
    private final SpooledSound sound;
    private final LateDispatches late;
    private final FileOutbox outbox;
    private final StagedDispatches dispatches;
    private final MessageEdits edits;
    private final MessageCopies copies;
    private final Publisher publisher;
    private final Greetings greetings;
    private final FileLedger ledger;
    private final FileRecordings recordings;
    private final SpoolChanges changes;

    FileMessageStore(FileMessageStoreBuilder settings) {
        this.settings = settings;
        this.layout = new SpoolLayout(settings.root);
        this.owners = settings.owners(layout);
        this.locks = new MailboxLocks(
                new FolderLock(owners, settings.clock, settings.staleLockAfter, LockWaitClock.SYSTEM, settings.random));
        SettledNames names = new SettledNames(LockWaitClock.SYSTEM);
        FailedCommits failed = new FailedCommits(locks, LockWaitClock.SYSTEM);
        this.scan = new MailboxScan(layout, locks, failed, names, new EnvelopeCache(), settings.random);
        this.sound = new SpooledSound(settings.formats);
        FolderFiles folderFiles = new FolderFiles(settings.observer, settings.random, settings.clock);
        this.late = new LateDispatches(LockWaitClock.SYSTEM);
        this.outbox = new FileOutbox(layout.outbox(), settings.clock, settings.random, late::retry);
        this.dispatches = new StagedDispatches(settings.dispatches, outbox, late);
        this.publisher = new Publisher(layout, locks, failed, folderFiles, dispatches, settings.observer);
        Reservations reservations = new Reservations();
        this.edits = new MessageEdits(layout, locks, scan, folderFiles, sound, reservations);
        this.copies = new MessageCopies(layout, owners, settings, locks, scan, edits, publisher, dispatches);
        this.greetings = new Greetings(layout, sound, locks, names);
        this.ledger = new FileLedger(layout, settings.clock);
        FreeSpace space = new FreeSpace(layout.root(), settings.reservedBytes());
        FileDeliveries deliveries =
                new FileDeliveries(layout, owners, locks, ledger, space, settings, () -> recovery());
        FileRecordings.Endings endings = new FileRecordings.Endings(publisher, greetings, ledger, locks);
        this.recordings =
                new FileRecordings(layout, owners, settings, scan, edits, reservations, space, deliveries, endings);
        this.changes = new SpoolChanges(
                layout, settings.changePause, settings.clock, LockWaitClock.SYSTEM, settings.threads, failed::retryAll);
    }

    /** A store with the default settings: WAV files. */
    public static FileMessageStore in(Path root) {
        return builder(root).build();
    }

    /** Starts the settings of a store in that directory, which is made when it is needed. */
    public static FileMessageStoreBuilder builder(Path root) {
        return new FileMessageStoreBuilder(root);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        Objects.requireNonNull(envelope, "envelope");
        return Spool.work("begin a deposit", mailbox, () -> recordings.begin(mailbox, envelope, terms));
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        Objects.requireNonNull(envelope, "envelope");
        return Spool.work(
                "begin the delivery " + delivery.key(),
                mailbox,
                () -> recordings.beginDelivery(mailbox, envelope, delivery));
    }

    @Override
    public List<MailboxId> mailboxes() {
        return Spool.work(
                "list the mailboxes",
                layout.root(),
                () -> layout.mailboxes().stream().sorted().toList());
    }

    @Override
    public List<AudioFormat> formats() {
        return settings.formats;
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return Spool.work("list " + folder, mailbox, () -> {
            List<Message> messages = new ArrayList<>();
            for (SpooledMessage message : scan.all(mailbox)) {
                if (message.folder() == folder) {
                    messages.add(message.message(sound));
                }
            }
            if (folder == Folder.INBOX) {
                messages.sort(Comparator.comparing(message -> !message.isUrgent()));
            }
            return List.copyOf(messages);
        });
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return Spool.work("find " + id, mailbox, () -> {
            Optional<SpooledMessage> found = scan.find(mailbox, id);
            return found.isEmpty() ? Optional.empty() : Optional.of(found.get().message(sound));
        });
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return Spool.work("open " + id, mailbox, () -> place(mailbox, id))
                .map(place -> new FileAudio(place, () -> place(mailbox, id)));
    }

    private Optional<Place> place(MailboxId mailbox, MessageId id) throws IOException {
        Optional<SpooledMessage> found = scan.find(mailbox, id);
        return found.isEmpty() ? Optional.empty() : Optional.of(sound.of(found.get()));
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return move(mailbox, id, folder -> true, to, maxMessages);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return move(mailbox, id, from::equals, to, maxMessages);
    }

    private MoveResult move(MailboxId mailbox, MessageId id, Predicate<Folder> from, Folder to, int maxMessages) {
        return Spool.work("move " + id + " to " + to, mailbox, () -> edits.move(mailbox, id, from, to, maxMessages));
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return Spool.work("delete " + id, mailbox, () -> edits.delete(mailbox, id, folder -> true));
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return Spool.work("delete " + id + " from " + from, mailbox, () -> edits.delete(mailbox, id, from::equals));
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return Spool.work("change " + id, mailbox, () -> edits.change(mailbox, id, change));
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        return Spool.work("copy " + id + " to " + to, from, () -> copies.make(from, id, to, folder, maxMessages));
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return Spool.work("count the messages", mailbox, () -> scan.counts(mailbox));
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("find the greeting " + kind, mailbox, () -> greetings.find(mailbox, kind))
                .map(place -> new FileAudio(place, () -> greetings.find(mailbox, kind)));
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("begin the greeting " + kind, mailbox, () -> recordings.beginGreeting(mailbox, kind));
    }

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        return Spool.work(
                "begin the delivery " + key, mailbox, () -> recordings.beginGreetingDelivery(mailbox, kind, key));
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("delete the greeting " + kind, mailbox, () -> greetings.delete(mailbox, kind));
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("restore the greeting " + kind, mailbox, () -> greetings.restore(mailbox, kind));
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("find the former greeting " + kind, mailbox, () -> greetings.hasFormer(mailbox, kind));
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("find the former greeting " + kind, mailbox, () -> greetings.findFormer(mailbox, kind))
                .map(place -> new FileAudio(place, () -> greetings.findFormer(mailbox, kind)));
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("delete the former greeting " + kind, mailbox, () -> greetings.deleteFormer(mailbox, kind));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Looks at the {@code tmp} of every mailbox. Files there that this library did not write are left alone for ever.
     */
    @Override
    public List<RecoveredMessage> recover() {
        return Spool.work("recover", layout.root(), () -> recovery().run());
    }

    private Recovery recovery() {
        return new Recovery(
                layout,
                owners,
                locks,
                scan,
                publisher,
                greetings,
                ledger,
                dispatches,
                settings.observer,
                settings.clock);
    }

    /** Tells of every mailbox whose INBOX, Urgent or Old changed, within a few seconds; this store's changes too. */
    @Override
    public ChangeFeed changes() {
        return changes;
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    /** Ends the change feed and lets go of the owner's file. Recordings that are still open are left to recovery. */
    @Override
    public void close() {
        changes.close();
        late.close();
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }
}

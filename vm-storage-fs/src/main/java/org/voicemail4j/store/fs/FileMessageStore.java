package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.RecoveredMessage;
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
public final class FileMessageStore implements MessageStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileMessageStore.class);
    private static final int MOST_TRIES = 10;

    private final FileMessageStoreBuilder settings;
    private final SpoolLayout layout;
    private final Owners owners;
    private final MailboxLocks locks;
    private final MailboxScan scan;
    private final SpooledSound sound;
    private final FolderFiles folderFiles;
    private final Publisher publisher;
    private final Greetings greetings;
    private final Reservations reservations = new Reservations();
    private final FreeSpace space;
    private final SpoolChanges changes;

    FileMessageStore(FileMessageStoreBuilder settings) {
        this.settings = settings;
        this.layout = new SpoolLayout(settings.root);
        this.owners = settings.owners(layout);
        this.locks = new MailboxLocks(
                new FolderLock(owners, settings.clock, settings.staleLockAfter, LockWaitClock.SYSTEM, settings.random));
        this.scan = new MailboxScan(layout, locks, new EnvelopeCache(), settings.random);
        this.sound = new SpooledSound(settings.formats);
        this.folderFiles = new FolderFiles(settings.observer, settings.random, settings.clock);
        this.publisher = new Publisher(layout, locks, folderFiles, settings.observer);
        this.greetings = new Greetings(layout, sound, locks);
        this.space = new FreeSpace(layout.root(), settings.reservedBytes());
        this.changes =
                new SpoolChanges(layout, settings.changePause, settings.clock, LockWaitClock.SYSTEM, settings.threads);
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
        return Spool.work("begin a deposit", mailbox, () -> begin(mailbox, envelope, terms));
    }

    private DepositStart begin(MailboxId mailbox, Envelope envelope, DepositTerms terms) throws IOException {
        AtomicReference<Runnable> place = new AtomicReference<>();
        locks.alone(mailbox, () -> {
            if (used(mailbox, Folder.INBOX) < terms.maxMessages()) {
                place.set(reservations.hold(mailbox));
            }
            return place;
        });
        Runnable release = place.get();
        if (release == null) {
            return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        }
        try {
            return open(mailbox, envelope, terms, release);
        } catch (IOException | RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private DepositStart open(MailboxId mailbox, Envelope envelope, DepositTerms terms, Runnable release)
            throws IOException {
        if (!space.isEnough()) {
            release.run();
            return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
        }
        RecordingJournal journal = new RecordingJournal(
                owners.claim(), terms.shortest(), settings.formats, Optional.empty(), freshId(envelope), envelope);
        try {
            JournaledRecording recording =
                    JournaledRecording.begin(mailbox, layout.tmp(mailbox), journal, settings.observer);
            return new DepositStart.Opened(new FileDeposit(mailbox, recording, publisher, release));
        } catch (IOException e) {
            if (!FreeSpace.ranOut(e)) {
                throw e;
            }
            LOG.warn("no room for a deposit in {}", mailbox, e);
            release.run();
            return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
        }
    }

    private int used(MailboxId mailbox, Folder folder) throws IOException {
        return scan.count(mailbox, folder) + (folder == Folder.INBOX ? reservations.of(mailbox) : 0);
    }

    private MessageId freshId(Envelope envelope) {
        return MessageId.create(envelope.received(), settings.random);
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
        return Spool.work(
                        "move " + id + " to " + to,
                        mailbox,
                        () -> withMessage(mailbox, id, Optional.of(to), message -> {
                            if (message.folder() == to) {
                                return MoveResult.DONE;
                            }
                            if (used(mailbox, to) >= maxMessages) {
                                return MoveResult.FOLDER_FULL;
                            }
                            folderFiles.move(message.listing(), message.stem(), target(mailbox, message, to));
                            return MoveResult.DONE;
                        }))
                .orElse(MoveResult.NOT_FOUND);
    }

    private Path target(MailboxId mailbox, SpooledMessage message, Folder to) {
        return layout.directory(mailbox, to, message.contents().envelope().urgency());
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return Spool.work(
                        "delete " + id,
                        mailbox,
                        () -> withMessage(mailbox, id, Optional.empty(), message -> {
                            folderFiles.delete(message.listing(), message.stem());
                            return true;
                        }))
                .orElse(false);
    }

    /** What is done with a message that stays where it is meanwhile. */
    private interface Change<T> {
        T make(SpooledMessage message) throws IOException;
    }

    private <T> Optional<T> withMessage(MailboxId mailbox, MessageId id, Optional<Folder> to, Change<T> change)
            throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<SpooledMessage> found = scan.find(mailbox, id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Optional<T> result = lockedWith(mailbox, id, found.get(), to, change);
            if (result.isPresent()) {
                return result;
            }
        }
        throw new IOException("it is moved by others all the time");
    }

    private <T> Optional<T> lockedWith(
            MailboxId mailbox, MessageId id, SpooledMessage found, Optional<Folder> to, Change<T> change)
            throws IOException {
        List<Path> folders = new ArrayList<>(List.of(found.directory()));
        to.filter(folder -> folder != found.folder()).ifPresent(folder -> folders.add(target(mailbox, found, folder)));
        return locks.locked(mailbox, folders, () -> {
            Optional<SpooledMessage> now = scan.findAsIs(mailbox, id);
            boolean stayed = now.isPresent() && now.get().directory().equals(found.directory());
            return stayed ? Optional.of(change.make(now.get())) : Optional.empty();
        });
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        return Spool.work("copy " + id + " to " + to, from, () -> {
            Optional<SpooledMessage> found = scan.find(from, id);
            if (found.isEmpty()) {
                return MoveResult.NOT_FOUND;
            }
            MessageCopy copy = new MessageCopy(layout, owners, settings, publisher);
            return locks.alone(to, () -> {
                if (used(to, folder) >= maxMessages) {
                    return MoveResult.FOLDER_FULL;
                }
                boolean taken = scan.find(to, id).isPresent();
                MessageId copyId = taken ? freshId(found.get().contents().envelope()) : id;
                return copy.make(found.get(), to, folder, copyId) ? MoveResult.DONE : MoveResult.NOT_FOUND;
            });
        });
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return Spool.work("count the messages", mailbox, () -> {
            int[] counts = new int[4];
            for (SpooledMessage message : scan.some(mailbox, Folder.INBOX, Folder.OLD)) {
                int at = message.folder() == Folder.INBOX ? 0 : 2;
                counts[at]++;
                counts[at + 1] += message.isUrgent() ? 1 : 0;
            }
            return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
        });
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("find the greeting " + kind, mailbox, () -> greetings.find(mailbox, kind))
                .map(place -> new FileAudio(place, () -> greetings.find(mailbox, kind)));
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("begin the greeting " + kind, mailbox, () -> {
            Envelope envelope = Envelope.received(settings.clock.instant()).build();
            RecordingJournal journal = new RecordingJournal(
                    owners.claim(), Duration.ZERO, settings.formats, Optional.of(kind), freshId(envelope), envelope);
            JournaledRecording recording =
                    JournaledRecording.begin(mailbox, layout.tmp(mailbox), journal, settings.observer);
            return new FileGreeting(mailbox, kind, recording, greetings);
        });
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return Spool.work("delete the greeting " + kind, mailbox, () -> greetings.delete(mailbox, kind));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Looks at the {@code tmp} of every mailbox. Files there that this library did not write are left alone for ever.
     */
    @Override
    public List<RecoveredMessage> recover() {
        Recovery recovery =
                new Recovery(layout, owners, locks, scan, publisher, greetings, settings.observer, settings.clock);
        return Spool.work("recover", layout.root(), recovery::run);
    }

    /** Tells of every mailbox whose INBOX, Urgent or Old changed, within a few seconds; this store's changes too. */
    @Override
    public ChangeFeed changes() {
        return changes;
    }

    /** Ends the change feed and lets go of the owner's file. Recordings that are still open are left to recovery. */
    @Override
    public void close() {
        changes.close();
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }
}

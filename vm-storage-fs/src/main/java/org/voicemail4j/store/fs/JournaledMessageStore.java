package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.RecoveredMessage;
import org.voicemail4j.store.StoreException;

/**
 * Puts a journal on the local disk before a store that may be away: a database, a server. A message or greeting is
 * recorded here, is durable here when it is committed, and is then delivered by threads of its own: in order within each
 * mailbox, exactly once by the store's ledger, with growing pauses while the store is away. A caller notices nothing of a
 * store that is down, slow or full.
 *
 * <pre>
 *   begun --commit--> waiting --delivered--> gone from here
 *                        '-- the store takes others but not this --> parked
 * </pre>
 *
 * <p><b>What is told while the store is away.</b> {@link #list} and {@link #counts} throw {@link StoreException}: what
 * they would tell of a store that cannot be asked would be a guess. So do {@link #move}, {@link #delete} and all that
 * changes what is stored, also for messages that still wait. A waiting message can be found and opened by its id, and a
 * waiting greeting is heard; other greetings fail, and callers hear a standard one. When the store answers, everything
 * counts, what waits included.
 *
 * <p><b>Quota.</b> While the store answers, places are reserved exactly. While it is away, what it held when it was last
 * asked counts, and nothing if that is not known: what waits and what is being recorded is never more than the quota
 * allows. What waits is delivered even if the mailbox is full by then.
 *
 * <p><b>How long callers wait.</b> {@link #beginDeposit} and the commit of a deposit give the store a moment ({@link
 * JournaledMessageStoreBuilder#patience}) to answer, and none at all for two seconds after it did not; a commit whose
 * message arrives in that moment returns it as the store has it, otherwise as it waits. All other methods may block on
 * the store.
 *
 * <p>{@link #recover} takes up what earlier processes left; without it nothing of theirs is delivered. For many threads;
 * the directory may be shared by several processes, each of which delivers its own. Close it after its last use; what
 * waits then waits for the next start. The store it was given is not closed.
 */
public final class JournaledMessageStore implements MessageStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledMessageStore.class);

    private final JournaledMessageStoreBuilder settings;
    private final LedgeredStore delegate;
    private final SpoolLayout layout;
    private final Owners owners;
    private final JournalBudget budget;
    private final DelegateHealth health;
    private final DeliveryQueue queue;
    private final Deliverer deliverer;
    private final JournalFeed feed;
    private final JournalRecorder recorder;
    private final JournalAndStore both;
    private final JournalRestart restart;
    private final DelivererThreads threads;

    JournaledMessageStore(JournaledMessageStoreBuilder settings) {
        this.settings = settings;
        this.delegate = settings.delegate;
        this.layout = new SpoolLayout(settings.root);
        this.owners = settings.owners(layout);
        this.budget = new JournalBudget(settings.budget);
        this.health = new DelegateHealth(settings.patience, LockWaitClock.SYSTEM, settings.apart, settings.threads);
        this.queue = new DeliveryQueue(LockWaitClock.SYSTEM, Math.max(1, settings.deliverers / 2));
        this.feed = new JournalFeed(delegate.changes());
        this.deliverer = new Deliverer(settings, queue, health, budget, feed::tell);
        this.both = new JournalAndStore(delegate, queue, deliverer);
        this.threads = new DelivererThreads(settings.threads, settings.deliverers, deliverer);
        this.recorder = new JournalRecorder(settings, layout, owners, budget, health, this::deliver);
        this.restart = new JournalRestart(settings, layout, owners, queue, deliverer, recorder, budget, this::deliver);
    }

    /** A journal in that directory, which is made when it is needed, before a store, with the default settings. */
    public static JournaledMessageStore in(Path directory, LedgeredStore delegate) {
        return builder(directory, delegate).build();
    }

    /** Starts the settings of a journal in that directory before a store. */
    public static JournaledMessageStoreBuilder builder(Path directory, LedgeredStore delegate) {
        return new JournaledMessageStoreBuilder(directory, delegate);
    }

    /** Whether messages of a mailbox have a place in the delegate; see {@link LedgeredStore#takes}. */
    public boolean takes(MailboxId mailbox) {
        return delegate.takes(mailbox);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        return recorder.beginDeposit(queue.box(mailbox), envelope, terms);
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return recorder.beginGreeting(queue.box(mailbox), kind);
    }

    private void deliver(JournalBox box) {
        threads.start();
        queue.turn(box, 0);
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return both.list(mailbox, folder);
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return both.counts(mailbox);
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        Optional<Message> waiting = queue.box(mailbox).find(id).map(JournalEntry::message);
        return waiting.isPresent() ? waiting : delegate.find(mailbox, id);
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        Optional<AudioContent> waiting = queue.box(mailbox)
                .find(id)
                .flatMap(this::content)
                .map(here -> new JournalAudio(here, () -> delegate.open(mailbox, id)));
        return waiting.isPresent() ? waiting : delegate.open(mailbox, id);
    }

    /** What an entry sounds like; empty if it has just been delivered. */
    private Optional<AudioContent> content(JournalEntry entry) {
        try {
            return Optional.of(
                    entry.content(deliverer.sound(), settings.formats().get(0)));
        } catch (StoreException e) {
            LOG.debug("{} has gone from the journal", entry.id(), e);
            return Optional.empty();
        }
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        JournalBox box = queue.box(mailbox);
        Optional<AudioContent> waiting = box.greeting(kind)
                .flatMap(this::content)
                .map(here -> new JournalAudio(here, () -> delegate.greeting(mailbox, kind)));
        return waiting.isPresent()
                ? waiting
                : health.ask(box, () -> delegate.greeting(mailbox, kind))
                        .orElseThrow(() -> new StoreException("cannot ask for the greeting " + kind + " of " + mailbox
                                + ": " + health.trouble(box).orElse("its store is away")));
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return stored(mailbox, kind, () -> delegate.deleteGreeting(mailbox, kind));
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return stored(mailbox, kind, () -> delegate.restoreGreeting(mailbox, kind));
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return health.ask(queue.box(mailbox), () -> both.hasFormerGreeting(mailbox, kind))
                .orElse(false);
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return delegate.formerGreeting(mailbox, kind);
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return stored(mailbox, kind, () -> delegate.deleteFormerGreeting(mailbox, kind));
    }

    private boolean stored(MailboxId mailbox, GreetingKind kind, BooleanSupplier work) {
        return both.together(mailbox, box -> {
            box.greeting(kind).ifPresent(entry -> {
                throw entry.stillWaits(health.trouble(box));
            });
            return work.getAsBoolean();
        });
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return stored(mailbox, id, () -> delegate.move(mailbox, id, to, left(mailbox, to, maxMessages)));
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return stored(mailbox, id, () -> delegate.move(mailbox, id, from, to, left(mailbox, to, maxMessages)));
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        return stored(from, id, () -> delegate.copy(from, id, to, folder, left(to, folder, maxMessages)));
    }

    /** How many messages may be in a folder of the store, beside those that are still to come into it. */
    private int left(MailboxId mailbox, Folder folder, int maxMessages) {
        return folder == Folder.INBOX
                ? Math.max(0, maxMessages - queue.box(mailbox).taken())
                : maxMessages;
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return stored(mailbox, id, () -> delegate.delete(mailbox, id));
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return stored(mailbox, id, () -> delegate.delete(mailbox, id, from));
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return stored(mailbox, id, () -> delegate.change(mailbox, id, change));
    }

    /** Does something to a message that must be in the store for it. */
    private <T> T stored(MailboxId mailbox, MessageId id, Supplier<T> work) {
        if (queue.box(mailbox).find(id).isEmpty()) {
            return work.get();
        }
        return both.together(mailbox, box -> {
            box.find(id).ifPresent(entry -> {
                throw entry.stillWaits(health.trouble(box));
            });
            return work.get();
        });
    }

    /** What waits, and why. */
    public JournalStatus pending() {
        return JournalStatus.of(queue.boxes(), budget, deliverer, health);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The store recovers first; if it is away it does so before anything is brought to it. Then what earlier processes
     * left in the journal waits again. Returned is what the store recovered and what was being recorded here when a
     * process died; what had been committed was told of then.
     */
    @Override
    public List<RecoveredMessage> recover() {
        List<RecoveredMessage> recovered = new ArrayList<>();
        try {
            recovered.addAll(delegate.recover());
        } catch (StoreException e) {
            LOG.warn("the store cannot recover now and does so when it answers", e);
            health.failed(e);
            deliverer.recoverFirst();
        }
        recovered.addAll(restart.takeUp());
        JournalStatus status = pending();
        if (!status.isEmpty() || status.parked() > 0) {
            LOG.info("in the journal {}: {}", layout.root(), status);
        }
        return List.copyOf(recovered);
    }

    /** What was set aside, by this process or an earlier one, the oldest first; reads the journal's directory. */
    public List<ParkedRecording> parked() {
        return Spool.work("look for what is parked in", layout.root(), new ParkedRecordings(layout)::list);
    }

    /**
     * Brings what was parked again, such as when an operator has mended what was wrong with it. It comes behind whatever
     * waits now.
     *
     * @return how many recordings wait again
     */
    public int retryParked() {
        return restart.retryParked();
    }

    @Override
    public ChangeFeed changes() {
        return feed;
    }

    /** The delegate's: a message's entries come into it with the message, in the transaction that delivers it. */
    @Override
    public Optional<Outbox> outbox() {
        return delegate.outbox();
    }

    /** Ends the delivering, with what is being delivered now unless that takes long. Recordings that are still open are left to recovery. */
    @Override
    public void close() {
        queue.close();
        threads.awaitEnd();
        health.close();
        Spool.work("close", layout.root(), () -> {
            owners.close();
            return layout;
        });
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.StagedDeposit;
import org.voicemail4j.store.StagedGreeting;
import org.voicemail4j.store.StoreException;
import org.voicemail4j.store.StoredMailboxes;

/**
 * Messages as rows of a database that any number of nodes share. Each operation is one transaction; what two nodes do to
 * one mailbox at once happens one after the other, and what met a deadlock is tried again.
 *
 * <p>A recording in progress is in this process alone and goes to the database at commit: whoever wants it to outlive the
 * process, or the database to be away meanwhile, wraps this store in a journal. A mailbox's limit counts the deposits in
 * progress of this node; those of other nodes count from their commit on.
 *
 * <p>For many threads. The data source is the embedder's and is not closed here; give it at least as many connections as
 * there are calls that commit at once, or they wait for each other. Close the store after its last use.
 */
public final class JdbcMessageStore implements LedgeredStore, StoredMailboxes, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcMessageStore.class);
    private static final int MOST_TRIES = 5;
    /** Longer than any commit takes. */
    private static final Duration ORPHANED_AFTER = Duration.ofDays(1);

    private final JdbcMessageStoreBuilder settings;
    private final Transactions transactions;
    private final Layout layout;
    private final Ledger ledger;
    private final JdbcOutbox outbox;
    private final JdbcChangeFeed changes;
    private final Optional<ChangeNotifier> notifier;
    private final MailboxWork work;
    private final MailboxPlaces places = new MailboxPlaces();

    JdbcMessageStore(JdbcMessageStoreBuilder settings) {
        this.settings = settings;
        JdbcSchema.of(settings.source).upgrade();
        Transactions plain = Transactions.durable(settings.source);
        this.ledger = new Ledger(settings.clock);
        plain.change("prune", "vm_delivery", ledger::prune);
        this.layout = plain.change("open the tables", "this store", this::layout);
        Dialect dialect = plain.read("recognise the database", "this store", Dialect::of);
        this.transactions = settings.asteriskTable.isEmpty() ? plain : plain.readingAnew(dialect);
        this.outbox = new JdbcOutbox(transactions, settings.clock, settings.random);
        boolean notified = settings.notifications && dialect == Dialect.POSTGRESQL && settings.asteriskTable.isEmpty();
        this.changes = feed(notified);
        this.notifier =
                notified ? Optional.of(new ChangeNotifier(this::tellOthers, settings.threads)) : Optional.empty();
        this.work = new MailboxWork(transactions, layout, () -> notifier.ifPresent(ChangeNotifier::changed));
    }

    private void tellOthers() {
        transactions.changeAtOnce("notify others", "changes", PostgresNotifications::send);
    }

    private JdbcChangeFeed feed(boolean notified) {
        return new JdbcChangeFeed(
                () -> transactions.read("look for changes", "all mailboxes", layout::versions),
                settings.changePause,
                settings.threads,
                notified ? Optional.of(new PostgresNotifications(settings.source)) : Optional.empty());
    }

    private Layout layout(Connection connection) throws SQLException {
        if (settings.asteriskTable.isEmpty()) {
            Dialect dialect = Dialect.of(connection);
            RowIds ids = new RowIds(settings.clock, settings.random);
            NativeSounds sounds = new NativeSounds(dialect, ids, settings.recordings);
            sounds.sweep(connection);
            sounds.sweepOrphans(connection, settings.clock.instant().minus(ORPHANED_AFTER));
            return new NativeLayout(dialect, ids, sounds);
        }
        AsteriskTable table = AsteriskTable.read(connection, settings.asteriskTable.get());
        if (table.keeping() == AsteriskTable.Keeping.LARGE_OBJECT) {
            CleanUpTrigger.ensure(connection, table);
        }
        AsteriskSounds sounds = new AsteriskSounds(table, settings.format);
        return new AsteriskLayout(table, new AsteriskDirs(settings.spool), sounds, settings.random);
    }

    /** A store with the default settings: our own tables, WAV. */
    public static JdbcMessageStore on(DataSource source) {
        return builder(source).build();
    }

    /** Starts the settings of a store in that database. */
    public static JdbcMessageStoreBuilder builder(DataSource source) {
        return new JdbcMessageStoreBuilder(source);
    }

    @Override
    public List<AudioFormat> formats() {
        return List.of(settings.format);
    }

    @Override
    public List<MailboxId> mailboxes() {
        return transactions.read("list", "the mailboxes", layout::mailboxes);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        Objects.requireNonNull(envelope, "envelope");
        Optional<Runnable> release = places.alone(mailbox, () -> hold(mailbox, terms));
        if (release.isEmpty()) {
            return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        }
        Runnable place = release.get();
        return new DepositStart.Opened(new StagedDeposit<>(
                new SoundBuffer(settings.format),
                envelope,
                (last, sound) -> commit(mailbox, last, sound, place),
                place));
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        Objects.requireNonNull(envelope, "envelope");
        boolean known = work.read(
                "look for " + delivery.id(),
                mailbox,
                connection -> layout.hasArrived(connection, mailbox, delivery.id(), delivery.key(), ledger));
        if (known) {
            return Optional.empty();
        }
        return Optional.of(new StagedDeposit<>(
                new SoundBuffer(settings.format),
                envelope,
                (last, sound) -> deliver(mailbox, last, sound, delivery),
                () -> {}));
    }

    private Message deliver(MailboxId mailbox, Envelope envelope, SoundBuffer sound, Delivery delivery) {
        String what = "deliver " + delivery.id();
        Folder folder = delivery.folder();
        List<Dispatch> dispatches = dispatches(mailbox, new Message(delivery.id(), folder, envelope, sound.length()));
        Optional<Ledger.Entry> entry = Optional.of(ledger.entry(mailbox, delivery.key()));
        return places.alone(
                mailbox,
                () -> layout.insertsAtOnce(sound) && dispatches.isEmpty()
                        ? work.changeAtOnce(
                                what,
                                mailbox,
                                connection -> layout.insertAtOnce(
                                        connection, mailbox, folder, delivery.id(), envelope, sound, entry))
                        : work.change(what, mailbox, connection -> {
                            ledger.write(connection, mailbox, delivery.key());
                            Message stored = layout.insert(connection, mailbox, folder, delivery.id(), envelope, sound);
                            outbox.write(
                                    connection, mailbox, stored.id(), dispatches); // some tables have ids of their own
                            return stored;
                        }));
    }

    /** Asked before the transaction begins: whoever is asked may need a connection too. */
    private List<Dispatch> dispatches(MailboxId mailbox, Message message) {
        return settings.dispatches.of(mailbox, message);
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
    }

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        Objects.requireNonNull(kind, "kind");
        boolean known = work.read("look for " + key, mailbox, connection -> ledger.has(connection, mailbox, key));
        return known
                ? Optional.empty()
                : Optional.of(greeting(mailbox, kind, connection -> ledger.write(connection, mailbox, key)));
    }

    private Optional<Runnable> hold(MailboxId mailbox, DepositTerms terms) {
        int messages =
                work.read("count the messages", mailbox, connection -> layout.count(connection, mailbox, Folder.INBOX));
        boolean fits = messages + places.of(mailbox) < terms.maxMessages();
        return fits ? Optional.of(places.hold(mailbox)) : Optional.empty();
    }

    private Message commit(MailboxId mailbox, Envelope envelope, SoundBuffer sound, Runnable release) {
        MessageId provisional = MessageId.create(envelope.received(), settings.random);
        List<Dispatch> dispatches =
                dispatches(mailbox, new Message(provisional, Folder.INBOX, envelope, sound.length()));
        return places.alone(mailbox, () -> {
            Message message = withFreshId(envelope, id -> insert(mailbox, id, envelope, sound, dispatches));
            release.run();
            return message;
        });
    }

    private Message insert(
            MailboxId mailbox, MessageId id, Envelope envelope, SoundBuffer sound, List<Dispatch> dispatches) {
        String what = "commit a message";
        return layout.insertsAtOnce(sound) && dispatches.isEmpty()
                ? work.changeAtOnce(
                        what,
                        mailbox,
                        connection -> layout.insertAtOnce(
                                connection, mailbox, Folder.INBOX, id, envelope, sound, Optional.empty()))
                : work.change(what, mailbox, connection -> {
                    Message stored = layout.insert(connection, mailbox, Folder.INBOX, id, envelope, sound);
                    outbox.write(connection, mailbox, stored.id(), dispatches); // some tables have ids of their own
                    return stored;
                });
    }

    /** Does what needs an id which the mailbox does not have yet. */
    private <T> T withFreshId(Envelope envelope, Function<MessageId, T> work) {
        for (int tries = 1; ; tries++) {
            MessageId id = MessageId.create(envelope.received(), settings.random);
            try {
                return work.apply(id);
            } catch (StoreException e) {
                boolean taken = e.getCause() instanceof SQLException failure && SqlFailures.isDuplicate(failure);
                if (!taken || tries >= MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return work.read("list " + folder, mailbox, connection -> layout.list(connection, mailbox, folder));
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return work.read("find " + id, mailbox, connection -> layout.find(connection, mailbox, id));
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return work.read("open " + id, mailbox, connection -> layout.sound(connection, mailbox, id))
                .map(sound -> new JdbcAudio(id + " of " + mailbox, sound, transactions));
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return move(mailbox, id, Optional.empty(), to, maxMessages);
    }

    @Override
    public MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return move(mailbox, id, Optional.of(from), to, maxMessages);
    }

    private MoveResult move(MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages) {
        Optional<Message> found = find(mailbox, id).filter(message -> isIn(from, message));
        if (found.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (found.get().folder() == to) {
            return MoveResult.DONE;
        }
        return places.alone(
                mailbox,
                () -> work.change(
                        "move " + id + " to " + to,
                        mailbox,
                        connection ->
                                layout.move(connection, mailbox, id, from, to, places(mailbox, to, maxMessages))));
    }

    private static boolean isIn(Optional<Folder> wanted, Message message) {
        return wanted.isEmpty() || wanted.get() == message.folder();
    }

    private int places(MailboxId mailbox, Folder folder, int maxMessages) {
        return folder == Folder.INBOX ? maxMessages - places.of(mailbox) : maxMessages;
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        Optional<Message> found = find(from, id);
        if (found.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        List<Dispatch> dispatches = from.equals(to) ? List.of() : dispatches(to, in(folder, found.get()));
        return places.alone(
                to,
                () -> withFreshId(
                        found.get().envelope(),
                        copyId -> work.change("copy " + id + " to " + to, from, connection -> {
                            MoveResult result = layout.copy(
                                    connection, from, id, to, folder, copyId, places(to, folder, maxMessages));
                            if (result == MoveResult.DONE && !dispatches.isEmpty()) {
                                boolean renamed =
                                        layout.find(connection, to, copyId).isPresent();
                                outbox.write(connection, to, renamed ? copyId : id, dispatches);
                            }
                            return result;
                        })));
    }

    private static Message in(Folder folder, Message message) {
        return new Message(message.id(), folder, message.envelope(), message.length());
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return delete(mailbox, id, Optional.empty());
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return delete(mailbox, id, Optional.of(from));
    }

    private boolean delete(MailboxId mailbox, MessageId id, Optional<Folder> from) {
        boolean deleted =
                find(mailbox, id).filter(message -> isIn(from, message)).isPresent()
                        && work.change(
                                "delete " + id, mailbox, connection -> layout.delete(connection, mailbox, id, from));
        sweep();
        return deleted;
    }

    /** What cannot be deleted elsewhere now is deleted after the next deletion, or at the next start. */
    private void sweep() {
        if (settings.recordings.isPresent()) {
            try {
                transactions.change("delete recordings", "deleted messages", layout::sweep);
            } catch (StoreException e) {
                LOG.warn("a recording is left for later", e);
            }
        }
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return find(mailbox, id).isEmpty()
                ? Optional.empty()
                : work.change("change " + id, mailbox, connection -> layout.change(connection, mailbox, id, change));
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return work.read("count the messages", mailbox, connection -> layout.counts(connection, mailbox));
    }

    @Override
    public Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return work.read("find the greeting " + kind, mailbox, connection -> layout.greeting(connection, mailbox, kind))
                .map(sound -> new JdbcAudio(kind + " of " + mailbox, sound, transactions));
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        Objects.requireNonNull(mailbox, "mailbox");
        Objects.requireNonNull(kind, "kind");
        return greeting(mailbox, kind, connection -> {});
    }

    /** What else belongs to a transaction. */
    private interface Beside {
        void on(Connection connection) throws SQLException;
    }

    private GreetingRecording greeting(MailboxId mailbox, GreetingKind kind, Beside beside) {
        return new StagedGreeting<>(
                new SoundBuffer(settings.format),
                sound -> work.change("commit the greeting " + kind, mailbox, connection -> {
                    beside.on(connection);
                    layout.putGreeting(connection, mailbox, kind, sound);
                    return kind;
                }));
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return greeting(mailbox, kind).isPresent()
                && work.change(
                        "delete the greeting " + kind,
                        mailbox,
                        connection -> layout.deleteGreeting(connection, mailbox, kind));
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return hasFormerGreeting(mailbox, kind)
                && work.change(
                        "restore the greeting " + kind,
                        mailbox,
                        connection -> layout.restoreGreeting(connection, mailbox, kind));
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return work.read(
                "find the former greeting " + kind,
                mailbox,
                connection -> layout.hasFormerGreeting(connection, mailbox, kind));
    }

    /** Tells what any node changes, this one included. */
    @Override
    public ChangeFeed changes() {
        return changes;
    }

    /** Ends the telling of changes. The data source is not closed. */
    @Override
    public void close() {
        notifier.ifPresent(ChangeNotifier::close);
        changes.close();
    }
}

package org.voicemail4j.store.jdbc;

import java.util.List;
import java.util.Optional;
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

    private final JdbcMessageStoreBuilder settings;
    private final Transactions transactions;
    private final Layout layout;
    private final JdbcOutbox outbox;
    private final JdbcChangeFeed changes;
    private final Optional<ChangeNotifier> notifier;
    private final MailboxWork work;
    private final MailboxPlaces places = new MailboxPlaces();
    private final JdbcDeposits deposits;
    private final JdbcGreetings greetings;

    JdbcMessageStore(JdbcMessageStoreBuilder settings) {
        this.settings = settings;
        JdbcSchema schema = JdbcSchema.of(settings.source);
        boolean isNew = schema.version() == 0;
        if (isNew && settings.asteriskTable.isEmpty()) {
            new Transactions(settings.source).read("look at the settings", "this store", DatabaseSettings::checked);
        }
        schema.upgrade();
        Transactions plain = Transactions.durable(settings.source);
        Ledger ledger = new Ledger(settings.clock);
        plain.change("prune", "vm_delivery", ledger::prune);
        this.layout = plain.change("open the tables", "this store", new JdbcTables(settings)::open);
        settings.triggeredTable()
                .ifPresent(table -> JdbcSchema.of(settings.source).tryToMakeChangeTriggers(table));
        Dialect dialect = plain.read("recognise the database", "this store", Dialect::of);
        this.transactions = settings.asteriskTable.isEmpty() ? plain : plain.readingAnew(dialect);
        this.outbox = new JdbcOutbox(transactions, settings.clock, settings.random);
        boolean notified = settings.notifications && dialect == Dialect.POSTGRESQL && settings.asteriskTable.isEmpty();
        this.changes = new JdbcChangeFeed(
                layout.look(transactions),
                settings.changePause,
                settings.threads,
                notified ? Optional.of(new PostgresNotifications(settings.source)) : Optional.empty());
        this.notifier =
                notified ? Optional.of(new ChangeNotifier(this::tellOthers, settings.threads)) : Optional.empty();
        this.work = new MailboxWork(transactions, layout, () -> notifier.ifPresent(ChangeNotifier::changed));
        this.deposits = new JdbcDeposits(settings, layout, work, ledger, outbox, places);
        this.greetings = new JdbcGreetings(settings.format, layout, transactions, work, ledger);
    }

    private void tellOthers() {
        transactions.changeAtOnce("notify others", "changes", PostgresNotifications::send);
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
        return deposits.begin(mailbox, envelope, terms);
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        return deposits.beginDelivery(mailbox, envelope, delivery);
    }

    @Override
    public Optional<Outbox> outbox() {
        return Optional.of(outbox);
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
        List<Dispatch> dispatches = from.equals(to) ? List.of() : deposits.dispatches(to, in(folder, found.get()));
        return places.alone(
                to,
                () -> deposits.withFreshId(
                        MessageId.create(found.get().envelope().received(), settings.random),
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
        return greetings.find(mailbox, kind);
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.begin(mailbox, kind);
    }

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        return greetings.beginDelivery(mailbox, kind, key);
    }

    @Override
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.delete(mailbox, kind);
    }

    @Override
    public boolean restoreGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.restore(mailbox, kind);
    }

    @Override
    public boolean hasFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.hasFormer(mailbox, kind);
    }

    @Override
    public Optional<AudioContent> formerGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.findFormer(mailbox, kind);
    }

    @Override
    public boolean deleteFormerGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.deleteFormer(mailbox, kind);
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

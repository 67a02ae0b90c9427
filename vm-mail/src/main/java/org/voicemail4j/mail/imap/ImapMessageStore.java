package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
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
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.StagedDeposit;
import org.voicemail4j.store.StoreException;

/**
 * Keeps messages as mails on IMAP servers, as Asterisk's IMAP voicemail does, so that both read and write the same
 * mailboxes and their owners see, hear and delete their messages in a mail program, too.
 *
 * <p>A message is a mail with the recording attached and {@code X-Asterisk-VM-*} headers. New and heard ones lie in one
 * folder: a mail that is not {@code \Seen} is new, {@code \Flagged} is urgent, {@code \Deleted} is gone. The other folders
 * are folders of their own. So the order of a folder is that of arrival in its folder <em>on the server</em>: a message
 * that is heard keeps its place. Category and attributes cannot be changed later on.
 *
 * <p>Nothing of a recording is on the server before it is committed, and a server that is away loses callers their
 * messages: put a journal before it ({@code JournaledMessageStore}), for which {@link #beginDelivery} is made. What is
 * heard is fetched into a temporary file first.
 *
 * <p>Headers are data of whoever wrote the mail. A mail that has come through a mail server is no voicemail, whatever its
 * headers say, unless {@link ImapMessageStoreBuilder#trustingDeliveredMail} is set.
 *
 * <p>For many threads, and several processes and mail programs on one account. Closing it closes its connections.
 */
public final class ImapMessageStore implements LedgeredStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapMessageStore.class);

    private final ImapMessageStoreBuilder settings;
    private final Path directory;
    private final ScheduledThreadPoolExecutor watch;
    private final ImapPool pool;
    private final MailboxAccess access;
    private final Sounds sounds;
    private final Greetings greetings;
    private final ImapChangeFeed feed;
    private final Reservations reservations = new Reservations();
    private final AtomicBoolean pruned = new AtomicBoolean();

    ImapMessageStore(ImapMessageStoreBuilder settings) {
        this.settings = settings;
        this.directory = settings.folder();
        this.watch = new ScheduledThreadPoolExecutor(1, settings.threads);
        watch.setRemoveOnCancelPolicy(true);
        this.pool = new ImapPool(settings, watch);
        this.access = new MailboxAccess(settings, pool);
        this.sounds = new Sounds(settings, directory);
        this.greetings = new Greetings(settings, access, sounds, directory);
        this.feed = new ImapChangeFeed(settings, pool, watch);
    }

    /** Starts the settings of a store. */
    public static ImapMessageStoreBuilder builder(ImapAccounts accounts) {
        return new ImapMessageStoreBuilder(accounts);
    }

    @Override
    public List<AudioFormat> formats() {
        return List.of(settings.format);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        Optional<Runnable> place = access.change(mailbox, "looking for room", view -> reserve(view, mailbox, terms));
        if (place.isEmpty()) {
            return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        }
        try {
            StagedDeposit.Commit<SpooledSound> commit = (last, sound) -> store(mailbox, last, sound, place.get());
            return new DepositStart.Opened(new StagedDeposit<>(sound(), envelope, commit, place.get()));
        } catch (RuntimeException e) {
            place.get().run();
            throw e;
        }
    }

    private Optional<Runnable> reserve(MailboxView view, MailboxId mailbox, DepositTerms terms) throws IOException {
        if (terms.maxMessages() == 0
                || view.counts().newMessages() + reservations.of(mailbox) >= terms.maxMessages()
                || Quota.isUsedUp(view)) {
            return Optional.empty();
        }
        return Optional.of(reservations.hold(mailbox));
    }

    private SpooledSound sound() {
        return new SpooledSound(directory, settings.format);
    }

    private Message store(MailboxId mailbox, Envelope envelope, SpooledSound sound, Runnable release) {
        MessageId id = MessageId.create(envelope.received(), settings.random);
        return add(mailbox, id, envelope, sound, Folder.INBOX, release);
    }

    /** Appends a message. If no answer came it is looked for: it is there, or this fails. */
    private Message add(
            MailboxId mailbox, MessageId id, Envelope envelope, AudioContent sound, Folder folder, Runnable release) {
        MailWriter.Written written = new MailWriter(mailbox, access.account(mailbox)).message(id, envelope, sound, "");
        Set<String> flags = flags(envelope, folder);
        try {
            return access.once(mailbox, "storing a message", view -> {
                view.append(view.names().of(folder), flags, written.mail());
                release.run();
                return message(folder, flags, written.headers());
            });
        } catch (StoreException e) {
            if (e.getCause() instanceof ImapRefusedException) {
                throw e;
            }
            return appended(mailbox, id).orElseThrow(() -> e);
        }
    }

    private Optional<Message> appended(MailboxId mailbox, MessageId id) {
        try {
            return find(mailbox, id);
        } catch (StoreException again) {
            LOG.debug("{} cannot be asked whether it has {}", mailbox, id, again);
            return Optional.empty();
        }
    }

    private static Set<String> flags(Envelope envelope, Folder folder) {
        Set<String> flags = new TreeSet<>(MailFlags.of(envelope));
        if (folder == Folder.OLD) {
            flags.add(MailFlags.SEEN);
        }
        return flags;
    }

    @Override
    public List<Message> list(MailboxId mailbox, Folder folder) {
        return access.look(mailbox, "listing " + folder.title(), view -> view.list(folder));
    }

    @Override
    public Optional<Message> find(MailboxId mailbox, MessageId id) {
        return access.change(
                mailbox,
                "looking for a message",
                view -> view.find(id, Optional.empty()).map(view::message));
    }

    @Override
    public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return access.change(mailbox, "fetching a message", view -> {
            Optional<StoredMail> mail = view.find(id, Optional.empty());
            return mail.isEmpty() ? Optional.empty() : sounds.of(view, mailbox, mail.get());
        });
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
        return access.change(mailbox, "moving a message", view -> {
            Optional<StoredMail> mail = view.find(id, from);
            if (mail.isEmpty()) {
                return MoveResult.NOT_FOUND;
            }
            if (view.message(mail.get()).folder() == to) {
                return MoveResult.DONE;
            }
            if (isFull(view, mailbox, to, maxMessages)) {
                return MoveResult.FOLDER_FULL;
            }
            view.connection().select(mail.get().place());
            return view.move(mail.get(), to) ? MoveResult.DONE : MoveResult.NOT_FOUND;
        });
    }

    private boolean isFull(MailboxView view, MailboxId mailbox, Folder folder, int most) throws IOException {
        int held = folder == Folder.INBOX ? reservations.of(mailbox) : 0;
        return view.list(folder).size() + held >= most;
    }

    @Override
    public MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        Optional<Original> original = access.change(from, "fetching a message", view -> {
            Optional<StoredMail> mail = view.find(id, Optional.empty());
            if (mail.isEmpty()) {
                return Optional.empty();
            }
            return sounds.of(view, from, mail.get())
                    .map(sound -> new Original(mail.get().envelope(), sound));
        });
        if (original.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        return access.locked(to, () -> paste(original.get(), id, to, folder, maxMessages));
    }

    private MoveResult paste(Original original, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        Optional<MessageId> copy = access.change(to, "looking for room", view -> {
            if (isFull(view, to, folder, maxMessages)) {
                return Optional.empty();
            }
            boolean taken = view.find(id, Optional.empty()).isPresent();
            return Optional.of(taken ? MessageId.create(original.envelope().received(), settings.random) : id);
        });
        if (copy.isEmpty()) {
            return MoveResult.FOLDER_FULL;
        }
        add(to, copy.get(), original.envelope(), original.sound(), folder, () -> {});
        return MoveResult.DONE;
    }

    private record Original(Envelope envelope, AudioContent sound) {}

    @Override
    public boolean delete(MailboxId mailbox, MessageId id) {
        return delete(mailbox, id, Optional.empty());
    }

    @Override
    public boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return delete(mailbox, id, Optional.of(from));
    }

    private boolean delete(MailboxId mailbox, MessageId id, Optional<Folder> from) {
        return access.change(mailbox, "deleting a message", view -> {
            Optional<StoredMail> mail = view.find(id, from);
            return mail.isPresent() && view.remove(mail.get().uid());
        });
    }

    @Override
    public Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return access.change(mailbox, "marking a message", view -> {
            Optional<StoredMail> mail = view.find(id, Optional.empty());
            return mail.isEmpty() ? Optional.empty() : view.change(mail.get(), change);
        });
    }

    @Override
    public MessageCounts counts(MailboxId mailbox) {
        return access.look(mailbox, "counting messages", MailboxView::counts);
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
    public boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.delete(mailbox, kind);
    }

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        return greetings.beginDelivery(mailbox, kind, key);
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        boolean known = access.change(mailbox, "asking for a delivery", view -> {
            String target = view.names().of(delivery.folder());
            if (pruned.compareAndSet(false, true)) {
                ledger(view, mailbox).prune();
            }
            return ledger(view, mailbox).knows(delivery.key(), target)
                    || view.find(delivery.id(), Optional.empty()).isPresent();
        });
        if (known) {
            return Optional.empty();
        }
        StagedDeposit.Commit<SpooledSound> commit = (last, sound) -> deliver(mailbox, last, delivery, sound);
        return Optional.of(new StagedDeposit<>(sound(), envelope, commit, () -> {}));
    }

    private Ledger ledger(MailboxView view, MailboxId mailbox) {
        return new Ledger(view, new MailWriter(mailbox, access.account(mailbox)), settings.clock);
    }

    private Message deliver(MailboxId mailbox, Envelope envelope, Delivery delivery, SpooledSound sound) {
        String token = Long.toHexString(settings.random.nextLong());
        MailWriter.Written written = new MailWriter(mailbox, access.account(mailbox))
                .message(delivery.id(), envelope, sound, Ledger.header(delivery.key(), token));
        Folder folder = delivery.folder();
        boolean first = access.once(mailbox, "delivering a message", view -> {
            try (SpooledSound nothing = sound()) {
                Set<String> flags = flags(envelope, folder);
                String target = view.names().of(folder);
                return ledger(view, mailbox).bring(delivery.key(), token, written, flags, nothing, target);
            }
        });
        if (!first) {
            throw new StoreException(mailbox + " got " + delivery.key() + " from somebody else at the same time");
        }
        return message(folder, flags(envelope, folder), written.headers());
    }

    /** What will be read of a mail that was just written. */
    private static Message message(Folder folder, Set<String> flags, VoicemailHeaders headers) {
        Envelope envelope = MailFlags.apply(headers.envelope(), MailFlags.lowerCase(flags));
        return new Message(headers.id(), folder, envelope, headers.length());
    }

    @Override
    public ChangeFeed changes() {
        return feed;
    }

    @Override
    public void close() {
        feed.close();
        pool.close();
        watch.shutdownNow();
        sounds.close();
        if (settings.directory.isEmpty()) {
            try {
                Files.deleteIfExists(directory);
            } catch (IOException e) {
                LOG.debug("{} stays behind", directory, e);
            }
        }
    }
}

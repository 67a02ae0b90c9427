package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
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

    private final ImapMessageStoreBuilder settings;
    private final TemporaryFolder temporary;
    private final ScheduledExecutorService watch;
    private final ImapPool pool;
    private final MailboxAccess access;
    private final Sounds sounds;
    private final Greetings greetings;
    private final Arrivals arrivals;
    private final ImapChangeFeed feed;

    ImapMessageStore(ImapMessageStoreBuilder settings) {
        this.settings = settings;
        this.temporary = TemporaryFolder.open(settings.directory);
        this.watch = timer(settings.threads);
        this.pool = new ImapPool(settings, watch);
        this.access = new MailboxAccess(settings, pool);
        this.sounds = new Sounds(settings, temporary.path());
        this.greetings = new Greetings(settings, access, sounds, temporary.path());
        this.arrivals = new Arrivals(settings, access, temporary.path());
        this.feed = new ImapChangeFeed(settings, pool, watch);
    }

    private static ScheduledExecutorService timer(ThreadFactory threads) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Starts the settings of a store. */
    public static ImapMessageStoreBuilder builder(ImapAccounts accounts) {
        return new ImapMessageStoreBuilder(accounts);
    }

    @Override
    public List<AudioFormat> formats() {
        return List.of(settings.format);
    }

    /** Those that have an account; also one whose settings are wrong at the moment. */
    @Override
    public boolean takes(MailboxId mailbox) {
        try {
            return settings.accounts.of(mailbox).isPresent();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /**
     * Whether a mailbox's account has room for a message of usual length, a minute, as far as its server tells (QUOTA, RFC
     * 9208). What it said counts for {@link ImapMessageStoreBuilder#roomMemory a moment}, unless it has refused a message
     * since or one was deleted. For a journal before this store, whose callers would be thanked for messages that nobody
     * gets: {@code JournaledMessageStoreBuilder.room}.
     *
     * @throws StoreException if the server cannot be asked
     */
    public boolean hasRoom(MailboxId mailbox) {
        return arrivals.hasRoom(mailbox);
    }

    @Override
    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        return arrivals.beginDeposit(mailbox, envelope, terms);
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
        return view.list(folder).size() + arrivals.held(mailbox, folder) >= most;
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
        arrivals.add(to, copy.get(), original.envelope(), original.sound(), folder, () -> {});
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
            arrivals.forgetRoom(mailbox);
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

    @Override
    public Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        return greetings.beginDelivery(mailbox, kind, key);
    }

    @Override
    public Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        return arrivals.beginDelivery(mailbox, envelope, delivery);
    }

    @Override
    public ChangeFeed changes() {
        return feed;
    }

    @Override
    public void close() {
        feed.close();
        pool.close();
        watch.shutdown(); // what is still going on keeps its time limit
        sounds.close();
        temporary.close();
    }
}

package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StagedDeposit;
import org.voicemail4j.store.StoreException;

/** How messages come into mailboxes: left by callers, copied, or delivered under a key. For many threads. */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final ImapMessageStoreBuilder settings;
    private final MailboxAccess access;
    private final Path directory;
    private final Reservations reservations = new Reservations();
    private final KnownRoom room;
    private final Map<Journal, LocalDate> pruned = new ConcurrentHashMap<>();

    /** A folder of notes, which the mailboxes of an account share. */
    private record Journal(ImapAccount.Login login, String folder) {}

    Arrivals(ImapMessageStoreBuilder settings, MailboxAccess access, Path directory) {
        this.settings = settings;
        this.access = access;
        this.directory = directory;
        this.room = new KnownRoom(settings.elapsed, settings.roomMemory);
    }

    /** How many places among the new messages are held for deposits in progress. */
    int held(MailboxId mailbox, Folder folder) {
        return folder == Folder.INBOX ? reservations.of(mailbox) : 0;
    }

    DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
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
                || !hasRoom(view, mailbox)) {
            return Optional.empty();
        }
        return Optional.of(reservations.hold(mailbox));
    }

    /** Whether the account has room for a message of usual length, as its server said within the memory of that. */
    boolean hasRoom(MailboxId mailbox) {
        Optional<Boolean> known = room.find(place(mailbox));
        return known.isPresent()
                ? known.get()
                : access.look(mailbox, "asking for its quota", view -> askForRoom(view, mailbox));
    }

    private boolean hasRoom(MailboxView view, MailboxId mailbox) throws IOException {
        Optional<Boolean> known = room.find(place(mailbox));
        return known.isPresent() ? known.get() : askForRoom(view, mailbox);
    }

    private boolean askForRoom(MailboxView view, MailboxId mailbox) throws IOException {
        boolean hasRoom = Quota.hasRoom(view, settings.usualMail());
        room.keep(place(mailbox), hasRoom);
        return hasRoom;
    }

    private WatchedPlace place(MailboxId mailbox) {
        return WatchedPlace.of(access.account(mailbox));
    }

    /** Something has been deleted there. */
    void forgetRoom(MailboxId mailbox) {
        room.forget(place(mailbox));
    }

    /** Its account is full, whatever was said of it. */
    private void noteIfFull(MailboxId mailbox, StoreException failure) {
        if (failure.getCause() instanceof ImapRefusedException refused && refused.hasCode("OVERQUOTA")) {
            room.keep(place(mailbox), false);
        }
    }

    private SpooledSound sound() {
        return new SpooledSound(directory, settings.format);
    }

    private Message store(MailboxId mailbox, Envelope envelope, SpooledSound sound, Runnable release) {
        MessageId id = MessageId.create(envelope.received(), settings.random);
        return add(mailbox, id, envelope, sound, Folder.INBOX, release);
    }

    /**
     * Appends a message. If no answer came it is looked for: it is there, or this fails.
     *
     * @param release is run once it is there
     */
    Message add(
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
            noteIfFull(mailbox, e);
            if (e.getCause() instanceof ImapRefusedException) {
                throw e;
            }
            return appended(mailbox, id).orElseThrow(() -> e);
        }
    }

    private Optional<Message> appended(MailboxId mailbox, MessageId id) {
        try {
            return access.change(
                    mailbox,
                    "looking for a message",
                    view -> view.find(id, Optional.empty()).map(view::message));
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

    /** Takes a message under a key; empty if it has been brought before. */
    Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
        boolean known = access.change(mailbox, "asking for a delivery", view -> {
            String target = view.names().of(delivery.folder());
            pruneOnceADay(view, mailbox);
            return ledger(view, mailbox).knows(delivery.key(), target)
                    || view.find(delivery.id(), Optional.empty()).isPresent();
        });
        if (known) {
            return Optional.empty();
        }
        StagedDeposit.Commit<SpooledSound> commit = (last, sound) -> deliver(mailbox, last, delivery, sound);
        return Optional.of(new StagedDeposit<>(sound(), envelope, commit, () -> {}));
    }

    /** A server that refuses it is asked again at the next delivery, and holds up none. */
    private void pruneOnceADay(MailboxView view, MailboxId mailbox) throws IOException {
        LocalDate today = LocalDate.ofInstant(settings.clock.instant(), ZoneOffset.UTC);
        Journal journal =
                new Journal(access.account(mailbox).login(), view.names().journal());
        if (today.equals(pruned.get(journal))) {
            return;
        }
        try {
            ledger(view, mailbox).prune();
            pruned.put(journal, today);
        } catch (ImapRefusedException e) {
            LOG.debug("notes of old deliveries to {} stay behind", mailbox, e);
        }
    }

    private Ledger ledger(MailboxView view, MailboxId mailbox) {
        return new Ledger(view, new MailWriter(mailbox, access.account(mailbox)), settings.clock);
    }

    private Message deliver(MailboxId mailbox, Envelope envelope, Delivery delivery, SpooledSound sound) {
        String token = Long.toHexString(settings.random.nextLong());
        MailWriter.Written written = new MailWriter(mailbox, access.account(mailbox))
                .message(delivery.id(), envelope, sound, Ledger.header(delivery.key(), token));
        Folder folder = delivery.folder();
        boolean first = bring(mailbox, delivery, token, written, flags(envelope, folder));
        if (!first) {
            throw new StoreException(mailbox + " got " + delivery.key() + " from somebody else at the same time");
        }
        return message(folder, flags(envelope, folder), written.headers());
    }

    private boolean bring(
            MailboxId mailbox, Delivery delivery, String token, MailWriter.Written written, Set<String> flags) {
        try {
            return access.once(mailbox, "delivering a message", view -> {
                try (SpooledSound nothing = sound()) {
                    String target = view.names().of(delivery.folder());
                    return ledger(view, mailbox).bring(delivery.key(), token, written, flags, nothing, target);
                }
            });
        } catch (StoreException e) {
            noteIfFull(mailbox, e);
            throw e;
        }
    }

    /** What will be read of a mail that was just written. */
    private static Message message(Folder folder, Set<String> flags, VoicemailHeaders headers) {
        Envelope envelope = MailFlags.apply(headers.envelope(), MailFlags.lowerCase(flags));
        return new Message(headers.id(), folder, envelope, headers.length());
    }
}

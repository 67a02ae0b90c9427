package org.voicemail4j.store.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.StagedDeposit;
import org.voicemail4j.store.StoreException;

/** Messages on their way into the database: room for them, their ids, and what must be sent because of them. For many threads. */
final class JdbcDeposits {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcDeposits.class);
    private static final int MOST_TRIES = 5;
    private static final int MESSAGES_TO_PRUNE = 256;

    private final JdbcMessageStoreBuilder settings;
    private final Layout layout;
    private final MailboxWork work;
    private final Ledger ledger;
    private final JdbcOutbox outbox;
    private final MailboxPlaces places;
    private final AtomicLong messages = new AtomicLong();

    JdbcDeposits(
            JdbcMessageStoreBuilder settings,
            Layout layout,
            MailboxWork work,
            Ledger ledger,
            JdbcOutbox outbox,
            MailboxPlaces places) {
        this.settings = settings;
        this.layout = layout;
        this.work = work;
        this.ledger = ledger;
        this.outbox = outbox;
        this.places = places;
    }

    DepositStart begin(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
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

    Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) {
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
        pruneNowAndThen();
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

    private void pruneNowAndThen() {
        if (messages.incrementAndGet() % MESSAGES_TO_PRUNE == 0) {
            try {
                work.pruned(ledger);
            } catch (StoreException e) {
                LOG.warn("old deliveries and changes are forgotten later: {}", e.getMessage());
            }
        }
    }

    /** Asked before the transaction begins: whoever is asked may need a connection too. */
    List<Dispatch> dispatches(MailboxId mailbox, Message message) {
        return settings.dispatches.of(mailbox, message);
    }

    private Optional<Runnable> hold(MailboxId mailbox, DepositTerms terms) {
        int messages =
                work.read("count the messages", mailbox, connection -> layout.count(connection, mailbox, Folder.INBOX));
        boolean fits = messages + places.of(mailbox) < terms.maxMessages();
        return fits ? Optional.of(places.hold(mailbox)) : Optional.empty();
    }

    private Message commit(MailboxId mailbox, Envelope envelope, SoundBuffer sound, Runnable release) {
        MessageId first = MessageId.create(envelope.received(), settings.random);
        List<Dispatch> dispatches = dispatches(mailbox, new Message(first, Folder.INBOX, envelope, sound.length()));
        pruneNowAndThen();
        return places.alone(mailbox, () -> {
            Message message = withFreshId(first, envelope, id -> insert(mailbox, id, envelope, sound, dispatches));
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

    /** Does what needs an id which the mailbox does not have yet; another one than the first if it has. */
    <T> T withFreshId(MessageId first, Envelope envelope, Function<MessageId, T> work) {
        MessageId id = first;
        for (int tries = 1; ; tries++) {
            try {
                return work.apply(id);
            } catch (StoreException e) {
                boolean taken = e.getCause() instanceof SQLException failure && SqlFailures.isDuplicate(failure);
                if (!taken || tries >= MOST_TRIES) {
                    throw e;
                }
                id = MessageId.create(envelope.received(), settings.random);
            }
        }
    }
}

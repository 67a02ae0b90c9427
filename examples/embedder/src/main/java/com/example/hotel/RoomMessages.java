package com.example.hotel;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;

/**
 * The hotel's messages: one table, whose rows are in the order of arrival in their folder. Guests leave, and so do their
 * messages: it is kept in memory.
 */
public final class RoomMessages implements MessageStore {

    private final List<Row> rows = new ArrayList<>();
    private final Map<GreetingKey, AudioContent> greetings = new HashMap<>();
    private final Map<MailboxId, Integer> reserved = new HashMap<>();
    private final RandomGenerator random = new SecureRandom();

    private record Row(MailboxId mailbox, Message message, AudioContent audio) {

        boolean is(MailboxId box, MessageId id) {
            return mailbox.equals(box) && message.id().equals(id);
        }
    }

    private record GreetingKey(MailboxId mailbox, GreetingKind kind) {}

    @Override
    public synchronized DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
        if (taken(mailbox, Folder.INBOX) >= terms.maxMessages()) {
            return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        }
        reserved.merge(mailbox, 1, Integer::sum);
        return new DepositStart.Opened(new RoomDeposit(mailbox, envelope));
    }

    private int taken(MailboxId mailbox, Folder folder) {
        int inProgress = folder == Folder.INBOX ? reserved.getOrDefault(mailbox, 0) : 0;
        return count(mailbox, folder, message -> true) + inProgress;
    }

    private int count(MailboxId mailbox, Folder folder, Predicate<Message> which) {
        return (int) list(mailbox, folder).stream().filter(which).count();
    }

    @Override
    public synchronized List<Message> list(MailboxId mailbox, Folder folder) {
        Comparator<Message> urgentFirst = Comparator.comparing(message -> !message.isUrgent());
        return rows.stream()
                .filter(row -> row.mailbox().equals(mailbox) && row.message().folder() == folder)
                .map(Row::message)
                .sorted(folder == Folder.INBOX ? urgentFirst : (one, other) -> 0)
                .toList();
    }

    private Optional<Row> row(MailboxId mailbox, MessageId id) {
        return rows.stream().filter(row -> row.is(mailbox, id)).findFirst();
    }

    @Override
    public synchronized Optional<Message> find(MailboxId mailbox, MessageId id) {
        return row(mailbox, id).map(Row::message);
    }

    @Override
    public synchronized Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
        return row(mailbox, id).map(Row::audio);
    }

    private Optional<Row> row(MailboxId mailbox, MessageId id, Folder folder) {
        return row(mailbox, id).filter(row -> row.message().folder() == folder);
    }

    @Override
    public synchronized MoveResult move(MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        return move(row(mailbox, id), mailbox, id, to, maxMessages);
    }

    @Override
    public synchronized MoveResult move(MailboxId mailbox, MessageId id, Folder from, Folder to, int maxMessages) {
        return move(row(mailbox, id, from), mailbox, id, to, maxMessages);
    }

    private MoveResult move(Optional<Row> row, MailboxId mailbox, MessageId id, Folder to, int maxMessages) {
        if (row.isPresent() && row.get().message().folder() == to) {
            return MoveResult.DONE;
        }
        MoveResult result = add(row, mailbox, id, to, maxMessages);
        if (result == MoveResult.DONE) {
            rows.remove(row.orElseThrow());
        }
        return result;
    }

    @Override
    public synchronized MoveResult copy(MailboxId from, MessageId id, MailboxId to, Folder folder, int maxMessages) {
        Optional<Row> row = row(from, id);
        boolean isTaken = row(to, id).isPresent();
        MessageId copyId = row.isPresent() && isTaken
                ? freshId(to, row.get().message().envelope())
                : id;
        return add(row, to, copyId, folder, maxMessages);
    }

    private MoveResult add(Optional<Row> row, MailboxId to, MessageId id, Folder folder, int maxMessages) {
        if (row.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (taken(to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        Message message = row.get().message();
        Message there = new Message(id, folder, message.envelope(), message.length());
        rows.add(new Row(to, there, row.get().audio()));
        return MoveResult.DONE;
    }

    private MessageId freshId(MailboxId mailbox, Envelope envelope) {
        MessageId id = MessageId.create(envelope.received(), random);
        return row(mailbox, id).isPresent() ? freshId(mailbox, envelope) : id;
    }

    @Override
    public synchronized boolean delete(MailboxId mailbox, MessageId id) {
        return rows.removeIf(row -> row.is(mailbox, id));
    }

    @Override
    public synchronized boolean delete(MailboxId mailbox, MessageId id, Folder from) {
        return row(mailbox, id, from).filter(rows::remove).isPresent();
    }

    @Override
    public synchronized Optional<Message> change(MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change) {
        return row(mailbox, id).map(row -> {
            Message before = row.message();
            Message after = new Message(id, before.folder(), before.envelope().changed(change), before.length());
            rows.set(rows.indexOf(row), new Row(mailbox, after, row.audio()));
            return after;
        });
    }

    @Override
    public synchronized MessageCounts counts(MailboxId mailbox) {
        return new MessageCounts(
                count(mailbox, Folder.INBOX, message -> true),
                count(mailbox, Folder.INBOX, Message::isUrgent),
                count(mailbox, Folder.OLD, message -> true),
                count(mailbox, Folder.OLD, Message::isUrgent));
    }

    @Override
    public synchronized Optional<AudioContent> greeting(MailboxId mailbox, GreetingKind kind) {
        return Optional.ofNullable(greetings.get(new GreetingKey(mailbox, kind)));
    }

    @Override
    public GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) {
        return new RoomGreeting(new GreetingKey(mailbox, kind));
    }

    @Override
    public synchronized boolean deleteGreeting(MailboxId mailbox, GreetingKind kind) {
        return greetings.remove(new GreetingKey(mailbox, kind)) != null;
    }

    private synchronized Optional<Message> arrived(MailboxId mailbox, Envelope envelope, AudioContent audio) {
        release(mailbox);
        if (audio.length().isZero()) {
            return Optional.empty();
        }
        Message message = new Message(freshId(mailbox, envelope), Folder.INBOX, envelope, audio.length());
        rows.add(new Row(mailbox, message, audio));
        return Optional.of(message);
    }

    private synchronized void release(MailboxId mailbox) {
        reserved.merge(mailbox, -1, Integer::sum);
    }

    private synchronized void greet(GreetingKey key, AudioContent audio) {
        greetings.put(key, audio);
    }

    private final class RoomDeposit extends Take implements Deposit {

        private final MailboxId mailbox;
        private Envelope envelope;

        RoomDeposit(MailboxId mailbox, Envelope envelope) {
            this.mailbox = mailbox;
            this.envelope = envelope;
        }

        @Override
        public Envelope envelope() {
            return envelope;
        }

        @Override
        public void envelope(Envelope replacement) {
            requireOpen();
            envelope = replacement;
        }

        @Override
        public void recordingBegins() {
            requireOpen(); // what is in memory does not survive a crash anyway
        }

        @Override
        public Optional<Message> commit() {
            end();
            return arrived(mailbox, envelope, recorded());
        }

        @Override
        void discarded() {
            release(mailbox);
        }
    }

    private final class RoomGreeting extends Take implements GreetingRecording {

        private final GreetingKey key;

        RoomGreeting(GreetingKey key) {
            this.key = key;
        }

        @Override
        public void commit() {
            requireOpen();
            if (length().isZero()) {
                throw new IllegalStateException("nothing was recorded for " + key);
            }
            end();
            greet(key, recorded());
        }
    }
}

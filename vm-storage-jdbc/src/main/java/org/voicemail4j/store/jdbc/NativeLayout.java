package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.MoveResult;

/**
 * Our own tables: a message keeps its id and gets a new position when it moves; the mailbox's row is its lock, hands out
 * the positions and counts the changes.
 */
final class NativeLayout implements Layout {

    private final RowIds ids;
    private final NativeSounds sounds;
    private final NativeMessages messages = new NativeMessages();
    private final NativeLock lock;
    private final NativeDeposits deposits;
    private final NativeGreetings greetings;

    NativeLayout(Dialect dialect, RowIds ids, NativeSounds sounds) {
        this.ids = ids;
        this.sounds = sounds;
        this.lock = new NativeLock(dialect);
        this.deposits = new NativeDeposits(dialect, sounds, lock);
        this.greetings = new NativeGreetings(dialect, sounds);
    }

    /** What is needed to change a message. */
    private record Place(Folder folder, long recording) {

        static Place of(ResultSet row) throws SQLException {
            return new Place(NativeRows.folder(row.getString(1)), row.getLong(2));
        }

        boolean isIn(Optional<Folder> wanted) {
            return wanted.isEmpty() || wanted.get() == folder;
        }
    }

    @Override
    public void prepare(Connection connection, MailboxId mailbox) throws SQLException {
        Rows.update(
                connection,
                "insert into vm_mailbox (mailbox_id, context, box_number, change_version, next_position)"
                        + " values (?, ?, ?, 0, 0)",
                ids.next(),
                mailbox.context(),
                mailbox.number());
    }

    @Override
    public List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return messages.list(connection, mailbox, folder);
    }

    @Override
    public Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return messages.find(connection, mailbox, id);
    }

    @Override
    public boolean hasArrived(Connection connection, MailboxId mailbox, MessageId id, DeliveryKey key, Ledger ledger)
            throws SQLException {
        return ledger.hasOrIsMessage(connection, mailbox, key, id);
    }

    @Override
    public Optional<StoredSound> sound(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return sounds.read(
                connection, NativeMessages.RECORDING_OF_ONE, mailbox.context(), mailbox.number(), id.value());
    }

    @Override
    public MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        return messages.counts(connection, mailbox);
    }

    @Override
    public int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return messages.count(connection, mailbox, folder);
    }

    @Override
    public Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException {
        return deposits.insert(connection, mailbox, folder, id, envelope, sound);
    }

    @Override
    public boolean insertsAtOnce(SoundBuffer sound) {
        return deposits.insertsAtOnce(sound);
    }

    @Override
    public Message insertAtOnce(
            Connection connection,
            MailboxId mailbox,
            Folder folder,
            MessageId id,
            Envelope envelope,
            SoundBuffer sound,
            Optional<Ledger.Entry> delivery)
            throws SQLException {
        return deposits.insertAtOnce(connection, mailbox, folder, id, envelope, sound, delivery);
    }

    @Override
    public MoveResult move(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages)
            throws SQLException {
        NativeLock.Locked locked = lock.take(connection, mailbox);
        Optional<Place> place = place(connection, locked, id).filter(found -> found.isIn(from));
        if (place.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (place.get().folder() == to) {
            return MoveResult.DONE;
        }
        if (count(connection, mailbox, to) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        Rows.update(
                connection,
                "update vm_message set folder = ?, position = ?, version = version + 1"
                        + " where mailbox_id = ? and message_id = ?",
                to.name(),
                locked.position(),
                locked.mailbox(),
                id.value());
        return MoveResult.DONE;
    }

    private static Optional<Place> place(Connection connection, NativeLock.Locked locked, MessageId id)
            throws SQLException {
        return Rows.first(
                connection,
                "select folder, recording_id from vm_message where mailbox_id = ? and message_id = ?",
                Place::of,
                locked.mailbox(),
                id.value());
    }

    @Override
    public MoveResult copy(
            Connection connection,
            MailboxId from,
            MessageId id,
            MailboxId to,
            Folder folder,
            MessageId copyId,
            int maxMessages)
            throws SQLException {
        NativeLock.Locked locked = lock.take(connection, to);
        Optional<NativeMessages.Original> original = messages.original(connection, from, id);
        if (original.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (count(connection, to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        MessageId target = place(connection, locked, id).isEmpty() ? id : copyId;
        Message message = original.get().message();
        long recording = sounds.copy(connection, original.get().recording());
        deposits.insert(
                connection, locked, new Message(target, folder, message.envelope(), message.length()), recording);
        return MoveResult.DONE;
    }

    @Override
    public boolean delete(Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from)
            throws SQLException {
        NativeLock.Locked locked = lock.take(connection, mailbox);
        Optional<Place> place = place(connection, locked, id).filter(found -> found.isIn(from));
        if (place.isEmpty()) {
            return false;
        }
        Rows.update(
                connection,
                "delete from vm_message where mailbox_id = ? and message_id = ?",
                locked.mailbox(),
                id.value());
        sounds.delete(connection, place.get().recording());
        return true;
    }

    @Override
    public Optional<Message> change(
            Connection connection, MailboxId mailbox, MessageId id, UnaryOperator<Envelope> change)
            throws SQLException {
        NativeLock.Locked locked = lock.take(connection, mailbox);
        Optional<Message> found = find(connection, mailbox, id);
        if (found.isEmpty()) {
            return found;
        }
        Message before = found.get();
        Envelope after = before.envelope().changed(change);
        boolean becomesUrgent = after.urgency() == Urgency.URGENT && !before.isUrgent();
        boolean goesToTheEnd = becomesUrgent && before.folder() == Folder.INBOX;
        Rows.update(
                connection,
                "update vm_message set " + EnvelopeColumns.CHANGES + ", version = version + 1"
                        + (goesToTheEnd ? ", position = " + locked.position() : "")
                        + " where mailbox_id = ? and message_id = ?",
                NativeDeposits.with(EnvelopeColumns.changes(after), locked.mailbox(), id.value()));
        return Optional.of(new Message(id, before.folder(), after, before.length()));
    }

    @Override
    public Optional<StoredSound> greeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return sounds.read(
                connection,
                NativeSounds.select("(select m.recording_id from vm_greeting m where m.mailbox_id = "
                        + NativeMessages.MAILBOX + " and m.kind = ?)"),
                mailbox.context(),
                mailbox.number(),
                kind.name());
    }

    @Override
    public void putGreeting(Connection connection, MailboxId mailbox, GreetingKind kind, SoundBuffer sound)
            throws SQLException {
        greetings.put(connection, lock.take(connection, mailbox).mailbox(), kind, sound);
    }

    @Override
    public boolean deleteGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.delete(connection, lock.take(connection, mailbox).mailbox(), kind);
    }

    @Override
    public boolean hasFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return Rows.count(
                        connection,
                        "select count(*) from vm_former_greeting m where m.mailbox_id = " + NativeMessages.MAILBOX
                                + " and m.kind = ?",
                        mailbox.context(),
                        mailbox.number(),
                        kind.name())
                > 0;
    }

    @Override
    public boolean restoreGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.restore(connection, lock.take(connection, mailbox).mailbox(), kind);
    }

    @Override
    public Optional<StoredSound> formerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return sounds.read(
                connection,
                NativeSounds.select("(select m.recording_id from vm_former_greeting m where m.mailbox_id = "
                        + NativeMessages.MAILBOX + " and m.kind = ?)"),
                mailbox.context(),
                mailbox.number(),
                kind.name());
    }

    @Override
    public boolean deleteFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return greetings.deleteFormer(connection, lock.take(connection, mailbox).mailbox(), kind);
    }

    @Override
    public List<MailboxId> mailboxes(Connection connection) throws SQLException {
        return messages.mailboxes(connection);
    }

    @Override
    public ChangeTable changes() {
        return ChangeTable.OURS;
    }

    @Override
    public JdbcChangeFeed.Look look(Transactions transactions) {
        return new ChangeLog(changes(), transactions, this, RestClock.SYSTEM);
    }

    @Override
    public boolean sweep(Connection connection) throws SQLException {
        sounds.sweep(connection);
        return true;
    }
}

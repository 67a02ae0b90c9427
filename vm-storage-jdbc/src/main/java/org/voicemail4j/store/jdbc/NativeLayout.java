package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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

    /** Asked for by itself, so that no plan depends on how the database believes the tables to be filled. */
    private static final String MAILBOX =
            "(select b.mailbox_id from vm_mailbox b where b.context = ? and b.box_number = ?)";

    private static final String OF_MAILBOX = " from vm_message m where m.mailbox_id = " + MAILBOX;
    private static final String MESSAGE = "select m.message_id, m.folder, m.length_ms, " + EnvelopeColumns.NAMES;
    private static final String LOCK =
            "update vm_mailbox set change_version = change_version + 1, next_position = next_position + 1"
                    + " where context = ? and box_number = ?";
    /** What PostgreSQL tells of the row it locked. */
    private static final String RETURNING = " returning mailbox_id, next_position";

    private static final String ONE = " and m.message_id = ?";

    private final Dialect dialect;
    private final RowIds ids;
    private final NativeSounds sounds;
    private final NativeGreetings greetings;

    NativeLayout(Dialect dialect, RowIds ids, NativeSounds sounds) {
        this.dialect = dialect;
        this.ids = ids;
        this.sounds = sounds;
        this.greetings = new NativeGreetings(dialect, sounds);
    }

    /** A locked mailbox and the position for what is put into it. */
    private record Locked(long mailbox, long position) {

        static Locked of(ResultSet row) throws SQLException {
            return new Locked(row.getLong(1), row.getLong(2));
        }
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

    private Locked lock(Connection connection, MailboxId mailbox) throws SQLException {
        String select = "select mailbox_id, next_position from vm_mailbox where context = ? and box_number = ?";
        Object[] names = {mailbox.context(), mailbox.number()};
        Optional<Locked> locked = switch (dialect) {
            case POSTGRESQL -> Rows.first(connection, LOCK + RETURNING, Locked::of, names);
            case H2 ->
                Rows.first(
                        connection,
                        "select mailbox_id, next_position from final table (" + LOCK + ")",
                        Locked::of,
                        names);
            case MARIADB -> {
                Rows.update(connection, LOCK, names);
                yield Rows.first(connection, select, Locked::of, names);
            }
        };
        return locked.orElseThrow(() -> new Unprepared(mailbox));
    }

    @Override
    public List<Message> list(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        String order = folder == Folder.INBOX ? " order by m.urgent desc, m.position" : " order by m.position";
        return Rows.all(
                connection,
                MESSAGE + OF_MAILBOX + " and m.folder = ?" + order,
                NativeRows::message,
                mailbox.context(),
                mailbox.number(),
                folder.name());
    }

    @Override
    public Optional<Message> find(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return Rows.first(
                connection,
                MESSAGE + OF_MAILBOX + ONE,
                NativeRows::message,
                mailbox.context(),
                mailbox.number(),
                id.value());
    }

    @Override
    public boolean hasArrived(Connection connection, MailboxId mailbox, MessageId id, DeliveryKey key, Ledger ledger)
            throws SQLException {
        return ledger.hasOrIsMessage(connection, mailbox, key, id);
    }

    @Override
    public Optional<StoredSound> sound(Connection connection, MailboxId mailbox, MessageId id) throws SQLException {
        return sounds.read(
                connection,
                NativeSounds.select("(select m.recording_id" + OF_MAILBOX + ONE + ")"),
                mailbox.context(),
                mailbox.number(),
                id.value());
    }

    @Override
    public MessageCounts counts(Connection connection, MailboxId mailbox) throws SQLException {
        int[] counts = new int[4];
        Rows.all(
                connection,
                "select m.folder, count(*), sum(m.urgent)" + OF_MAILBOX + " and m.folder in (?, ?) group by m.folder",
                row -> {
                    int at = NativeRows.folder(row.getString(1)) == Folder.INBOX ? 0 : 2;
                    counts[at] = row.getInt(2);
                    counts[at + 1] = row.getInt(3);
                    return at;
                },
                mailbox.context(),
                mailbox.number(),
                Folder.INBOX.name(),
                Folder.OLD.name());
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    @Override
    public int count(Connection connection, MailboxId mailbox, Folder folder) throws SQLException {
        return Rows.count(
                connection,
                "select count(*)" + OF_MAILBOX + " and m.folder = ?",
                mailbox.context(),
                mailbox.number(),
                folder.name());
    }

    @Override
    public Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException {
        Locked locked = lock(connection, mailbox);
        Duration length = Duration.ofMillis(sound.length().toMillis());
        Batch batch = new Batch(dialect, connection);
        long recording = sounds.write(batch, sound);
        @Nullable Object[] values = EnvelopeColumns.values(envelope);
        batch.add(
                "insert into vm_message (" + EnvelopeColumns.NAMES
                        + ", mailbox_id, message_id, folder, position, length_ms, version, recording_id)"
                        + " values (" + EnvelopeColumns.MARKS + ", ?, ?, ?, ?, ?, 0, ?)",
                with(
                        values,
                        locked.mailbox(),
                        id.value(),
                        folder.name(),
                        locked.position(),
                        length.toMillis(),
                        recording));
        batch.run();
        return new Message(id, folder, EnvelopeColumns.kept(envelope), length);
    }

    @Override
    public boolean insertsAtOnce(SoundBuffer sound) {
        return dialect == Dialect.POSTGRESQL && sounds.fitsIntoOneStatement(sound);
    }

    /** Takes the lock, the position and all rows in one journey; nothing is inserted if the mailbox has no row. */
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
        Duration length = Duration.ofMillis(sound.length().toMillis());
        List<@Nullable Object> values = new ArrayList<>(List.of(mailbox.context(), mailbox.number()));
        StringBuilder sql = new StringBuilder("with b as (" + LOCK + RETURNING + ")");
        long recording = sounds.writeAtOnce(sql, values, sound);
        delivery.ifPresent(entry -> {
            sql.append(", d as (" + Ledger.Entry.INSERT + " select ?, ?, ?, ? from b)");
            values.addAll(Arrays.asList(entry.values()));
        });
        sql.append(", m as (insert into vm_message (" + EnvelopeColumns.NAMES
                + ", message_id, folder, length_ms, version, recording_id, mailbox_id, position) select "
                + EnvelopeColumns.MARKS + ", ?, ?, ?, 0, ?, b.mailbox_id, b.next_position from b)");
        values.addAll(Arrays.asList(EnvelopeColumns.values(envelope)));
        values.addAll(List.of(id.value(), folder.name(), length.toMillis(), recording));
        sql.append(" select mailbox_id from b");
        if (Rows.all(connection, sql.toString(), row -> row.getLong(1), values.toArray())
                .isEmpty()) {
            throw new Unprepared(mailbox);
        }
        return new Message(id, folder, EnvelopeColumns.kept(envelope), length);
    }

    private static @Nullable Object[] with(@Nullable Object[] values, Object... more) {
        @Nullable Object[] all = new @Nullable Object[values.length + more.length];
        System.arraycopy(values, 0, all, 0, values.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }

    @Override
    public MoveResult move(
            Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from, Folder to, int maxMessages)
            throws SQLException {
        Locked locked = lock(connection, mailbox);
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

    private static Optional<Place> place(Connection connection, Locked locked, MessageId id) throws SQLException {
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
        Locked locked = lock(connection, to);
        Optional<Original> original = original(connection, from, id);
        if (original.isEmpty()) {
            return MoveResult.NOT_FOUND;
        }
        if (count(connection, to, folder) >= maxMessages) {
            return MoveResult.FOLDER_FULL;
        }
        MessageId target = place(connection, locked, id).isEmpty() ? id : copyId;
        long recording = sounds.copy(connection, original.get().recording());
        Rows.update(
                connection,
                "insert into vm_message (" + EnvelopeColumns.NAMES
                        + ", mailbox_id, message_id, folder, position, length_ms, version, recording_id)"
                        + " values (" + EnvelopeColumns.MARKS + ", ?, ?, ?, ?, ?, 0, ?)",
                with(
                        EnvelopeColumns.values(original.get().message().envelope()),
                        locked.mailbox(),
                        target.value(),
                        folder.name(),
                        locked.position(),
                        original.get().message().length().toMillis(),
                        recording));
        return MoveResult.DONE;
    }

    private record Original(Message message, long recording) {}

    private static Optional<Original> original(Connection connection, MailboxId mailbox, MessageId id)
            throws SQLException {
        return Rows.first(
                connection,
                MESSAGE + ", m.recording_id" + OF_MAILBOX + ONE,
                row -> new Original(NativeRows.message(row), row.getLong("recording_id")),
                mailbox.context(),
                mailbox.number(),
                id.value());
    }

    @Override
    public boolean delete(Connection connection, MailboxId mailbox, MessageId id, Optional<Folder> from)
            throws SQLException {
        Locked locked = lock(connection, mailbox);
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
        Locked locked = lock(connection, mailbox);
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
                with(EnvelopeColumns.changes(after), locked.mailbox(), id.value()));
        return Optional.of(new Message(id, before.folder(), after, before.length()));
    }

    @Override
    public Optional<StoredSound> greeting(Connection connection, MailboxId mailbox, GreetingKind kind)
            throws SQLException {
        return sounds.read(
                connection,
                NativeSounds.select("(select m.recording_id from vm_greeting m where m.mailbox_id = " + MAILBOX
                        + " and m.kind = ?)"),
                mailbox.context(),
                mailbox.number(),
                kind.name());
    }

    @Override
    public void putGreeting(Connection connection, MailboxId mailbox, GreetingKind kind, SoundBuffer sound)
            throws SQLException {
        greetings.put(connection, lock(connection, mailbox).mailbox(), kind, sound);
    }

    @Override
    public boolean deleteGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.delete(connection, lock(connection, mailbox).mailbox(), kind);
    }

    @Override
    public boolean hasFormerGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return Rows.count(
                        connection,
                        "select count(*) from vm_former_greeting m where m.mailbox_id = " + MAILBOX + " and m.kind = ?",
                        mailbox.context(),
                        mailbox.number(),
                        kind.name())
                > 0;
    }

    @Override
    public boolean restoreGreeting(Connection connection, MailboxId mailbox, GreetingKind kind) throws SQLException {
        return greetings.restore(connection, lock(connection, mailbox).mailbox(), kind);
    }

    @Override
    public List<MailboxId> mailboxes(Connection connection) throws SQLException {
        return versions(connection).keySet().stream().sorted().toList();
    }

    @Override
    public Map<MailboxId, Long> versions(Connection connection) throws SQLException {
        Map<MailboxId, Long> versions = new HashMap<>();
        Rows.all(connection, "select context, box_number, change_version from vm_mailbox", row -> {
            Optional<MailboxId> mailbox = MailboxId.of(row.getString(1), row.getString(2));
            long version = row.getLong(3);
            mailbox.ifPresent(known -> versions.put(known, version)); // somebody else may have put another there
            return version;
        });
        return versions;
    }

    @Override
    public boolean sweep(Connection connection) throws SQLException {
        sounds.sweep(connection);
        return true;
    }
}

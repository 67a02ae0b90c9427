package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;

/** New messages in our own tables: statement by statement, or in PostgreSQL by a single one. */
final class NativeDeposits {

    private final Dialect dialect;
    private final NativeSounds sounds;
    private final NativeLock lock;
    private final Map<Shape, String> statements = new ConcurrentHashMap<>();

    NativeDeposits(Dialect dialect, NativeSounds sounds, NativeLock lock) {
        this.dialect = dialect;
        this.sounds = sounds;
        this.lock = lock;
    }

    Message insert(
            Connection connection, MailboxId mailbox, Folder folder, MessageId id, Envelope envelope, SoundBuffer sound)
            throws SQLException {
        NativeLock.Locked locked = lock.take(connection, mailbox);
        Duration length = Duration.ofMillis(sound.length().toMillis());
        Message message = new Message(id, folder, EnvelopeColumns.kept(envelope), length);
        Batch batch = new Batch(dialect, connection);
        long recording = sounds.write(batch, sound);
        add(batch, locked, message, recording);
        batch.run();
        return message;
    }

    /** Inserts a message whose recording is there already. */
    void insert(Connection connection, NativeLock.Locked locked, Message message, long recording) throws SQLException {
        Batch batch = new Batch(dialect, connection);
        add(batch, locked, message, recording);
        batch.run();
    }

    private static void add(Batch batch, NativeLock.Locked locked, Message message, long recording) {
        batch.add(
                "insert into vm_message (" + EnvelopeColumns.NAMES
                        + ", mailbox_id, message_id, folder, position, length_ms, version, recording_id)"
                        + " values (" + EnvelopeColumns.MARKS + ", ?, ?, ?, ?, ?, 0, ?)",
                with(
                        EnvelopeColumns.values(message.envelope()),
                        locked.mailbox(),
                        message.id().value(),
                        message.folder().name(),
                        locked.position(),
                        message.length().toMillis(),
                        recording));
    }

    boolean insertsAtOnce(SoundBuffer sound) {
        return dialect == Dialect.POSTGRESQL && sounds.fitsIntoOneStatement(sound);
    }

    /** Takes the lock, the position and all rows in one journey; nothing is inserted if the mailbox has no row. */
    Message insertAtOnce(
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
        long recording = sounds.addAtOnce(values, sound);
        delivery.ifPresent(entry -> values.addAll(Arrays.asList(entry.values())));
        values.addAll(Arrays.asList(EnvelopeColumns.values(envelope)));
        values.addAll(List.of(id.value(), folder.name(), length.toMillis(), recording));
        String sql = statements.computeIfAbsent(
                new Shape(StoredSound.slices(sound.payloadBytes()), delivery.isPresent()), NativeDeposits::statement);
        if (Rows.update(connection, sql, values.toArray()) == 0) {
            throw new Unprepared(mailbox);
        }
        return new Message(id, folder, EnvelopeColumns.kept(envelope), length);
    }

    /** What decides how the statement of a deposit reads. */
    private record Shape(int slices, boolean isDelivery) {}

    private static String statement(Shape shape) {
        return NativeLock.CLAUSES
                + NativeSounds.clauses(shape.slices())
                + (shape.isDelivery() ? ", d as (" + Ledger.Entry.INSERT + " select ?, ?, ?, ? from b)" : "")
                + " insert into vm_message (" + EnvelopeColumns.NAMES
                + ", message_id, folder, length_ms, version, recording_id, mailbox_id, position) select "
                + EnvelopeColumns.MARKS + ", ?, ?, ?, 0, ?, b.mailbox_id, b.next_position from b";
    }

    static @Nullable Object[] with(@Nullable Object[] values, @Nullable Object... more) {
        @Nullable Object[] all = new @Nullable Object[values.length + more.length];
        System.arraycopy(values, 0, all, 0, values.length);
        System.arraycopy(more, 0, all, values.length, more.length);
        return all;
    }
}

package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.StoreException;

/** Recordings as chunk rows of 64 KiB. */
final class NativeSounds {

    /** How many chunks come with the question where a recording is. */
    static final int BEGINNING = 4;

    /** The columns that {@link #read} wants, of {@code vm_recording r} and {@code vm_chunk c}. */
    static final String COLUMNS = "r.recording_id, r.format, r.payload_bytes, c.octets";

    static final String JOIN = " join vm_recording r on r.recording_id = m.recording_id"
            + " left join vm_chunk c on c.recording_id = r.recording_id and c.chunk < " + BEGINNING;

    private static final int MOST_AT_ONCE = 8;

    private final Dialect dialect;
    private final RowIds ids;

    NativeSounds(Dialect dialect, RowIds ids) {
        this.dialect = dialect;
        this.ids = ids;
    }

    /** Writes a recording and returns its id; what is left in the batch is for the caller to run. */
    long write(Batch batch, SoundBuffer sound) throws SQLException {
        long id = ids.next();
        batch.add(
                "insert into vm_recording (recording_id, format, payload_bytes) values (?, ?, ?)",
                id,
                sound.format().formatName(),
                sound.payloadBytes());
        int slices = StoredSound.slices(sound.payloadBytes());
        for (int chunk = 0; chunk < slices; chunk++) {
            batch.add(
                    "insert into vm_chunk (recording_id, chunk, octets) values (?, ?, ?)",
                    id,
                    chunk,
                    sound.slice(chunk));
            if (batch.size() >= MOST_AT_ONCE) {
                batch.run();
            }
        }
        return id;
    }

    long copy(Connection connection, long original) throws SQLException {
        long id = ids.next();
        String bigint = dialect == Dialect.MARIADB ? "cast(? as signed)" : "cast(? as bigint)";
        Rows.update(
                connection,
                "insert into vm_recording (recording_id, format, payload_bytes)" + " select " + bigint
                        + ", format, payload_bytes from vm_recording where recording_id = ?",
                id,
                original);
        Rows.update(
                connection,
                "insert into vm_chunk (recording_id, chunk, octets)" + " select " + bigint
                        + ", chunk, octets from vm_chunk where recording_id = ?",
                id,
                original);
        return id;
    }

    void delete(Connection connection, long id) throws SQLException {
        Rows.update(connection, "delete from vm_recording where recording_id = ?", id);
    }

    /** Reads a recording and its beginning by a query for {@link #COLUMNS} in the order of chunks. */
    Optional<StoredSound> read(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        List<Found> found = Rows.all(connection, sql, Found::of, parameters);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<byte[]> beginning = new ArrayList<>();
        found.forEach(row -> row.octets().ifPresent(beginning::add));
        Found first = found.get(0);
        return Optional.of(new StoredSound(
                first.format(), first.payloadBytes(), beginning, (c, chunk) -> chunk(c, first.id(), chunk)));
    }

    private static Optional<byte[]> chunk(Connection connection, long id, int chunk) throws SQLException {
        return Rows.first(
                connection,
                "select octets from vm_chunk where recording_id = ? and chunk = ?",
                row -> row.getBytes(1),
                id,
                chunk);
    }

    private record Found(long id, AudioFormat format, long payloadBytes, Optional<byte[]> octets) {

        static Found of(ResultSet row) throws SQLException {
            String name = row.getString(2);
            AudioFormat format = AudioFormat.named(name)
                    .orElseThrow(() -> new StoreException("vm_recording.format holds an unknown format: " + name));
            return new Found(row.getLong(1), format, row.getLong(3), Optional.ofNullable(row.getBytes(4)));
        }
    }
}

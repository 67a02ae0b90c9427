package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;

/** Recordings as chunk rows of 64 KiB, or in a store of recordings elsewhere. */
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
    private final Optional<RecordingStore> elsewhere;

    /** @param elsewhere where new recordings go instead of into chunk rows */
    NativeSounds(Dialect dialect, RowIds ids, Optional<RecordingStore> elsewhere) {
        this.dialect = dialect;
        this.ids = ids;
        this.elsewhere = elsewhere;
    }

    private static String name(long id) {
        return "r" + Long.toHexString(id);
    }

    /** Writes a recording and returns its id; what is left in the batch is for the caller to run. */
    long write(Batch batch, SoundBuffer sound) throws SQLException {
        long id = ids.next();
        batch.add(
                "insert into vm_recording (recording_id, format, payload_bytes) values (?, ?, ?)",
                id,
                sound.format().formatName(),
                sound.payloadBytes());
        if (elsewhere.isPresent()) {
            elsewhere.get().write(name(id), sound);
            return id;
        }
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
        if (elsewhere.isPresent()) {
            copyElsewhere(connection, elsewhere.get(), original, id);
        }
        return id;
    }

    private static void copyElsewhere(Connection connection, RecordingStore store, long original, long id)
            throws SQLException {
        Optional<String> format = Rows.first(
                connection,
                "select format from vm_recording where recording_id = ?",
                row -> row.getString(1),
                original);
        format.flatMap(AudioFormat::named)
                .flatMap(known -> store.find(name(original), known))
                .ifPresent(sound -> store.write(name(id), sound));
    }

    void delete(Connection connection, long id) throws SQLException {
        Rows.update(connection, "delete from vm_recording where recording_id = ?", id);
        if (elsewhere.isPresent()) {
            Rows.update(connection, "insert into vm_discarded (recording_id) values (?)", id);
        }
    }

    /** Deletes elsewhere what rows that are gone by now named. */
    void sweep(Connection connection) throws SQLException {
        if (elsewhere.isPresent()) {
            List<Long> discarded = Rows.all(connection, "select recording_id from vm_discarded", row -> row.getLong(1));
            for (long id : discarded) {
                elsewhere.get().delete(name(id));
                Rows.update(connection, "delete from vm_discarded where recording_id = ?", id);
            }
        }
    }

    /** Deletes elsewhere what a node that died wrote before that instant and no row names. */
    void sweepOrphans(Connection connection, Instant before) throws SQLException {
        if (elsewhere.isPresent()) {
            List<String> old = new ArrayList<>();
            elsewhere.get().forEachBefore(before, old::add);
            for (String name : old) {
                if (isOrphan(connection, name)) {
                    elsewhere.get().delete(name);
                }
            }
        }
    }

    private static boolean isOrphan(Connection connection, String name) throws SQLException {
        return name.matches("r[0-9a-f]{1,15}")
                && Rows.count(
                                connection,
                                "select count(*) from vm_recording where recording_id = ?",
                                Long.parseLong(name.substring(1), 16))
                        == 0;
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
        if (beginning.isEmpty() && elsewhere.isPresent()) {
            RecordingStore store = elsewhere.get();
            return Optional.of(new StoredSound(
                    first.format(),
                    first.payloadBytes(),
                    beginning,
                    (c, slice) -> store.find(name(first.id()), first.format()).map(sound -> slice(sound, slice))));
        }
        return Optional.of(new StoredSound(
                first.format(), first.payloadBytes(), beginning, (c, chunk) -> chunk(c, first.id(), chunk)));
    }

    private static byte[] slice(AudioContent sound, int index) {
        ByteBuffer octets = ByteBuffer.allocate(StoredSound.SLICE);
        try (AudioReader reader = sound.open()) {
            int count = 0;
            while (octets.hasRemaining() && count >= 0) {
                count = reader.read(octets, (long) index * StoredSound.SLICE + octets.position());
            }
        }
        return Arrays.copyOf(octets.array(), octets.position());
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

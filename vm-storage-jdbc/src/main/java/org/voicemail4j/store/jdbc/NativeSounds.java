package org.voicemail4j.store.jdbc;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;

/**
 * Recordings in rows: the first two slices beside what is told of the recording, which is all of a short message, the
 * others as chunk rows of 64 KiB; or in a store of recordings elsewhere.
 */
final class NativeSounds {

    /** How many slices are in the recording's own row. */
    static final int BEGINNING = SoundBuffer.BEGINNING / StoredSound.SLICE;

    private static final Logger LOG = LoggerFactory.getLogger(NativeSounds.class);
    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_ASKED = 500;
    private static final String INSERT = "insert into vm_recording (recording_id, format, payload_bytes, octets)";

    private static final String NOT_IN_ROWS = "select count(*) from vm_recording r where r.recording_id = ?"
            + " and r.octets is null and r.payload_bytes > 0"
            + " and not exists (select c.chunk from vm_chunk c where c.recording_id = r.recording_id)";

    private final Dialect dialect;
    private final RowIds ids;
    private final Optional<OwnRecordings> elsewhere;

    /** @param elsewhere where new recordings go instead of into chunk rows */
    NativeSounds(Dialect dialect, RowIds ids, Optional<OwnRecordings> elsewhere) {
        this.dialect = dialect;
        this.ids = ids;
        this.elsewhere = elsewhere;
    }

    /** Writes a recording and returns its id; what is left in the batch is for the caller to run. */
    long write(Batch batch, SoundBuffer sound) throws SQLException {
        long id = ids.next();
        String format = sound.format().formatName();
        if (elsewhere.isPresent()) {
            batch.add(INSERT + " values (?, ?, ?, null)", id, format, sound.payloadBytes());
            elsewhere.get().write(id, sound);
            return id;
        }
        batch.add(INSERT + " values (?, ?, ?, ?)", id, format, sound.payloadBytes(), sound.beginning());
        int slices = StoredSound.slices(sound.payloadBytes());
        for (int chunk = BEGINNING; chunk < slices; chunk++) {
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

    /** Whether {@link #addAtOnce} can write that recording. */
    boolean fitsIntoOneStatement(SoundBuffer sound) {
        return elsewhere.isEmpty() && StoredSound.slices(sound.payloadBytes()) <= MOST_AT_ONCE;
    }

    /** The clauses of a statement that write a recording of so many slices if its clause {@code b} has a row. */
    static String clauses(int slices) {
        StringBuilder sql = new StringBuilder(", r as (" + INSERT + " select ?, ?, ?, ? from b)");
        for (int chunk = BEGINNING; chunk < slices; chunk++) {
            sql.append(", c" + chunk + " as (insert into vm_chunk (recording_id, chunk, octets) select ?, " + chunk
                    + ", ? from b)");
        }
        return sql.toString();
    }

    /** Adds the values for such {@link #clauses}; returns the recording's id. */
    long addAtOnce(List<@Nullable Object> values, SoundBuffer sound) {
        long id = ids.next();
        values.addAll(List.of(id, sound.format().formatName(), sound.payloadBytes(), sound.beginning()));
        int slices = StoredSound.slices(sound.payloadBytes());
        for (int chunk = BEGINNING; chunk < slices; chunk++) {
            values.addAll(List.of(id, sound.slice(chunk)));
        }
        return id;
    }

    long copy(Connection connection, long original) throws SQLException {
        long id = ids.next();
        String bigint = dialect == Dialect.MARIADB ? "cast(? as signed)" : "cast(? as bigint)";
        Rows.update(
                connection,
                INSERT + " select " + bigint
                        + ", format, payload_bytes, octets from vm_recording where recording_id = ?",
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

    /** What was written before others were elsewhere is in rows alone. */
    private static void copyElsewhere(Connection connection, OwnRecordings store, long original, long id)
            throws SQLException {
        Optional<AudioContent> sound = Rows.first(
                        connection,
                        "select format from vm_recording where recording_id = ?",
                        row -> row.getString(1),
                        original)
                .flatMap(AudioFormat::named)
                .flatMap(known -> store.find(original, known));
        if (sound.isPresent()) {
            store.write(id, sound.get());
        } else if (Rows.count(connection, NOT_IN_ROWS, original) > 0) {
            throw new StoreException("the recording " + store.name(original) + " is not where recordings are kept");
        }
    }

    void delete(Connection connection, long id) throws SQLException {
        Rows.update(connection, "delete from vm_recording where recording_id = ?", id);
        if (elsewhere.isPresent()) {
            Rows.update(connection, "insert into vm_discarded (recording_id) values (?)", id);
        }
    }

    /** Deletes elsewhere what rows that are gone by now named; what cannot be deleted now is left for the next time. */
    void sweep(Connection connection) throws SQLException {
        if (elsewhere.isPresent()) {
            List<Long> discarded = Rows.all(connection, "select recording_id from vm_discarded", row -> row.getLong(1));
            for (long id : discarded) {
                if (deletes(elsewhere.get(), id)) {
                    Rows.update(connection, "delete from vm_discarded where recording_id = ?", id);
                }
            }
        }
    }

    /** Deletes elsewhere what this database's nodes wrote before that instant and no row names. */
    void sweepOrphans(Connection connection, Instant before) throws SQLException {
        if (elsewhere.isPresent()) {
            List<Long> old = elsewhere.get().writtenBefore(before);
            for (int from = 0; from < old.size(); from += MOST_ASKED) {
                List<Long> orphans = new ArrayList<>(old.subList(from, Math.min(old.size(), from + MOST_ASKED)));
                orphans.removeAll(named(connection, orphans));
                for (long id : orphans) {
                    LOG.warn(
                            "deleting the recording {}, which no row names",
                            elsewhere.get().name(id));
                    deletes(elsewhere.get(), id);
                }
            }
        }
    }

    private static Set<Long> named(Connection connection, List<Long> ids) throws SQLException {
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        return new HashSet<>(Rows.all(
                connection,
                "select recording_id from vm_recording where recording_id in (" + marks + ")",
                row -> row.getLong(1),
                ids.toArray()));
    }

    private static boolean deletes(OwnRecordings store, long id) {
        try {
            store.delete(id);
            return true;
        } catch (StoreException e) {
            LOG.warn("the recording {} is left for later", store.name(id), e);
            return false;
        }
    }

    /** A query for the recording whose id that expression is, and its beginning. */
    static String select(String id) {
        return "select r.recording_id, r.format, r.payload_bytes, r.octets from vm_recording r where r.recording_id = "
                + id;
    }

    /** Reads a recording and its beginning by such a {@link #select}. */
    Optional<StoredSound> read(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        return Rows.first(connection, sql, Found::of, parameters).map(this::sound);
    }

    private StoredSound sound(Found found) {
        List<ByteBuffer> beginning = found.octets()
                .map(octets -> StoredSound.slices(octets, 0, octets.length))
                .orElse(List.of());
        return new StoredSound(
                found.format(),
                found.payloadBytes(),
                beginning,
                (connection, index) -> slice(connection, found, index),
                elsewhere.isPresent()
                        ? "the store of recordings beside table vm_recording"
                        : "column octets of table vm_recording or vm_chunk");
    }

    /** A slice that is not in the recording's own row; what was written before others were elsewhere is in chunk rows. */
    private Optional<byte[]> slice(Connection connection, Found found, int index) throws SQLException {
        Optional<AudioContent> there = elsewhere.flatMap(store -> store.find(found.id(), found.format()));
        return there.isPresent() ? Optional.of(slice(there.get(), index)) : chunk(connection, found.id(), index);
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
                    .orElseThrow(() -> new StoreException(
                            "column format of table vm_recording holds '" + name + "', which is none"));
            return new Found(row.getLong(1), format, row.getLong(3), Optional.ofNullable(row.getBytes(4)));
        }
    }
}

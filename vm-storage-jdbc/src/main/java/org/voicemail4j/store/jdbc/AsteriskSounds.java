package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.RiffHeader;

/** Recordings of Asterisk's table: octets in the row, a large object, or a file where the row says {@code AUDMAGIC}. */
final class AsteriskSounds {

    private static final Logger LOG = LoggerFactory.getLogger(AsteriskSounds.class);
    /** So much of a file comes with the first question: its header and one slice at least. */
    private static final int BEGINNING = 2 * StoredSound.SLICE;

    private static final int MOST_AT_ONCE = 8;

    private final AsteriskTable table;
    private final AudioFormat format;
    private final AsteriskDisk disk;

    AsteriskSounds(AsteriskTable table, AudioFormat format) {
        this.table = table;
        this.format = format;
        this.disk = new AsteriskDisk(table, format);
    }

    /** Where a row is now: its folder's path and number, and its id if it has one. */
    record Locator(String dir, int number, Optional<String> id, AsteriskPlace place) {

        static Locator of(AsteriskTable table, String dir, int number, Optional<String> id) {
            return new Locator(dir, number, id, AsteriskPlace.of(table, dir));
        }

        String where() {
            return " where " + place.sql() + " and msgnum = ?" + (id.isPresent() ? " and msg_id = ?" : "");
        }

        @Nullable
        Object[] with(@Nullable Object... before) {
            List<@Nullable Object> all = new ArrayList<>(Arrays.asList(before));
            all.addAll(place.parameters());
            all.add(number);
            id.ifPresent(all::add);
            return all.toArray();
        }

        @Override
        public String toString() {
            return "message " + number + " in " + dir;
        }
    }

    /** Tells where a row is by now; empty if it has gone. */
    interface Finder {
        Optional<Locator> find(Connection connection) throws SQLException;
    }

    private boolean isLargeObject() {
        return table.keeping() == AsteriskTable.Keeping.LARGE_OBJECT;
    }

    private String size() {
        return isLargeObject()
                ? "lo_lseek64(lo_open(cast(recording as oid), 262144), 0, 2)"
                : "octet_length(recording)";
    }

    private String slice() {
        return isLargeObject() ? "lo_get(cast(recording as oid), ?, ?)" : "substring(recording, ?, ?)";
    }

    private Object from(long position) {
        return isLargeObject() ? (Object) position : (Object) (int) (position + 1);
    }

    /** A row's recording; empty if there is no such row. */
    Optional<StoredSound> read(Connection connection, Finder finder) throws SQLException {
        Optional<Locator> found = finder.find(connection);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Locator locator = found.get();
        try {
            return Rows.first(
                            connection,
                            "select " + size() + ", " + slice() + " from " + table.name() + locator.where(),
                            row -> new Beginning(row.getLong(1), octets(row.getBytes(2))),
                            locator.with(from(0), BEGINNING))
                    .map(beginning -> sound(locator, beginning, finder));
        } catch (SQLException e) {
            if (isLargeObject() && "42704".equals(e.getSQLState())) {
                LOG.warn("column recording of table {} names no large object at {}", table.name(), locator, e);
                return Optional.of(sound(locator, new Beginning(0, new byte[0]), finder));
            }
            throw e;
        }
    }

    private static byte[] octets(byte @Nullable [] octets) {
        return octets == null ? new byte[0] : octets;
    }

    private static final class Beginning {

        private final long size;
        private final byte[] octets;

        Beginning(long size, byte[] octets) {
            this.size = size;
            this.octets = octets;
        }
    }

    private StoredSound sound(Locator locator, Beginning beginning, Finder finder) {
        if (AsteriskDisk.isNamed(beginning.size, beginning.octets)) {
            Optional<Path> file = disk.file(locator);
            if (file.isPresent()) {
                return onDisk(file.get());
            }
            LOG.warn("the sound of {} is on a disk, but not on this host's", locator);
            return silence();
        }
        return describe(
                beginning.size,
                beginning.octets,
                locator.toString(),
                (connection, position) -> slice(connection, finder, position));
    }

    /** Reads a slice of the file, container and all, from that position on. */
    private interface FileSlices {
        Optional<byte[]> read(Connection connection, long position) throws SQLException;
    }

    private StoredSound describe(long size, byte[] start, String name, FileSlices slices) {
        Optional<RiffHeader> header = RiffHeader.parse(ByteBuffer.wrap(start));
        if (header.isPresent()) {
            AudioFormat found = riff(header.get());
            return new StoredSound(
                    found,
                    header.get().payloadBytes(size),
                    StoredSound.slices(
                            start, header.get().payloadOffset(), header.get().payloadBytes(size)),
                    (connection, index) ->
                            slices.read(connection, header.get().payloadOffset() + (long) index * StoredSound.SLICE),
                    place());
        }
        if (format.container() == AudioContainer.RAW) {
            return new StoredSound(
                    format,
                    size,
                    StoredSound.slices(start, 0, size),
                    (connection, index) -> slices.read(connection, (long) index * StoredSound.SLICE),
                    place());
        }
        LOG.warn("column recording of table {} holds no {} at {}: {} octets", table.name(), format, name, size);
        return silence();
    }

    private StoredSound silence() {
        return new StoredSound(format, 0, List.of(), (connection, index) -> Optional.empty(), place());
    }

    private String place() {
        return "column recording of table " + table.name();
    }

    private static AudioFormat riff(RiffHeader header) {
        return Arrays.stream(AudioFormat.values())
                .filter(known -> known.encoding() == header.encoding())
                .findFirst()
                .orElseThrow();
    }

    private Optional<byte[]> slice(Connection connection, Finder finder, long position) throws SQLException {
        Optional<Locator> locator = finder.find(connection);
        if (locator.isEmpty()) {
            return Optional.empty();
        }
        return Rows.first(
                connection,
                "select " + slice() + " from " + table.name() + locator.get().where(),
                row -> octets(row.getBytes(1)),
                locator.get().with(from(position), StoredSound.SLICE));
    }

    private StoredSound onDisk(Path file) {
        try {
            long size = Files.size(file);
            return describe(
                    size,
                    AsteriskDisk.read(file, 0, BEGINNING),
                    file.toString(),
                    (connection, position) -> Optional.of(AsteriskDisk.read(file, position, StoredSound.SLICE)));
        } catch (IOException e) {
            LOG.warn("cannot read {}", file, e);
            return silence();
        }
    }

    /** Inserts a row with its recording. */
    void insert(Connection connection, Map<String, Object> values, SoundBuffer sound) throws SQLException {
        try (SoundFileStream file = new SoundFileStream(sound)) {
            String names = values.keySet().stream().map(table::quoted).collect(Collectors.joining(", "));
            String marks = "?, ".repeat(values.size());
            String insert = "insert into " + table.name() + " (" + names + ", recording) values (" + marks;
            Object[] others = values.values().toArray();
            if (isLargeObject()) {
                table.requireRoom(file.length());
                insert += "cast(cast(? as oid) as " + typeName() + "))";
                Rows.update(connection, insert, NativeDeposits.with(others, largeObject(connection, sound)));
            } else {
                new AsteriskOctets(table, file, file.length()).run(connection, insert, others, ")");
            }
        }
    }

    private String typeName() {
        return table.column("recording").orElseThrow().typeName().toLowerCase(Locale.ROOT);
    }

    private long largeObject(Connection connection, SoundBuffer sound) throws SQLException {
        long oid = Rows.first(connection, "select lo_create(0)", row -> row.getLong(1))
                .orElseThrow();
        Batch batch = new Batch(table.dialect(), connection);
        long position = 0;
        try (SoundFileStream file = new SoundFileStream(sound)) {
            byte[] octets = file.readNBytes(StoredSound.SLICE);
            while (octets.length > 0) {
                batch.add("select lo_put(cast(? as oid), ?, ?)", oid, position, octets);
                position += octets.length;
                if (batch.size() >= MOST_AT_ONCE) {
                    batch.run();
                }
                octets = file.readNBytes(StoredSound.SLICE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batch.run();
        return oid;
    }

    /** The recording as an expression that a copy of its row takes. */
    String copied() {
        return isLargeObject()
                ? "cast(lo_from_bytea(0, lo_get(cast(recording as oid))) as " + typeName() + ")"
                : "recording";
    }

    /** As {@link #absorb(Connection, String, int, int)}, from that number on. */
    void absorb(Connection connection, String dir, int from) throws SQLException {
        absorb(connection, dir, from, Integer.MAX_VALUE);
    }

    /** Takes sound that lies on disk into the rows of those numbers, before their numbers and so the files' names change. */
    void absorb(Connection connection, String dir, int from, int to) throws SQLException {
        if (!isLargeObject()) {
            disk.absorb(connection, dir, from, to);
        }
    }
}

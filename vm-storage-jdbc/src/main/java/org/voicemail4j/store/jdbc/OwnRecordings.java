package org.voicemail4j.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;

/**
 * One database's recordings in a store of recordings. A name begins with a number that the database has drawn, so that
 * nobody takes for orphans what rows of another database name, though both have been given one folder.
 */
final class OwnRecordings {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{8})-r([0-9a-f]{1,16})");

    private final RecordingStore store;
    private final String database;

    private OwnRecordings(RecordingStore store, int database) {
        this.store = store;
        this.database = String.format(Locale.ROOT, "%08x", database);
    }

    /** Those of a database, which draws its number, the one of the row that is everybody's lock, when it first needs one. */
    static OwnRecordings of(Connection connection, RecordingStore store, RandomGenerator random) throws SQLException {
        Rows.update(
                connection,
                "update vm_schema set applied = ? where version = 0 and applied = 1",
                random.nextInt(2, Integer.MAX_VALUE));
        return new OwnRecordings(store, Rows.count(connection, "select applied from vm_schema where version = 0"));
    }

    String name(long id) {
        return database + '-' + before(id);
    }

    /** As recordings were named before databases had numbers. */
    private static String before(long id) {
        return 'r' + Long.toHexString(id);
    }

    void write(long id, AudioContent sound) {
        store.write(name(id), sound);
    }

    Optional<AudioContent> find(long id, AudioFormat format) {
        return store.find(name(id), format).or(() -> store.find(before(id), format));
    }

    void delete(long id) {
        store.delete(name(id));
        store.delete(before(id));
    }

    /** The ids of those that were written before that instant. */
    List<Long> writtenBefore(Instant instant) {
        List<Long> ids = new ArrayList<>();
        store.forEachBefore(instant, name -> {
            Matcher parts = NAME.matcher(name);
            if (parts.matches() && parts.group(1).equals(database)) {
                ids.add(Long.parseUnsignedLong(parts.group(2), 16));
            }
        });
        return ids;
    }
}

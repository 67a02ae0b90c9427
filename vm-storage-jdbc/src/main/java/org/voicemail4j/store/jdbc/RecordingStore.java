package org.voicemail4j.store.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;

/**
 * Keeps sound apart from the rows that tell of it: rows in the database, audio on disks that the nodes share. A recording
 * is written before the row that names it and deleted after that row has gone, so that a row never names what is not
 * there; what a node that died in between left over, {@link #forEachBefore} finds for whoever cleans up. {@link
 * JdbcMessageStore} does so when it is opened, with what is older than 30 days and was written for the same database.
 *
 * <p>Names are 1 to 64 characters of {@code a-z 0-9 -}; every method refuses others by an {@link IllegalArgumentException}. For
 * many threads and many processes. Every method throws {@link org.voicemail4j.store.StoreException} when the medium fails. The
 * contract is {@code RecordingStoreContract} in the test-jar of this module.
 */
public interface RecordingStore {

    /**
     * Keeps a recording; it is durable when this returns. When this fails, nothing is found under its name that was not there
     * before.
     *
     * @param name a fresh one: what is there under it in that format is replaced
     */
    void write(String name, AudioContent sound);

    /** A recording that was written in that format; empty if there is none of that name. */
    Optional<AudioContent> find(String name, AudioFormat format);

    /** Deletes a recording in whatever formats, and what a write that failed left of it. Returns whether there was one. */
    boolean delete(String name);

    /** Tells the names of all recordings that were written before that instant. */
    void forEachBefore(Instant instant, Consumer<String> name);
}

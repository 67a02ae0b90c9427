package org.voicemail4j.store.jdbc;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.DispatchRule;

/** The settings of a {@link JdbcMessageStore}. */
public final class JdbcMessageStoreBuilder {

    /** Where Asterisk's packages have their spool. */
    public static final String ASTERISK_SPOOL = "/var/spool/asterisk/voicemail";

    final DataSource source;
    AudioFormat format = AudioFormat.WAV;
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    Optional<String> asteriskTable = Optional.empty();
    String spool = ASTERISK_SPOOL;
    Duration changePause = Duration.ofSeconds(1);
    boolean notifications;
    private boolean asteriskTriggers;
    Optional<RecordingStore> recordings = Optional.empty();
    ThreadFactory threads = new JdbcThreads();
    DispatchRule dispatches = DispatchRule.NOTHING;

    JdbcMessageStoreBuilder(DataSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** Sets in which format recordings are kept; WAV if nothing is said. */
    public JdbcMessageStoreBuilder format(AudioFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return this;
    }

    /**
     * Keeps messages in Asterisk's table instead of our own, with Asterisk's nodes at work on it or not. Some tables of
     * ours are made beside it.
     *
     * @param table its name, as {@code odbctable} has it: letters, digits and _, with its schema before a dot if need be
     * @param spool the directory with which its {@code dir} column begins, {@link #ASTERISK_SPOOL} most often; where
     *     Asterisk is told to keep audio on disk, it is also read from there
     */
    public JdbcMessageStoreBuilder asteriskLayout(String table, String spool) {
        this.asteriskTable = Optional.of(TableName.checked(table));
        this.spool = Objects.requireNonNull(spool, "spool");
        return this;
    }

    /**
     * Makes triggers on Asterisk's table that write down what any statement changes, Asterisk's own included, so that {@link
     * JdbcMessageStore#changes} reads what has changed and not the whole table. Needs the TRIGGER privilege, and in
     * PostgreSQL that of making a function; without them, and in H2, a warning is logged and the whole table is read. Triggers
     * that are there are used by all nodes, whether they say this or not; {@link JdbcSchema#removeChangeTriggers} takes them away.
     * Does nothing for our own tables.
     */
    public JdbcMessageStoreBuilder asteriskTriggers() {
        this.asteriskTriggers = true;
        return this;
    }

    /** Asterisk's table, if there are to be triggers on it. */
    Optional<String> triggeredTable() {
        return asteriskTable.filter(table -> asteriskTriggers);
    }

    /** Sets how long {@link JdbcMessageStore#changes} waits between two looks; one second if nothing is said. */
    public JdbcMessageStoreBuilder changePause(Duration changePause) {
        if (changePause.isNegative() || changePause.isZero()) {
            throw new IllegalArgumentException("not a pause: " + changePause);
        }
        this.changePause = changePause;
        return this;
    }

    /**
     * Lets PostgreSQL notify the nodes of changes in our own tables, so that they need not wait for their next look; does
     * nothing in other databases and in Asterisk's table. Takes a connection of the pool while somebody listens, and
     * another one for a moment after a change; what a node could not tell before it died is found by the next look.
     */
    public JdbcMessageStoreBuilder notifications() {
        this.notifications = true;
        return this;
    }

    /**
     * Keeps new recordings there instead of in rows of their own: rows in the database, sound on disks that the nodes
     * share. What is in rows already is still heard. Not for Asterisk's table, which says itself where its sound is.
     */
    public JdbcMessageStoreBuilder recordings(RecordingStore recordings) {
        this.recordings = Optional.of(recordings);
        return this;
    }

    /** Sets what must be sent because of new messages, from then on kept in {@link JdbcMessageStore#outbox}; nothing if nothing is said. */
    public JdbcMessageStoreBuilder dispatches(DispatchRule dispatches) {
        this.dispatches = Objects.requireNonNull(dispatches, "dispatches");
        return this;
    }

    /** Sets where the threads of {@link JdbcMessageStore#changes} come from; daemons if nothing is said. */
    public JdbcMessageStoreBuilder threads(ThreadFactory threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /** Sets the clock of row keys; the system's if nothing is said. */
    public JdbcMessageStoreBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets where message ids and row keys come from, used by many threads at once; a {@link SecureRandom} if nothing is said. */
    public JdbcMessageStoreBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /**
     * Opens the store; its tables are made or upgraded.
     *
     * @throws org.voicemail4j.store.StoreException if the database cannot be reached or its tables cannot be used
     */
    public JdbcMessageStore build() {
        return new JdbcMessageStore(this);
    }
}

package org.voicemail4j.store.jdbc;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.voicemail4j.audio.AudioFormat;

/** The settings of a {@link JdbcMessageStore}. */
public final class JdbcMessageStoreBuilder {

    final DataSource source;
    AudioFormat format = AudioFormat.WAV;
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();

    JdbcMessageStoreBuilder(DataSource source) {
        this.source = Objects.requireNonNull(source, "source");
    }

    /** Sets in which format recordings are kept; WAV if nothing is said. */
    public JdbcMessageStoreBuilder format(AudioFormat format) {
        this.format = Objects.requireNonNull(format, "format");
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

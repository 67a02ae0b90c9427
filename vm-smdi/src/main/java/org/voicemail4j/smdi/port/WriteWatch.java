package org.voicemail4j.smdi.port;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * For how long what is being written has waited: where the other side takes nothing, because its flow control says so or it
 * hangs, a write does not return. One thread writes at a time, and one other asks.
 */
final class WriteWatch {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private volatile boolean writes;
    private volatile long since;
    private long silentUntil;

    /** @param nanos counts them, from any beginning */
    WriteWatch(LongSupplier nanos) {
        this.nanos = nanos;
        this.silentUntil = nanos.getAsLong();
    }

    void begins() {
        since = nanos.getAsLong();
        writes = true;
    }

    void ends() {
        writes = false;
    }

    /** For how long, if that is too long; said once a minute. */
    Optional<Duration> tooLong() {
        long now = nanos.getAsLong();
        Duration waited = Duration.ofNanos(now - since);
        if (!writes || waited.compareTo(PATIENCE) < 0 || now - silentUntil < 0) {
            return Optional.empty();
        }
        silentUntil = now + PAUSE.toNanos();
        return Optional.of(waited);
    }
}

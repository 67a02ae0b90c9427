package org.voicemail4j.smdi.port;

import java.time.Duration;
import java.util.Optional;

/**
 * For how long what is being written has waited: where the other side takes nothing, because its flow control says so or it
 * hangs, a write does not return. One thread writes at a time, and one other asks.
 */
final class WriteWatch {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final LineClock clock;
    private volatile boolean writes;
    private volatile long since;
    private long silentUntil;

    WriteWatch(LineClock clock) {
        this.clock = clock;
        this.silentUntil = clock.nanos();
    }

    void begins() {
        since = clock.nanos();
        writes = true;
    }

    void ends() {
        writes = false;
    }

    /** For how long, if that is too long; said once a minute. */
    Optional<Duration> tooLong() {
        long now = clock.nanos();
        Duration waited = Duration.ofNanos(now - since);
        if (!writes || waited.compareTo(PATIENCE) < 0 || now - silentUntil < 0) {
            return Optional.empty();
        }
        silentUntil = now + PAUSE.toNanos();
        return Optional.of(waited);
    }
}

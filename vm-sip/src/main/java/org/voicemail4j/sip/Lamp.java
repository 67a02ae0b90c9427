package org.voicemail4j.sip;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/** One lamp: its place in the queue of {@link LampSender} and what it shows. Used by the sender's thread alone. */
final class Lamp {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    final LampLine line;

    @Nullable
    Notice next;

    @Nullable
    Notice shown;

    boolean busy;
    boolean resting;
    boolean ending;
    int attempts;

    @Nullable
    ScheduledFuture<?> pause;

    Lamp(LampLine line) {
        this.line = line;
    }

    /** Calls it back from waiting to be repeated, for there is something new to say; false if it does not wait. */
    boolean rouse() {
        ScheduledFuture<?> waits = pause;
        pause = null;
        return waits != null && waits.cancel(false);
    }

    /** Until it is repeated: doubles, with up to a fifth more that differs by lamp, so that not all come back at once. */
    Duration pause(Duration first) {
        Duration pause = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return bounded.plus(
                bounded.multipliedBy(Math.floorMod(line.hashCode(), 100)).dividedBy(500));
    }
}

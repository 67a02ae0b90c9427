package org.voicemail4j.smdi.link;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the log what comes over a line and is of no use, at most once a second: a line that is out of order, or set
 * to another speed, brings such things faster than anybody reads them. What is left out is counted and told with the next.
 * For one thread at a time.
 */
final class LineNoise {

    private static final Logger log = LoggerFactory.getLogger(LineNoise.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String line;
    private final Clock clock;
    private Optional<Instant> last = Optional.empty();
    private long leftOut;

    LineNoise(String line, Clock clock) {
        this.line = line;
        this.clock = clock;
    }

    /** Returns whether it was written as a warning. */
    boolean tell(String what, Object came) {
        Instant now = clock.instant();
        if (last.filter(told -> isSoonAfter(told, now)).isPresent()) {
            leftOut++;
            log.debug("{}: {}: {}", line, what, came);
            return false;
        }
        if (leftOut == 0) {
            log.warn("{}: {}: {}", line, what, came);
        } else {
            log.warn("{}: {}: {} (and {} such things since the last one told)", line, what, came, leftOut);
        }
        last = Optional.of(now);
        leftOut = 0;
        return true;
    }

    private static boolean isSoonAfter(Instant told, Instant now) {
        return Duration.between(told, now).abs().compareTo(PAUSE) < 0; // the clock may have been set back
    }
}

package org.voicemail4j.mailbox;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * From when until when a greeting is heard, in the time of the mailbox's zone. One that begins when it has ended already
 * holds at no time.
 *
 * @param from before that it is not heard yet; empty for from its recording on
 * @param until from then on it is not heard any more; empty for until it is erased
 */
public record GreetingPeriod(Optional<LocalDateTime> from, Optional<LocalDateTime> until) {

    /** As long as there is the greeting. */
    public static final GreetingPeriod ALWAYS = new GreetingPeriod(Optional.empty(), Optional.empty());

    public GreetingPeriod {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
    }

    /** Whether the greeting, if there is one, is heard at that time. */
    public boolean includes(LocalDateTime now) {
        return from.map(begin -> !now.isBefore(begin)).orElse(true) && !hasEnded(now);
    }

    /** Whether the greeting will not be heard any more. */
    public boolean hasEnded(LocalDateTime now) {
        return until.map(end -> !now.isBefore(end)).orElse(false);
    }
}

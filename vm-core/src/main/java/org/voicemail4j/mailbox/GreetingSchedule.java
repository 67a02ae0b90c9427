package org.voicemail4j.mailbox;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * When which greeting is heard, in the time of the mailbox's zone.
 *
 * @param temporaryFrom before that the temporary greeting is not heard yet; empty for from its recording on
 * @param temporaryUntil from then on the temporary greeting is not heard any more; empty for until it is erased
 * @param hours outside of these the {@link GreetingKind#CLOSED} greeting is heard, if there is one
 */
public record GreetingSchedule(
        Optional<LocalDateTime> temporaryFrom, Optional<LocalDateTime> temporaryUntil, OpeningHours hours) {

    /** A temporary greeting is heard for as long as it is there, and nothing goes by the hour. */
    public static final GreetingSchedule NONE =
            new GreetingSchedule(Optional.empty(), Optional.empty(), OpeningHours.ALWAYS);

    public GreetingSchedule {
        Objects.requireNonNull(temporaryFrom, "temporaryFrom");
        Objects.requireNonNull(temporaryUntil, "temporaryUntil");
        Objects.requireNonNull(hours, "hours");
    }

    /** Whether the temporary greeting, if there is one, is heard at that time. */
    public boolean isTemporary(LocalDateTime now) {
        return temporaryFrom.map(from -> !now.isBefore(from)).orElse(true)
                && temporaryUntil.map(now::isBefore).orElse(true);
    }

    /** Whether the greeting for closed hours, if there is one, is heard at that time. */
    public boolean isClosed(LocalDateTime now) {
        return !hours.areOpen(now);
    }
}
